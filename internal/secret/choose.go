package secret

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
)

// Chosen is a Secret with the keys that are to be made.
type Chosen struct {
	Namespace string
	Name      string
	Keys      []string
}

// Choose gives the Secrets and keys to make by the stanzas of generate. The notes say what is left out,
// and what to do.
func Choose(needs []Need, stanzas []config.Generate) (chosen []Chosen, notes []string) {
	for _, n := range needs {
		if n.Provider.By == ByRelease {
			continue
		}
		keys, left := n.chosenKeys(namedKeys(stanzas, n.Name))
		notes = append(notes, left...)
		if len(keys) > 0 {
			chosen = append(chosen, Chosen{Namespace: n.Namespace, Name: n.Name, Keys: keys})
		}
	}
	return chosen, notes
}

// chosenKeys gives the keys of one Secret; named are those that hash.yaml names under generate.
func (n Need) chosenKeys(named []string) (keys, notes []string) {
	for _, k := range n.Keys {
		note := n.leftOut(k)
		if note == "" || slices.Contains(named, k.Name) {
			keys = append(keys, k.Name)
		} else {
			notes = append(notes, note)
		}
	}
	if whole := n.takenWhole(); len(whole) > 0 {
		keys = append(keys, named...)
		if len(named) == 0 && n.Provider.By != ByExisting {
			notes = append(notes, fmt.Sprintf("Secret %s: %s takes all of its keys, and nothing says which these are: name them under generate", n, whole[0]))
		}
	}
	return keys, slices.Compact(notes) // one command makes a certificate and its key
}

// takenWhole gives those who take all keys. What a ServiceAccount lists is for tokens, which Kubernetes
// makes.
func (n Need) takenWhole() []Use {
	return slices.DeleteFunc(slices.Clone(n.Whole), func(u Use) bool {
		return u.Optional || u.As == environ.UseServiceAccount
	})
}

func namedKeys(stanzas []config.Generate, name string) []string {
	var keys []string
	for _, s := range stanzas {
		if s.Secret != name {
			continue
		}
		for _, k := range s.Keys {
			keys = append(keys, k.Key)
		}
	}
	return keys
}

// leftOut says why a key gets no value unless generate names it; it is empty where it does.
func (n Need) leftOut(k NeededKey) string {
	id := fmt.Sprintf("Secret %s: key %s", n, k.Name)
	switch {
	case !k.Random():
		return fmt.Sprintf("Secret %s: a certificate or a login cannot be made of random characters: %s", n, oneLine(n.Create()))
	case k.Provider.By == ByExisting:
		return fmt.Sprintf("%s is left out, since it exists by %s: name it under generate to have it made", id, k.Provider.Place)
	case k.Optional():
		return id + " is left out, since it is optional: name it under generate to have it made"
	default:
		return ""
	}
}
