package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// wantedValues gives the Secrets and keys to make. The notes say what is left out, and what to do.
func wantedValues(needs []secret.Need, stanzas []config.Generate) (wanted []generate.Wanted, notes []string) {
	for _, n := range needs {
		if n.Provider.By == secret.ByRelease {
			continue
		}
		keys, left := wantedKeys(n, namedKeys(stanzas, n.Name))
		notes = append(notes, left...)
		if len(keys) > 0 {
			wanted = append(wanted, generate.Wanted{Namespace: n.Namespace, Name: n.Name, Keys: keys})
		}
	}
	return wanted, notes
}

// wantedKeys gives the keys of one Secret; named are those that hash.yaml names under generate.
func wantedKeys(n secret.Need, named []string) (keys, notes []string) {
	for _, k := range n.Keys {
		note := leftOut(n, k)
		if note == "" || slices.Contains(named, k.Name) {
			keys = append(keys, k.Name)
		} else {
			notes = append(notes, note)
		}
	}
	if whole := takenWhole(n); len(whole) > 0 {
		keys = append(keys, named...)
		if len(named) == 0 && n.Provider.By != secret.ByExisting {
			notes = append(notes, fmt.Sprintf("Secret %s: %s takes all of its keys, and nothing says which these are: name them under generate", secretID(n), userOf(whole[0])))
		}
	}
	return keys, slices.Compact(notes) // one command makes a certificate and its key
}

// takenWhole gives those who take all keys. What a ServiceAccount lists is for tokens, which Kubernetes
// makes.
func takenWhole(n secret.Need) []secret.Use {
	return slices.DeleteFunc(slices.Clone(n.Whole), func(u secret.Use) bool {
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
func leftOut(n secret.Need, k secret.NeededKey) string {
	id := fmt.Sprintf("Secret %s: key %s", secretID(n), k.Name)
	switch {
	case !k.Random():
		return fmt.Sprintf("Secret %s: a certificate or a login cannot be made of random characters: %s", secretID(n), oneLine(n.Create()))
	case k.Provider.By == secret.ByExisting:
		return fmt.Sprintf("%s is left out, since it exists by %s: name it under generate to have it made", id, k.Provider.Place)
	case k.Optional():
		return id + " is left out, since it is optional: name it under generate to have it made"
	default:
		return ""
	}
}

func oneLine(command string) string { return strings.ReplaceAll(command, " \\\n ", "") }

// unmade says which keys hash.yaml names in vain: most likely the name is wrong.
func unmade(stanzas []config.Generate, made *manifest.Set, namespace string) (notes []string) {
	there := map[string]bool{}
	for r := range made.All() {
		id := r.ID().InNamespace(namespace)
		for _, field := range []string{"data", "stringData"} {
			entries, _ := r.Object()[field].(map[string]any)
			for key := range entries {
				there[id.Name+"/"+key] = true
			}
		}
	}
	for _, s := range stanzas {
		for _, k := range s.Keys {
			if !there[s.Secret+"/"+k.Key] {
				notes = append(notes, fmt.Sprintf("%s: no value is made for key %s of Secret %s, since nothing refers to it", s.Place, k.Key, s.Secret))
			}
		}
	}
	return notes
}
