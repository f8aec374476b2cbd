package environ

import (
	"iter"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Reference is a place in a resource that takes something from a ConfigMap or a Secret.
type Reference struct {
	Kind      string // ConfigMap or Secret
	Name      string
	Namespace string // that the reference names; empty: that of its resource
	Use       Use
	Path      manifest.Path // of the field that names the object
	Keys      []Key         // those that it takes; empty: all
	Container string        // that takes it, into its variables; empty for all others
	Volume    bool          // its keys become files of a volume
	Optional  bool          // it says that the pod starts without it
}

// Key is one key that a reference takes.
type Key struct {
	Name string
	Path manifest.Path // of the field that names the key, or the object where the kind of field does
}

// The kinds that references lead to.
const (
	ConfigMap = "ConfigMap"
	Secret    = "Secret"
)

// Use is what a reference is for.
type Use string

// The uses of ConfigMaps and Secrets.
const (
	UseEnv            Use = "env"            // a variable of a container
	UseEnvFrom        Use = "envFrom"        // variables of a container, one for each key
	UseVolume         Use = "volume"         // files of a volume
	UseMount          Use = "mount"          // credentials with which the kubelet mounts a volume
	UseImagePull      Use = "imagePull"      // credentials with which the kubelet pulls images
	UseTLS            Use = "tls"            // a certificate with its key, or those of authorities
	UseServiceAccount Use = "serviceAccount" // a Secret that pods with a ServiceAccount may mount
)

// Setting reports whether processes in the pods see what is taken. Credentials of the kubelet they do
// not see, so that a change of those is no reason to start the pods anew.
func (u Use) Setting() bool { return u == UseEnv || u == UseEnvFrom || u == UseVolume }

// References gives what a pod template takes from ConfigMaps and Secrets: container by container, then
// volume by volume, then what images are pulled with. All of it is in the namespace of the pod.
func References(t manifest.PodTemplate) iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		for c := range t.Containers() {
			for _, r := range ofContainer(c) {
				if !yield(r) {
					return
				}
			}
		}
		for _, r := range ofPod(t) {
			if !yield(r) {
				return
			}
		}
	}
}

// reference reads source[field], which stands at the path at.
func reference(at manifest.Path, source map[string]any, field, nameField string) (Reference, bool) {
	fields, _ := source[field].(map[string]any)
	name, _ := fields[nameField].(string)
	if name == "" {
		return Reference{}, false
	}
	r := Reference{Name: name, Path: at.Append(field, nameField)}
	r.Optional, _ = fields["optional"].(bool)
	if key, _ := fields["key"].(string); key != "" {
		r.Keys = append(r.Keys, Key{Name: key, Path: at.Append(field, "key")})
	}
	for i, item := range entries(fields, "items") {
		if key, _ := item["key"].(string); key != "" {
			r.Keys = append(r.Keys, Key{Name: key, Path: at.Append(field, "items", i, "key")})
		}
	}
	return r, true
}

// secrets reads a list of references to Secrets by name, source[field], which stands at the path at.
func secrets(at manifest.Path, source map[string]any, field string, use Use) []Reference {
	var found []Reference
	for i, entry := range entries(source, field) {
		if name, _ := entry["name"].(string); name != "" {
			found = append(found, Reference{Kind: Secret, Name: name, Use: use, Path: at.Append(field, i, "name")})
		}
	}
	return found
}

// entries gives the list object[field] with its positions; what is no mapping is an empty one.
func entries(object map[string]any, field string) []map[string]any {
	list, _ := object[field].([]any)
	found := make([]map[string]any, len(list))
	for i, entry := range list {
		found[i], _ = entry.(map[string]any)
	}
	return found
}
