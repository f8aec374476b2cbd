package config

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

func sharedEnv(s *SharedEnv) value {
	*s = defaultSharedEnv()
	v := object(
		required("configMap", "Name of the ConfigMap.", text(&s.ConfigMap, resourceName())),
		optional("mode", "Whole ConfigMap, or the keys that are named.", text(&s.Mode, oneOf("mode", EnvFrom, EnvKeys))),
		optional("keys", "For mode keys: variables called like their key, or key: variable.", either(yaml.MappingNode, filled(renamedKeys(&s.Keys)), filled(sameKeys(&s.Keys)))),
		required("into", "Which containers get the variables.", into(&s.Into)),
		optional("environments", "Only in these; in all unless given.", filled(texts(&s.Environments, knownEnvironment()))),
		optional("optional", "Matching no workload is fine.", flag(&s.Optional)),
		optional("prefix", "Put before the name of every variable.", text(&s.Prefix, prefix())),
		optional("files", "Make the ConfigMap from files of variables, a line NAME=VALUE for each; later ones win.", filled(list(&s.Files, envFile))),
		optional("filesFor", "Files by environment, over data.", mapOf(&s.FilesFor, knownEnvironment(), func(dst *[]EnvFile) value {
			return filled(list(dst, envFile))
		})),
		optional("data", "Makes the ConfigMap here instead of in the chart; over files.", mapOf(&s.Data, configMapKey(), configMapText)),
		optional("dataFor", "Data by environment, over all others.", mapOf(&s.DataFor, knownEnvironment(), func(dst *map[string]string) value {
			return mapOf(dst, configMapKey(), configMapText)
		})),
	)
	return placed(&s.Place, checked(v, func(r *reader, in input) { s.check(r, in) }))
}

func configMapText(dst *string) value { return text(dst, anyText()) }

// check holds what no single key of the stanza can tell.
func (s *SharedEnv) check(r *reader, in input) {
	switch {
	case s.Mode == EnvKeys && len(s.Keys) == 0:
		r.fail(in, errors.New("keys is missing: mode keys needs it"))
	case s.Mode == EnvFrom && len(s.Keys) > 0:
		r.fail(in, errors.New("keys needs mode: keys, since envFrom takes the whole ConfigMap"))
	}
	checkVariables(r, in, s.Keys)
	s.addPrefix(r, in)
	for _, name := range r.environments {
		s.checkEnvironment(r, in, name)
	}
}

// addPrefix makes the variables of keys what containers get.
func (s *SharedEnv) addPrefix(r *reader, in input) {
	for i := range s.Keys {
		s.Keys[i].Variable = s.Prefix + s.Keys[i].Variable
		if _, err := variable().parse(r, s.Keys[i].Variable); err != nil {
			r.fail(in, fmt.Errorf("with the prefix, %w", err))
		}
	}
}

func (s *SharedEnv) checkEnvironment(r *reader, in input, name string) {
	if !AppliesTo(s.Environments, name) {
		if s.DataFor[name] != nil {
			r.fail(in, fmt.Errorf("dataFor names %q, and environments leaves it out", name))
		}
		if s.FilesFor[name] != nil {
			r.fail(in, fmt.Errorf("filesFor names %q, and environments leaves it out", name))
		}
		return
	}
	size := 0
	data, _ := s.DataIn(name)
	for _, d := range data {
		size += len(d.Value)
	}
	if size > maxConfigMap {
		r.fail(in, fmt.Errorf("the ConfigMap would hold %d bytes in environment %s: Kubernetes takes at most %d", size, name, maxConfigMap))
	}
}

// uniqueMakers refuses two stanzas that make one ConfigMap in the same environment.
func uniqueMakers(r *reader, in input, stanzas []SharedEnv) {
	for i, item := range in.items() {
		for _, earlier := range stanzas[:i] {
			s := stanzas[i]
			if s.ConfigMap == earlier.ConfigMap && slices.ContainsFunc(r.environments, func(name string) bool {
				return s.makes(name) && earlier.makes(name)
			}) {
				r.fail(item, fmt.Errorf("%s makes ConfigMap %q already", earlier.Place, s.ConfigMap))
			}
		}
	}
}
