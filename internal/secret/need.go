package secret

import (
	"cmp"
	"iter"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Need is a Secret that a release refers to.
type Need struct {
	Namespace string
	Name      string
	Keys      []NeededKey // sorted
	Whole     []Use       // of those that take every key, whatever there is
	Provider  Provider    // of the Secret, whatever its keys
}

// String names the Secret to people.
func (n Need) String() string { return n.Namespace + "/" + n.Name }

// NeededKey is a key that a release refers to by its name.
type NeededKey struct {
	Name     string
	Uses     []Use // in the order of the release
	Provider Provider
}

// Use is one place of a release that refers to a Secret.
type Use struct {
	Resource  manifest.ID // its namespace filled in
	Container string      // empty for what a pod or another resource takes
	Variable  string      // of the container; empty for all but single keys
	As        environ.Use
	Optional  bool // the pod starts without
	Hook      bool // it is a hook of Helm that uses it
}

// String says in one line who uses a Secret, and for what.
func (u Use) String() string {
	text := u.Resource.String()
	if u.Container != "" {
		text += ", container " + u.Container
	}
	text += ", " + u.For()
	if u.Optional {
		text += ", optional"
	}
	return text
}

// For is the variable that takes the value, or what else it is used for.
func (u Use) For() string { return cmp.Or(u.Variable, string(u.As)) }

// Release is what is asked for its needs.
type Release struct {
	Set         *manifest.Set // after the pipeline
	Kinds       manifest.Kinds
	Project     *config.Project
	Environment *config.Environment
}

// Needs gives the Secrets that a release refers to, sorted by namespace and name.
func Needs(in Release) []Need {
	found := needs{}
	for r := range in.Set.All() {
		for ref := range in.references(r) {
			refused := ref.Use == environ.UseEnv && len(ref.Keys) == 0 // by the API server
			if ref.Kind == environ.Secret && !refused {
				found.add(in.namespace(r), r, ref)
			}
		}
	}
	providers := in.providers()
	all := make([]Need, 0, len(found))
	for _, n := range found {
		n.provide(providers)
		all = append(all, *n)
	}
	slices.SortFunc(all, func(a, b Need) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	return all
}

func (in Release) namespace(r *manifest.Resource) string {
	return r.ID().InNamespace(in.Project.Release.Namespace).Namespace
}

// references gives what the pods of a resource refer to, and what it refers to itself.
func (in Release) references(r *manifest.Resource) iter.Seq[environ.Reference] {
	return func(yield func(environ.Reference) bool) {
		for template := range in.Kinds.PodTemplates(r) {
			for ref := range environ.References(template) {
				if !yield(ref) {
					return
				}
			}
		}
		for ref := range environ.ResourceReferences(r) {
			if !yield(ref) {
				return
			}
		}
	}
}

// needs are Secrets by namespace and name.
type needs map[[2]string]*Need

func (all needs) add(namespace string, r *manifest.Resource, ref environ.Reference) {
	use := Use{
		Resource:  r.ID().InNamespace(namespace),
		Container: ref.Container,
		Variable:  variable(r, ref),
		As:        ref.Use,
		Optional:  ref.Optional,
		Hook:      r.Hook(),
	}
	namespace = cmp.Or(ref.Namespace, namespace)
	n := all[[2]string{namespace, ref.Name}]
	if n == nil {
		n = &Need{Namespace: namespace, Name: ref.Name}
		all[[2]string{namespace, ref.Name}] = n
	}
	keys := keysOfReference(ref)
	if len(keys) == 0 {
		n.Whole = append(n.Whole, use)
	}
	for _, key := range keys {
		n.use(key, use)
	}
}

// The keys that images are pulled with; no reference names them.
const (
	dockerConfig    = ".dockerconfigjson"
	oldDockerConfig = ".dockercfg"
)

func keysOfReference(ref environ.Reference) []string {
	if ref.Use == environ.UseImagePull {
		return []string{dockerConfig}
	}
	keys := make([]string, len(ref.Keys))
	for i, key := range ref.Keys {
		keys[i] = key.Name
	}
	return keySet(keys)
}

// use notes who uses a key, which keeps its place among the others.
func (n *Need) use(key string, use Use) {
	i, found := slices.BinarySearchFunc(n.Keys, key, func(k NeededKey, name string) int { return cmp.Compare(k.Name, name) })
	if !found {
		n.Keys = slices.Insert(n.Keys, i, NeededKey{Name: key})
	}
	n.Keys[i].Uses = append(n.Keys[i].Uses, use)
}

// variable is the name of the entry of env that the reference is in.
func variable(r *manifest.Resource, ref environ.Reference) string {
	const belowEntry = 3 // valueFrom, secretKeyRef and name
	if ref.Use != environ.UseEnv || len(ref.Path) < belowEntry {
		return ""
	}
	found, _ := ref.Path[:len(ref.Path)-belowEntry].Append("name").Lookup(r.Object())
	name, _ := found.(string)
	return name
}

// Optional reports whether everybody can do without the key.
func (k NeededKey) Optional() bool { return optional(k.Uses) }

// Optional reports whether everybody can do without the Secret.
func (n Need) Optional() bool { return optional(n.Uses()) }

// Uses gives everybody who refers to the Secret: those who take all of it first, then key by key.
func (n Need) Uses() []Use {
	all := slices.Clone(n.Whole)
	for _, key := range n.Keys {
		all = append(all, key.Uses...)
	}
	return all
}

// KeyNames gives the keys that are referred to by name, sorted.
func (n Need) KeyNames() []string {
	names := make([]string, len(n.Keys))
	for i, key := range n.Keys {
		names[i] = key.Name
	}
	return names
}

func optional(uses []Use) bool {
	return !slices.ContainsFunc(uses, func(u Use) bool { return !u.Optional })
}
