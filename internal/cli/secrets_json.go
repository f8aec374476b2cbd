package cli

import "github.com/hashintel/helm-hash/internal/secret"

// The shapes of helm hash secrets list -o json. Their field names are a contract.
type jsonSecrets struct {
	Version     int          `json:"version"`
	Environment string       `json:"environment"`
	Secrets     []jsonSecret `json:"secrets"`
}

type jsonSecret struct {
	Namespace string          `json:"namespace"`
	Name      string          `json:"name"`
	Optional  bool            `json:"optional"`
	Keys      []jsonSecretKey `json:"keys"`
	// AllKeys are those who take every key, whatever there is.
	AllKeys    []jsonSecretUse     `json:"allKeys"`
	ProvidedBy *jsonSecretProvider `json:"providedBy"`
}

type jsonSecretKey struct {
	Key        string              `json:"key"`
	Optional   bool                `json:"optional"`
	UsedBy     []jsonSecretUse     `json:"usedBy"`
	ProvidedBy *jsonSecretProvider `json:"providedBy"`
}

type jsonSecretUse struct {
	Resource  jsonSecretResource `json:"resource"`
	Container string             `json:"container"`
	Variable  string             `json:"variable"`
	Use       string             `json:"use"`
	Optional  bool               `json:"optional"`
}

type jsonSecretResource struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

// jsonSecretProvider has either a resource of the release or the place of a stanza.
type jsonSecretProvider struct {
	By       string              `json:"by"`
	Resource *jsonSecretResource `json:"resource,omitempty"`
	Place    string              `json:"place,omitempty"`
}

func (r *secretsRelease) asJSON() jsonSecrets {
	out := jsonSecrets{Version: 1, Environment: r.environment.Name, Secrets: []jsonSecret{}}
	for _, n := range r.needs {
		found := jsonSecret{
			Namespace:  n.Namespace,
			Name:       n.Name,
			Optional:   n.Optional(),
			Keys:       []jsonSecretKey{},
			AllKeys:    jsonUses(n.Whole),
			ProvidedBy: jsonProvider(n.Provider),
		}
		for _, k := range n.Keys {
			found.Keys = append(found.Keys, jsonSecretKey{k.Name, k.Optional(), jsonUses(k.Uses), jsonProvider(k.Provider)})
		}
		out.Secrets = append(out.Secrets, found)
	}
	return out
}

func jsonUses(uses []secret.Use) []jsonSecretUse {
	all := make([]jsonSecretUse, len(uses))
	for i, u := range uses {
		all[i] = jsonSecretUse{jsonSecretResource(u.Resource), u.Container, u.Variable, string(u.As), u.Optional}
	}
	return all
}

func jsonProvider(p secret.Provider) *jsonSecretProvider {
	if p.By == secret.ByNobody {
		return nil
	}
	found := &jsonSecretProvider{By: string(p.By), Place: p.Place}
	if p.By == secret.ByRelease {
		resource := jsonSecretResource(p.Resource)
		found.Resource = &resource
	}
	return found
}
