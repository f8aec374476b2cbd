package overlay

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
)

// parseResources reads text as kustomize does, Lists taken apart.
func parseResources(text []byte) ([]*resource.Resource, error) {
	return provider.NewDefaultDepProvider().GetResourceFactory().SliceFromBytes(text)
}

// isResources reports whether kustomize takes text for resources themselves, not for a path to some.
func isResources(text string) bool {
	_, err := parseResources([]byte(text))
	return err == nil
}

// plugin reads plugin configurations from a file, or from a directory that does nothing but list such
// files: what else it did to them could name a file or a host that nobody has looked at.
func (r *reader) plugin(ref reference, target string, info fs.FileInfo) error {
	if !info.IsDir() {
		return r.pluginFile(ref, target)
	}
	k, err := r.parse(target)
	if err != nil {
		return atPlace(ref, err)
	}
	bare := types.Kustomization{TypeMeta: k.value.TypeMeta, MetaData: k.value.MetaData, Resources: k.value.Resources}
	if !reflect.DeepEqual(k.value, bare) {
		return &pathError{place: ref.place, path: ref.path, fault: "does more than list plugin configurations", hint: "keep nothing but resources in " + k.file}
	}
	for i, name := range k.value.Resources {
		inner := reference{kind: toFile, path: name, place: k.place("resources", i), by: k}
		file, info, err := r.resolve(inner)
		if err != nil {
			return err
		}
		if info.IsDir() {
			return &pathError{place: inner.place, path: name, fault: "is a directory", hint: "list the files of plugin configurations"}
		}
		// The paths inside start where ref stands, not where the file lies.
		if err := r.pluginFile(reference{kind: toPlugin, path: name, place: inner.place, by: ref.by}, file); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) pluginFile(ref reference, file string) error {
	text, err := r.read(file)
	if err != nil {
		return atPlace(ref, err)
	}
	return r.pluginConfig(ref, text)
}

// pluginFields are the fields by which built-in plugins name files. They are decoded as kustomize
// decodes them: whatever the case of their letters.
type pluginFields struct {
	Path           string
	Paths          []string
	Files          []string
	Envs           []string
	Env            string
	TargetFilePath string
	Replacements   []struct{ Path string }
}

// safePlugins are the built-in plugins that name files by [pluginFields] only. HelmChartInflationGenerator
// is not among them: it runs Helm.
var safePlugins = []string{
	"AnnotationsTransformer", "ConfigMapGenerator", "HashTransformer", "IAMPolicyGenerator", "ImageTagTransformer",
	"LabelTransformer", "NamespaceTransformer", "PatchJson6902Transformer", "PatchStrategicMergeTransformer",
	"PatchTransformer", "PrefixSuffixTransformer", "PrefixTransformer", "ReplacementTransformer",
	"ReplicaCountTransformer", "SecretGenerator", "SuffixTransformer", "ValueAddTransformer",
}

// pluginConfig refuses plugins that are not built in, and reads the files that the others name.
func (r *reader) pluginConfig(ref reference, text []byte) error {
	configs, err := parseResources(text)
	if err != nil {
		return &pathError{place: ref.place, path: path.Base(ref.path), fault: "holds no plugin configuration", hint: "it must be a resource of apiVersion builtin"}
	}
	for _, config := range configs {
		kind := config.GetKind()
		if config.GetApiVersion() != konfig.BuiltinPluginApiVersion || !slices.Contains(safePlugins, kind) {
			return &programError{place: ref.place, what: "the plugin " + kind}
		}
		if err := r.pluginReferences(ref, config); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) pluginReferences(ref reference, config *resource.Resource) error {
	text, err := config.MarshalJSON()
	if err != nil {
		return fmt.Errorf("%s: %w", ref.place, err)
	}
	var fields pluginFields
	if err := json.Unmarshal(text, &fields); err != nil {
		return fmt.Errorf("%s: the configuration of %s: %w", ref.place, config.GetKind(), err)
	}
	paths := append(fields.Envs, fields.Path, fields.Env, fields.TargetFilePath)
	for _, source := range fields.Files {
		paths = append(paths, sourcePath(source))
	}
	for _, replacement := range fields.Replacements {
		paths = append(paths, replacement.Path)
	}
	for _, p := range paths {
		if p == "" {
			continue
		}
		if err := r.follow(reference{kind: toFile, path: p, place: ref.place, by: ref.by}); err != nil {
			return err
		}
	}
	for _, p := range fields.Paths {
		if err := r.follow(reference{kind: toFileOrPatch, path: p, place: ref.place, by: ref.by}); err != nil {
			return err
		}
	}
	return nil
}
