package config

import (
	"errors"
	"fmt"
	"slices"
)

// The kinds that an [Existing] has.
const (
	kindConfigMap = "ConfigMap"
	kindSecret    = "Secret"
)

func existingObject(e *Existing) value {
	var configMap, secret string
	v := object(
		optional("configMap", "Name of the ConfigMap.", text(&configMap, resourceName())),
		optional("secret", "Name of the Secret.", text(&secret, resourceName())),
		optional("namespace", "Its namespace; any unless given.", text(&e.Namespace, namespaceForm())),
		optional("keys", "All of its keys; any unless given.", filled(uniqueTexts(&e.Keys, secretKey()))),
		optional("environments", "Only in these; in all unless given.", filled(texts(&e.Environments, knownEnvironment()))),
	)
	return placed(&e.Place, checked(v, func(r *reader, in input) {
		switch {
		case configMap != "" && secret != "":
			r.fail(in, errors.New("has both configMap and secret: make two entries of it"))
		case configMap != "":
			e.Kind, e.Name = kindConfigMap, configMap
		case secret != "":
			e.Kind, e.Name = kindSecret, secret
		default:
			r.fail(in, errors.New("configMap or secret is missing"))
		}
	}))
}

// uniqueTexts is a list of texts that has none of them twice.
func uniqueTexts(dst *[]string, f form[string]) value {
	return checked(texts(dst, f), func(r *reader, in input) {
		if err := unique(*dst); err != nil {
			r.fail(in, err)
		}
	})
}

// uniqueExisting refuses two entries for one object: which keys it has would be anybody's guess.
func uniqueExisting(r *reader, in input, all []Existing) {
	for i, item := range in.items() {
		for _, earlier := range all[:i] {
			e := all[i]
			if e.Kind == earlier.Kind && e.Name == earlier.Name && e.overlaps(earlier, r.environments) {
				r.fail(item, fmt.Errorf("%s names %s %q already", earlier.Place, e.Kind, e.Name))
			}
		}
	}
}

// overlaps reports whether both count in one of the environments, in the same namespace.
func (e Existing) overlaps(other Existing, environments []string) bool {
	inNamespace := e.Namespace == other.Namespace || e.Namespace == "" || other.Namespace == ""
	return inNamespace && slices.ContainsFunc(environments, func(name string) bool {
		return AppliesTo(e.Environments, name) && AppliesTo(other.Environments, name)
	})
}
