package config

import "errors"

// The shortest random value that nobody guesses, and the longest that anybody needs.
const (
	shortestRandom = 8
	longestRandom  = 4096
)

func generate(g *Generate) value {
	return placed(&g.Place, object(
		required("secret", "Name of the Secret.", text(&g.Secret, resourceName())),
		optional("environments", "Only in these; in all unless given.", filled(texts(&g.Environments, knownEnvironment()))),
		required("keys", "Keys of the Secret, and what their values are like; {} for the defaults.", filled(mapping(secretKey(), func(key string) value {
			return appended(&g.Keys, func(k *GeneratedKey) value {
				k.Key = key
				return generatedKey(k)
			})
		}))),
	))
}

func generatedKey(k *GeneratedKey) value {
	v := object(
		optional("length", "Characters of a random value; 32 unless given.", number(&k.Length, shortestRandom, longestRandom)),
		optional("alphabet", "Characters that a random value has; alphanumeric unless given.", text(&k.Alphabet, oneOf("alphabet", "alphanumeric", "hex", "base64", "digits"))),
		optional("template", "A value made of others: $(SECRET/KEY) is the value of a key, percent-encoded before the @ of a URL, and $$ a dollar sign.", text(&k.Template, template())),
	)
	return checked(v, func(r *reader, in input) {
		if k.Template != "" && (k.Length != 0 || k.Alphabet != "") {
			r.fail(in, errors.New("has a template, so length and alphabet mean nothing: take them out"))
		}
	})
}

// checkGenerate refuses keys that have two rules, and templates that lead back to themselves.
func checkGenerate(r *reader, in input, stanzas []Generate) {
	before := len(r.errs)
	for _, environment := range r.environments {
		rules := generatedRules{}
		for i, item := range in.items() {
			if AppliesTo(stanzas[i].Environments, environment) {
				rules.add(r, item, stanzas[i])
			}
		}
		for i, item := range in.items() {
			if AppliesTo(stanzas[i].Environments, environment) {
				rules.refuseCircle(r, item, stanzas[i])
			}
		}
		if len(r.errs) > before {
			return // the other environments would say the same
		}
	}
}
