package cli

import (
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// secretValues are the values that a person has handed over, by Secret.
type secretValues map[secretName]map[string]string

type secretName struct{ namespace, name string }

// secretValues reads the file of --secrets; without one there are none.
func (o *envExportOptions) secretValues(namespace string) (secretValues, error) {
	if o.secrets == "" {
		return nil, nil
	}
	if o.secrets == "-" {
		stdin, err := o.invocation.Input("give the Secrets on stdin: helm hash secrets generate ... | helm hash env export ... --secrets -")
		if err != nil {
			return nil, err
		}
		return readSecretValues(stdin, "stdin", namespace)
	}
	file, err := os.Open(o.secrets)
	if err != nil {
		return nil, fmt.Errorf("--secrets: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	return readSecretValues(file, o.secrets, namespace)
}

func readSecretValues(r io.Reader, file, namespace string) (secretValues, error) {
	set, err := manifest.Read(r, file)
	if err != nil {
		return nil, err
	}
	values := secretValues{}
	for r := range set.All() {
		id := r.ID().InNamespace(namespace)
		if id.APIVersion != "v1" || id.Kind != environ.Secret {
			return nil, fmt.Errorf("--secrets: %s is %s: only Secrets can be there", r.Place(), id)
		}
		if values[secretName{id.Namespace, id.Name}], err = decoded(r); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// decoded gives the values of a Secret. Errors name the key, and nothing of the value.
func decoded(r *manifest.Resource) (map[string]string, error) {
	values := map[string]string{}
	data, _ := r.Object()["data"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(data)) {
		text, _ := data[key].(string)
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("--secrets: %s: data.%s is not base64", r.Place(), key)
		}
		values[key] = string(raw)
	}
	plain, _ := r.Object()["stringData"].(map[string]any)
	for key, value := range plain {
		text, isText := value.(string)
		if !isText {
			return nil, fmt.Errorf("--secrets: %s: stringData.%s is no string: put it in quotes", r.Place(), key)
		}
		values[key] = text
	}
	return values, nil
}

// resolve puts the values of Secrets into a value. It says why where there is none.
func (s secretValues) resolve(namespace string, v environ.Value) (value, why string) {
	value, _ = v.Resolve(func(from environ.Source) (string, bool) {
		text, known := s[secretName{namespace, from.Name}][from.Key]
		if from.Kind != environ.Secret || !known {
			why = from.String()
			return "", false
		}
		return text, true
	})
	return value, why
}

// declare makes the keys of the Secrets known, so that envFrom gives their variables.
func (s secretValues) declare(objects *environ.Objects) {
	for name, values := range s {
		objects.Declare(environ.Secret, name.namespace, name.name, slices.Sorted(maps.Keys(values)), false)
	}
}
