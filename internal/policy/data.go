package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// keyRelease is where rules find all resources: data.release.resources.
const (
	keyRelease   = "release"
	keyResources = "resources"
)

// reservedData are the keys of data that only the program fills.
func reservedData() []string { return []string{reservedPackage, keyRelease} }

// data is what rules read below data, but for the release.
type data map[string]any

// newData gives data.hash and, merged with it, the data files of the project.
func newData(o Options, p *project) (data, error) {
	kinds := make([]any, len(o.kinds()))
	for i, k := range o.kinds() {
		kinds[i] = map[string]any{
			"apiVersion":   k.APIVersion,
			"kind":         k.Kind,
			"pod_template": append([]any{}, k.PodTemplate...),
		}
	}
	params := o.Params
	if params == nil {
		params = map[string]any{}
	}
	all := data{reservedPackage: map[string]any{
		"environment": o.Environment,
		"profile":     o.Profile,
		"params":      params,
		"kinds":       kinds,
	}}
	for _, file := range o.Data {
		content, err := p.dataFile(file)
		if err != nil {
			return nil, fmt.Errorf("policies.data: %w", err)
		}
		if err := merge(all, content, nil); err != nil {
			return nil, fmt.Errorf("policies.data: %s: %w", file, err)
		}
	}
	return all, nil
}

func (p *project) dataFile(file string) (map[string]any, error) {
	text, err := p.read(file)
	if err != nil {
		return nil, err
	}
	var value any
	if err := util.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("%s: neither YAML nor JSON: %w", file, err)
	}
	content, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: want a mapping of names to data", file)
	}
	for _, key := range reservedData() {
		if _, taken := content[key]; taken {
			return nil, fmt.Errorf("%s: the key %s is reserved for what the program gives to rules", file, key)
		}
	}
	return content, nil
}

// merge adds content to all. Two values in one place are an error: either could be the one meant.
func merge(all, content map[string]any, at manifest.Path) error {
	for _, key := range slices.Sorted(maps.Keys(content)) {
		known, exists := all[key]
		if !exists {
			all[key] = content[key]
			continue
		}
		into, isMap := known.(map[string]any)
		from, alsoMap := content[key].(map[string]any)
		if !isMap || !alsoMap {
			return fmt.Errorf("%s is set by an earlier data file too", at.Append(key))
		}
		if err := merge(into, from, at.Append(key)); err != nil {
			return err
		}
	}
	return nil
}

// exists reports whether data holds something at path: a rule there would hide it.
func (d data) exists(steps []string) (bool, error) {
	at := make(manifest.Path, len(steps))
	for i, step := range steps {
		at[i] = step
	}
	_, found := at.Lookup(map[string]any(d))
	return found, nil
}

// terms gives the entries of data in OPA's form. It is done once: they are the same for every release.
func (d data) terms() ([][2]*ast.Term, error) {
	var entries [][2]*ast.Term
	for _, key := range slices.Sorted(maps.Keys(d)) {
		value, err := ast.InterfaceToValue(d[key])
		if err != nil {
			return nil, fmt.Errorf("policies: data.%s: %w", key, err)
		}
		entries = append(entries, [2]*ast.Term{ast.StringTerm(key), ast.NewTerm(value)})
	}
	return entries, nil
}
