package config

import "fmt"

func secretReference(s *SecretReference) value {
	*s = defaultSecretReference()
	return placed(&s.Place, object(
		required("secret", "Name of the Secret.", text(&s.Secret, resourceName())),
		required("keys", "Variable: key of the Secret. A value never stands here.", filled(secretKeys(&s.Keys))),
		required("into", "Which containers get the variables.", into(&s.Into)),
		optional("environments", "Only in these; in all unless given.", filled(texts(&s.Environments, knownEnvironment()))),
		optional("optional", "Matching no workload is fine.", flag(&s.Optional)),
	))
}

func into(t *Target) value {
	return object(
		required("selector", "Labels of the workloads, as kubectl takes them.", parsed(&t.Selector, selector())),
		optional("containers", "Globs over names of containers.", filled(texts(&t.Containers, glob()))),
	)
}

// sameKeys is a list of keys that are variable names as well.
func sameKeys(dst *[]KeyName) value {
	return list(dst, func(k *KeyName) value {
		v := text(&k.Key, variable())
		return checked(v, func(*reader, input) { k.Variable = k.Key })
	})
}

// renamedKeys is a mapping from key to variable.
func renamedKeys(dst *[]KeyName) value {
	return mapping(configMapKey(), func(key string) value {
		return appended(dst, func(k *KeyName) value {
			k.Key = key
			return text(&k.Variable, variable())
		})
	})
}

// secretKeys is a mapping from variable to key.
func secretKeys(dst *[]KeyName) value {
	return mapping(variable(), func(name string) value {
		return appended(dst, func(k *KeyName) value {
			k.Variable = name
			return text(&k.Key, secretKey())
		})
	})
}

// appended reads one more item of dst.
func appended[T any](dst *[]T, item func(*T) value) value {
	var t T
	v := item(&t)
	return value{
		read: func(r *reader, in input) {
			v.read(r, in)
			*dst = append(*dst, t)
		},
		schema: v.schema,
	}
}

// checkVariables refuses one variable from two keys.
func checkVariables(r *reader, in input, keys []KeyName) {
	var names []string
	for _, k := range keys {
		names = append(names, k.Variable)
	}
	if err := unique(names); err != nil {
		r.fail(in, fmt.Errorf("variable %w", err))
	}
}

// uniqueKinds refuses two entries for one kind.
func uniqueKinds(r *reader, in input, workloads []Workload) {
	for i, item := range in.items() {
		for _, earlier := range workloads[:i] {
			if w := workloads[i]; w.APIVersion == earlier.APIVersion && w.Kind == earlier.Kind {
				r.fail(item, fmt.Errorf("%s %s is there twice", w.APIVersion, w.Kind))
			}
		}
	}
}
