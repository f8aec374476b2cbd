package config

import (
	"fmt"
	"maps"
	"slices"
)

// check holds what no section of the file can tell alone.
func (p *Project) check(r *reader, in input) {
	environments := in.key("environments", child(in.node, "environments"))
	for _, e := range p.Environments {
		if e.SecretStore.Remote == nil {
			continue
		}
		at := environments
		for _, key := range []string{e.Name, "secretStore", "remote"} {
			at = at.key(key, child(at.node, key))
		}
		p.checkRemote(r, at, e)
	}
	p.checkMade(r, in)
}

// checkMade refuses ConfigMaps that hash.yaml makes and says to be there already.
func (p *Project) checkMade(r *reader, in input) {
	env := in.key("env", child(in.node, "env"))
	for i, s := range p.Env {
		for _, e := range p.Existing {
			both := slices.ContainsFunc(r.environments, func(name string) bool {
				return s.makes(name) && AppliesTo(e.Environments, name)
			})
			inNamespace := e.Namespace == "" || e.Namespace == p.Release.Namespace
			if both && inNamespace && e.Kind == kindConfigMap && e.Name == s.ConfigMap {
				r.fail(env.items()[i], fmt.Errorf("makes ConfigMap %q, which existing says is there already: %s", s.ConfigMap, e.Place))
			}
		}
	}
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
