package generate

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Name names a Secret.
type Name struct{ Namespace, Name string }

// Values are those of one Secret, by key.
type Values map[string]string

// Read gives the values of a stream that holds nothing but Secrets; namespace is that of Secrets that
// name none. It refuses what a cluster would refuse, and Secrets that are there twice.
func Read(s *manifest.Set, namespace string) (map[Name]Values, error) {
	k, err := readKept(s, namespace)
	if err != nil {
		return nil, err
	}
	all := map[Name]Values{}
	for name, secret := range k.secrets {
		all[name] = secret.values
	}
	return all, nil
}

// decoded gives the values of a Secret. What is in stringData wins, as in a cluster.
func decoded(r *manifest.Resource) (Values, error) {
	all := Values{}
	for _, field := range []string{"data", "stringData"} {
		found := r.Object()[field]
		entries, isMap := found.(map[string]any)
		if found != nil && !isMap {
			return nil, &KeptError{Place: r.Place(), Reason: field + " is no mapping of keys to values", Remedy: "write a line KEY: VALUE for each"}
		}
		for _, key := range slices.Sorted(maps.Keys(entries)) {
			text, err := decodedValue(field, entries[key])
			if err != nil {
				return nil, &KeptError{Place: r.Place(), Reason: fmt.Sprintf("%s.%s %s", field, key, err.Reason), Remedy: err.Remedy}
			}
			all[key] = text
		}
	}
	return all, nil
}

// decodedValue reads one value. A cluster takes null for an empty one, and hardly anybody means that.
func decodedValue(field string, value any) (string, *KeptError) {
	text, isText := value.(string)
	switch {
	case value == nil:
		return "", &KeptError{Reason: "has no value", Remedy: `write "" where an empty one is meant, or take the key out`}
	case !isText:
		return "", &KeptError{Reason: "is no string", Remedy: "put it in quotes"}
	case field == "stringData":
		return text, nil
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", &KeptError{Reason: "is not base64", Remedy: "encode it, or move it to stringData"}
	}
	return string(raw), nil
}
