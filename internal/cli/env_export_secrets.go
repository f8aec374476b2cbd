package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/export"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
)

// secretValues are the values that a person has handed over, by Secret.
type secretValues map[generate.Name]generate.Values

// secretValues reads the file of --secrets; without one there are none.
func (o *envExportOptions) secretValues(namespace string) (secretValues, error) {
	if o.secrets == "" {
		return nil, nil
	}
	secrets := inputFile{"--secrets", o.secrets, "give the Secrets on stdin: helm hash secrets generate ... | helm hash env export ... --secrets -"}
	file, name, err := secrets.open(o.invocation)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return readSecretValues(file, name, namespace)
}

func readSecretValues(r io.Reader, file, namespace string) (secretValues, error) {
	set, err := manifest.Read(r, file)
	if err != nil {
		return nil, err
	}
	if set.Len() == 0 {
		return nil, program.WithHint(fmt.Errorf("--secrets: %s holds no Secret", file), "see what the command that made it prints")
	}
	values, err := generate.Read(set, namespace)
	if err != nil {
		return nil, fmt.Errorf("--secrets: %w", err)
	}
	return values, nil
}

// in gives the values to containers of a namespace.
func (s secretValues) in(namespace string) export.Lookup {
	return func(from environ.Source) (value string, found bool) {
		if from.Kind != environ.Secret {
			return "", false
		}
		value, found = s[generate.Name{Namespace: namespace, Name: from.Name}][from.Key]
		return value, found
	}
}

// declare makes the keys of the Secrets known, so that envFrom gives their variables.
func (s secretValues) declare(objects *environ.Objects) {
	for name, values := range s {
		objects.Add(environ.Declared{Kind: environ.Secret, Namespace: name.Namespace, Name: name.Name, Keys: slices.Sorted(maps.Keys(values))})
	}
}
