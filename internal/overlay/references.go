package overlay

import (
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

// referenceKind is what kustomize lets a reference be.
type referenceKind int

const (
	toFile        referenceKind = iota
	toDirectory                 // a component
	toEither                    // a file of resources or a kustomization
	toFileOrPatch               // a file, or the patch itself
	toPlugin                    // the configuration of a built-in plugin: itself, in a file or a directory
)

// reference is one place where a kustomization names something else.
type reference struct {
	kind  referenceKind
	path  string
	place string
	by    *kustomization
}

// references lists everything that the kustomization names, in the order of its fields.
func (k *kustomization) references() []reference {
	v := &k.value
	var all []reference
	list := func(kind referenceKind, field string, paths []string) {
		for i, p := range paths {
			all = append(all, reference{kind: kind, path: p, place: k.place(field, i), by: k})
		}
	}
	one := func(kind referenceKind, p string, steps ...any) {
		if p != "" {
			all = append(all, reference{kind: kind, path: p, place: k.place(steps...), by: k})
		}
	}
	list(toEither, "resources", v.Resources)
	list(toEither, "bases", bases(v))
	list(toDirectory, "components", v.Components)
	list(toFile, "crds", v.Crds)
	list(toFile, "configurations", v.Configurations)
	one(toFile, v.OpenAPI["path"], "openapi", "path")
	for i, p := range v.Patches {
		one(toFile, p.Path, "patches", i, "path")
	}
	for i, p := range jsonPatches(v) {
		one(toFile, p.Path, "patchesJson6902", i, "path")
	}
	for i, p := range mergePatches(v) {
		one(toFileOrPatch, string(p), "patchesStrategicMerge", i)
	}
	for i, r := range v.Replacements {
		one(toFile, r.Path, "replacements", i, "path")
	}
	for i, g := range v.ConfigMapGenerator {
		all = append(all, k.generatorReferences(g.KvPairSources, "configMapGenerator", i)...)
	}
	for i, g := range v.SecretGenerator {
		all = append(all, k.generatorReferences(g.KvPairSources, "secretGenerator", i)...)
	}
	list(toPlugin, "generators", v.Generators)
	list(toPlugin, "transformers", v.Transformers)
	list(toPlugin, "validators", v.Validators)
	return all
}

func (k *kustomization) generatorReferences(sources types.KvPairSources, field string, i int) []reference {
	var all []reference
	for j, source := range sources.FileSources {
		all = append(all, reference{kind: toFile, path: sourcePath(source), place: k.place(field, i, "files", j), by: k})
	}
	for j, source := range sources.EnvSources {
		all = append(all, reference{kind: toFile, path: source, place: k.place(field, i, "envs", j), by: k})
	}
	if sources.EnvSource != "" {
		all = append(all, reference{kind: toFile, path: sources.EnvSource, place: k.place(field, i, "env"), by: k})
	}
	return all
}

// sourcePath is the path in key=path, the form of a generator's files. A URL that holds a = is left
// whole, to be seen as one.
func sourcePath(source string) string {
	if _, p, found := strings.Cut(source, "="); found && !remote(source) {
		return p
	}
	return source
}

// refusePrograms refuses the fields that make kustomize run Helm.
func (k *kustomization) refusePrograms() error {
	if len(k.value.HelmCharts) > 0 {
		return &programError{place: k.place("helmCharts"), what: "helmCharts"}
	}
	if len(k.value.HelmChartInflationGenerator) > 0 {
		return &programError{place: k.place("helmChartInflationGenerator"), what: "helmChartInflationGenerator"}
	}
	return nil
}
