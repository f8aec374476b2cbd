package environ

import (
	"iter"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Kind of a Source besides ConfigMap and Secret.
const (
	Literal     = "literal"     // value stands in the workload itself
	Field       = "field"       // fieldRef: Name is the field path
	Resource    = "resource"    // resourceFieldRef: Name is the resource, Key the container if one is named
	ServiceLink = "serviceLink" // set by the kubelet for a Service: Name is the Service
	File        = "file"        // fileKeyRef: Name is the volume and path, Key the key
)

// Source says where a value comes from.
type Source struct {
	Kind   string // ConfigMap, Secret, Literal, Field, Resource, ServiceLink or File
	Name   string
	Key    string
	Prefix string // of the variables' names, where envFrom takes all keys
}

// Variable is one variable of a container, as the kubelet computes it.
type Variable struct {
	Name   string
	Value  Value
	Source Source
	// Entry is the entry of env or envFrom that sets it, in the workload; empty for service links.
	Entry manifest.Path
	// Holder and HolderPath are the resource and the field in which the value stands: the ConfigMap's
	// data, the workload's env, or the Service. Holder is nil where that is not in the release, and for
	// every Secret, since it would lead to the secret's value.
	Holder     *manifest.Resource
	HolderPath manifest.Path
	// Doubt is what would set it instead if it were there: optional references that come later and lead
	// to nothing known, and objects that envFrom takes later and whose keys are not known. The last one
	// that is there wins. To people: unless it sets the variable.
	Doubt []Source
	// Depends is what would give it another value if it were there, since it is in doubt for a variable
	// that the value holds as $(NAME). To people: unless it sets what the value is made of.
	Depends []Source

	basis string // of a value that refers to what is in doubt: what it was made of
}

// Environment is what a container gets.
type Environment struct {
	// Variables has each name once, in the order of the entries that set them: envFrom, then env, then
	// service links. The kubelet promises no order.
	Variables []Variable
	Unknown   []Source  // objects that envFrom takes whole and whose keys are not known
	Skipped   []Skipped // what gives no variable
	Missing   []Source  // what is not there; the pod does not start
	// Overwritten are settings of variables that a later entry sets again.
	Overwritten []Variable
	Assumed     []Source // keys without which the pod does not start, of objects whose keys are not known
}

// Skipped is an entry, or a key that envFrom takes, that gives no variable.
type Skipped struct {
	Name   string // of the variable that it would be
	Reason string
	Entry  manifest.Path
	// Doubt is what would give the variable if it were there; zero where the entry never gives one.
	Doubt Source
}

// Container is a container with the workload that it is in.
type Container struct {
	manifest.Container
	Workload *manifest.Resource
	Template manifest.PodTemplate
}

// Containers gives the containers of all workloads, in the order of the release; init containers and
// ephemeral ones are containers like others.
func Containers(s *manifest.Set, kinds manifest.Kinds) iter.Seq[Container] {
	return func(yield func(Container) bool) {
		for r := range s.All() {
			for t := range kinds.PodTemplates(r) {
				for c := range t.Containers() {
					if !yield(Container{Container: c, Workload: r, Template: t}) {
						return
					}
				}
			}
		}
	}
}
