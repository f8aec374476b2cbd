package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// settingsOf are the fields of custom resources that hold settings in plain text, by group and kind. Those
// that make Secrets of encrypted or of remote values take texts as they are, too.
func settingsOf(group, kind string) manifest.Path {
	return map[string]manifest.Path{
		"bitnami.com/SealedSecret":                       {"spec", "template", "data"},
		"external-secrets.io/ExternalSecret":             {"spec", "target", "template", "data"},
		"external-secrets.io/ClusterExternalSecret":      {"spec", "externalSecretSpec", "target", "template", "data"},
		"secrets-store.csi.x-k8s.io/SecretProviderClass": {"spec", "parameters"},
	}[group+"/"+kind]
}

func inCustomResource(r *manifest.Resource) []exposure {
	id := r.ID()
	if id.Group() == "argoproj.io" && id.Kind == "Application" {
		return inApplication(r.Object())
	}
	var found []exposure
	for _, path := range secret.Unsealed(r) {
		found = append(found, exposure{path: path, place: path[:2].String(), what: "a value that kubeseal has not encrypted", fix: encrypt})
	}
	path := settingsOf(id.Group(), id.Kind)
	if path == nil {
		return found
	}
	parent, _ := path[:len(path)-1].Lookup(r.Object())
	holder, _ := parent.(map[string]any)
	field, _ := path[len(path)-1].(string)
	for key, text := range stringsOf(holder, field) {
		e := exposure{path: path.Append(key), place: fmt.Sprintf("key %q", credential.Shown(key)), fix: encrypt}
		found = append(found, e.each(credential.InSetting(key, text))...)
	}
	return found
}

// inApplication judges the values that Argo CD renders charts with.
func inApplication(object map[string]any) []exposure {
	spec, _ := object["spec"].(map[string]any)
	found := inSource(spec["source"], manifest.Path{"spec", "source"})
	sources, _ := spec["sources"].([]any)
	for i, source := range sources {
		found = append(found, inSource(source, manifest.Path{"spec", "sources", i})...)
	}
	return found
}

func inSource(source any, path manifest.Path) []exposure {
	fields, _ := source.(map[string]any)
	helm, _ := fields["helm"].(map[string]any)
	path = path.Append("helm")
	var found []exposure
	parameters, _ := helm["parameters"].([]any)
	for i, entry := range parameters {
		parameter, _ := entry.(map[string]any)
		name, _ := parameter["name"].(string)
		value, _ := parameter["value"].(string)
		e := exposure{
			path:  path.Append("parameters", i, "value"),
			place: fmt.Sprintf("the Helm parameter %q", credential.Shown(name)),
			fix:   keepOutValues,
		}
		found = append(found, e.each(credential.InVariable(name, value))...)
	}
	if text, ok := helm["values"].(string); ok {
		e := exposure{path: path.Append("values"), place: "the Helm values", fix: keepOutValues}
		found = append(found, e.each(credential.InFile("values.yaml", text))...)
	}
	return append(found, inValues(helm["valuesObject"], path.Append("valuesObject"))...)
}

// inValues judges the texts below a path by the keys that lead to them.
func inValues(value any, path manifest.Path) []exposure {
	var found []exposure
	switch value := value.(type) {
	case string:
		key := keyOf(path)
		e := exposure{path: path, place: fmt.Sprintf("the Helm value %q", credential.Shown(key)), fix: keepOutValues}
		return e.each(credential.InVariable(key, value))
	case []any:
		for i, entry := range value {
			found = append(found, inValues(entry, path.Append(i))...)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			found = append(found, inValues(value[key], path.Append(key))...)
		}
	}
	return found
}
