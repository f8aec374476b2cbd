package config

// Declared lists what hash.yaml says is in the cluster of an environment besides the release, the surest
// first: what stands under existing, and the Secrets that the stanzas of secrets refer to, since somebody
// makes those. A stanza names no namespace: its Secret is in each from which a pod refers to it.
func (p *Project) Declared(environment string) []Existing {
	all := p.ExistingFor(environment)
	for _, s := range p.SecretsFor(environment) {
		e := Existing{Kind: kindSecret, Name: s.Secret, Environments: s.Environments, Place: s.Place, Referred: true}
		for _, key := range s.Keys {
			e.Keys = append(e.Keys, key.Key)
		}
		all = append(all, e)
	}
	return all
}

// ExistingFor gives the stanzas of existing that count in an environment.
func (p *Project) ExistingFor(environment string) []Existing {
	return counting(p.Existing, environment, func(e Existing) []string { return e.Environments })
}

// SecretsFor gives the stanzas of secrets that count in an environment.
func (p *Project) SecretsFor(environment string) []SecretReference {
	return counting(p.Secrets, environment, func(s SecretReference) []string { return s.Environments })
}

// GenerateFor gives the stanzas of generate that count in an environment.
func (p *Project) GenerateFor(environment string) []Generate {
	return counting(p.Generate, environment, func(g Generate) []string { return g.Environments })
}

// counting gives the stanzas that are not limited to other environments.
func counting[T any](stanzas []T, environment string, limits func(T) []string) []T {
	var all []T
	for _, s := range stanzas {
		if AppliesTo(limits(s), environment) {
			all = append(all, s)
		}
	}
	return all
}
