package config

// Declared lists what hash.yaml says is in the cluster of an environment besides the release: what stands
// under existing, and the Secrets that the stanzas of secrets refer to, since somebody makes those.
func (p *Project) Declared(environment string) []Existing {
	var all []Existing
	for _, e := range p.Existing {
		if AppliesTo(e.Environments, environment) {
			all = append(all, e)
		}
	}
	for _, s := range p.Secrets {
		if !AppliesTo(s.Environments, environment) {
			continue
		}
		e := Existing{Kind: "Secret", Name: s.Secret, Environments: s.Environments, Place: s.Place}
		for _, key := range s.Keys {
			e.Keys = append(e.Keys, key.Key)
		}
		all = append(all, e)
	}
	return all
}
