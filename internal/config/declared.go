package config

// Declared lists what hash.yaml says is in the cluster of an environment besides the release, the surest
// first: what stands under existing, and the Secrets that the stanzas of secrets refer to, since somebody
// makes those. A stanza names no namespace: its Secret is in each from which a pod refers to it.
func (p *Project) Declared(environment string) []Existing {
	var all []Existing
	for _, e := range p.Existing {
		if AppliesTo(e.Environments, environment) {
			all = append(all, e)
		}
	}
	for _, s := range p.SecretsFor(environment) {
		e := Existing{Kind: kindSecret, Name: s.Secret, Environments: s.Environments, Place: s.Place, Referred: true}
		for _, key := range s.Keys {
			e.Keys = append(e.Keys, key.Key)
		}
		all = append(all, e)
	}
	return all
}

// SecretsFor gives the stanzas of secrets that count in an environment.
func (p *Project) SecretsFor(environment string) []SecretReference {
	var all []SecretReference
	for _, s := range p.Secrets {
		if AppliesTo(s.Environments, environment) {
			all = append(all, s)
		}
	}
	return all
}

// GenerateFor gives the stanzas of generate that count in an environment.
func (p *Project) GenerateFor(environment string) []Generate {
	var all []Generate
	for _, s := range p.Generate {
		if AppliesTo(s.Environments, environment) {
			all = append(all, s)
		}
	}
	return all
}
