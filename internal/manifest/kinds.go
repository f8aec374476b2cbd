package manifest

import "iter"

// Kind says where resources of one kind keep the template of their pods.
type Kind struct {
	APIVersion  string // "" matches every version of the built-in groups
	Kind        string
	PodTemplate Path // empty for a Pod: the resource itself
	// Checksum: a change of the template rolls the pods, so a checksum annotation may be put there.
	// False for Jobs and Pods, whose templates are immutable.
	Checksum bool
}

// Kinds is the list of kinds that make pods: the built-in ones and those that hash.yaml adds.
type Kinds []Kind

// BuiltinKinds are the workloads of Kubernetes itself.
func BuiltinKinds() Kinds {
	template := Path{"spec", "template"}
	return Kinds{
		{Kind: "Deployment", PodTemplate: template, Checksum: true},
		{Kind: "StatefulSet", PodTemplate: template, Checksum: true},
		{Kind: "DaemonSet", PodTemplate: template, Checksum: true},
		{Kind: "ReplicaSet", PodTemplate: template},
		{Kind: "ReplicationController", PodTemplate: template},
		{Kind: "Job", PodTemplate: template},
		{Kind: "CronJob", PodTemplate: Path{"spec", "jobTemplate", "spec", "template"}, Checksum: true},
		{Kind: "PodTemplate", PodTemplate: Path{"template"}},
		{Kind: "Pod"},
	}
}

var builtinGroups = map[string]bool{"": true, "apps": true, "batch": true, "extensions": true}

// PodTemplate is the part of a workload that describes its pods.
type PodTemplate struct {
	Path     Path           // from the resource; empty for a Pod
	Object   map[string]any // metadata and spec; shared with the resource it came from
	Checksum bool
}

// Container is one container of a pod template.
type Container struct {
	Path      Path           // from the resource, such as spec.template.spec.containers[0]
	Object    map[string]any // shared with the resource it came from
	Name      string
	Init      bool // an entry of initContainers, native sidecars included
	Ephemeral bool
}

// PodTemplates gives the pod templates of r: none where r is no workload. The objects are those of r,
// so they may be changed only if r came from [Resource.Edit].
func (k Kinds) PodTemplates(r *Resource) iter.Seq[PodTemplate] {
	return func(yield func(PodTemplate) bool) {
		id := r.ID()
		for _, kind := range k {
			if !kind.matches(id) {
				continue
			}
			found, _ := kind.PodTemplate.Lookup(r.Object())
			object, ok := found.(map[string]any)
			if !ok {
				return
			}
			yield(PodTemplate{Path: kind.PodTemplate, Object: object, Checksum: kind.Checksum})
			return
		}
	}
}

// ContainerAt gives the container that path leads to or into, if it does.
func (k Kinds) ContainerAt(r *Resource, path Path) (Container, bool) {
	for template := range k.PodTemplates(r) {
		for c := range template.Containers() {
			if path.HasPrefix(c.Path) {
				return c, true
			}
		}
	}
	return Container{}, false
}

func (k Kind) matches(id ID) bool {
	if k.Kind != id.Kind {
		return false
	}
	if k.APIVersion == "" {
		return builtinGroups[id.Group()]
	}
	return k.APIVersion == id.APIVersion
}

// Containers gives the containers in the order in which the kubelet starts them: init containers
// first, then containers, then ephemeral ones.
func (t PodTemplate) Containers() iter.Seq[Container] {
	return func(yield func(Container) bool) {
		spec, _ := t.Object["spec"].(map[string]any)
		for _, field := range []string{"initContainers", "containers", "ephemeralContainers"} {
			list, _ := spec[field].([]any)
			for i, entry := range list {
				object, ok := entry.(map[string]any)
				if !ok {
					continue
				}
				name, _ := object["name"].(string)
				if !yield(Container{
					Path:      t.Path.Append("spec", field, i),
					Object:    object,
					Name:      name,
					Init:      field == "initContainers",
					Ephemeral: field == "ephemeralContainers",
				}) {
					return
				}
			}
		}
	}
}
