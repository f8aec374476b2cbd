package hoist

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Write adds the stanzas of the groups to the text of a project file. What stands there stays, comments
// and all. The file's name is for messages.
func Write(text []byte, file string, groups []Group, environments []string) ([]byte, error) {
	set, err := manifest.Read(bytes.NewReader(text), file)
	if err != nil {
		return nil, err
	}
	if set.Len() != 1 {
		return nil, fmt.Errorf("%s holds %d documents instead of one", file, set.Len())
	}
	for r := range set.All() {
		edited, err := r.Edit()
		if err != nil {
			return nil, err
		}
		known := edited.Object()["env"]
		stanzas, ok := known.([]any)
		if !ok && known != nil {
			return nil, errors.New(file + ": env is no list")
		}
		for _, g := range groups {
			stanzas = append(stanzas, g.stanzas(environments)...)
		}
		edited.Object()["env"] = stanzas
		set = set.With(edited)
	}
	return set.Bytes()
}

// stanzas are the entries of env for the group: the first one makes the ConfigMap.
func (g Group) stanzas(environments []string) []any {
	var list []any
	for _, t := range g.Targets {
		into := map[string]any{"selector": t.Selector}
		if len(t.Containers) > 0 {
			into["containers"] = asList(t.Containers)
		}
		stanza := map[string]any{"configMap": g.ConfigMap, "into": into}
		if !slices.Equal(g.Environments, environments) {
			stanza["environments"] = asList(g.Environments)
		}
		if len(list) == 0 {
			g.addData(stanza)
		}
		list = append(list, stanza)
	}
	return list
}

// addData puts what all environments of the group have in common into data, and the rest into dataFor.
func (g Group) addData(stanza map[string]any) {
	common, own := map[string]any{}, map[string]any{}
	for _, v := range g.Variables {
		if value, ok := v.common(g.Environments); ok {
			common[v.Name] = value
			continue
		}
		for environment, value := range v.Values {
			if own[environment] == nil {
				own[environment] = map[string]any{}
			}
			if data, ok := own[environment].(map[string]any); ok {
				data[v.Name] = value
			}
		}
	}
	if len(common) > 0 {
		stanza["data"] = common
	}
	if len(own) > 0 {
		stanza["dataFor"] = own
	}
}

// common gives the value that the variable has in all of the environments.
func (v Variable) common(environments []string) (string, bool) {
	first, ok := v.Values[environments[0]]
	for _, e := range environments[1:] {
		value, there := v.Values[e]
		ok = ok && there && value == first
	}
	return first, ok
}

func asList(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}
