package check

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// references is what a release refers to, and what it can count on: collected once for all checks.
type references struct {
	all           []reference
	hooks, others view
	makers        map[objectKey][]*manifest.Resource
}

// reference is one of a resource or of its pods.
type reference struct {
	environ.Reference
	resource *manifest.Resource
	target   objectKey // that it leads to
}

func (in Release) collectReferences() references {
	makes, makers := map[*manifest.Resource][]made{}, map[objectKey][]*manifest.Resource{}
	for r := range in.Set.All() {
		makes[r] = in.makes(r)
		for _, m := range makes[r] {
			makers[m.objectKey] = append(makers[m.objectKey], r)
		}
	}
	hooks, others := in.provided(true, makes), in.provided(false, makes)
	found := references{hooks: view{counted: hooks}, others: view{counted: others, hooked: hooks}, makers: makers}
	for r := range in.judged() {
		add := func(refs iter.Seq[environ.Reference]) {
			for ref := range refs {
				found.all = append(found.all, reference{ref, r, in.target(r, ref)})
			}
		}
		add(environ.ResourceReferences(r))
		for t := range in.Kinds.PodTemplates(r) {
			add(environ.References(t))
		}
	}
	return found
}

// madeBy gives the resources that make an object, in the order of the release.
func (r references) madeBy(key objectKey) []*manifest.Resource {
	return append(slices.Clip(r.makers[key]), r.makers[objectKey{key.kind, "", key.name}]...)
}

// seenBy gives what the resource can count on.
func (r references) seenBy(resource *manifest.Resource) view {
	if resource.Hook() {
		return r.hooks
	}
	return r.others
}

// dangling gives a violation for each reference of these uses that leads nowhere.
func (in Release) dangling(rule finding.Rule, uses ...environ.Use) []finding.Finding {
	var findings []finding.Finding
	known := in.references()
	for _, ref := range known.all {
		if !slices.Contains(uses, ref.Use) {
			continue
		}
		for _, g := range known.seenBy(ref.resource).gaps(ref) {
			findings = append(findings, in.at(rule, ref.resource, g.path, g.message))
		}
	}
	return findings
}

// target names the object that a reference of a resource leads to.
func (in Release) target(r *manifest.Resource, ref environ.Reference) objectKey {
	return objectKey{ref.Kind, cmp.Or(ref.Namespace, in.namespace(r)), ref.Name}
}

// gap is a field of a reference that leads nowhere.
type gap struct {
	path    manifest.Path
	message string
}

// view is what some resources can count on, and what is there besides, but for hooks alone.
type view struct{ counted, hooked objects }

const hooksOnly = "which Helm 3 does not show to hash-post, and which Helm may delete"

// gaps gives what of the reference is not provided.
func (v view) gaps(ref reference) []gap {
	if ref.Optional {
		return nil
	}
	object, counted := v.counted.find(ref.target)
	hooked, byHook := v.hooked.find(ref.target)
	switch {
	case !counted && byHook:
		return []gap{{ref.Path, fmt.Sprintf("%s %s is made only by a hook, %s", ref.Kind, ref.Name, hooksOnly)}}
	case !counted:
		return []gap{{ref.Path, fmt.Sprintf("%s %s is not %s", ref.Kind, ref.Name, v.counted.whereNot(ref.target))}}
	}
	var found []gap
	for _, key := range ref.Keys {
		if reason := whyWithout(key.Name, ref.Use, object, hooked); reason != "" {
			found = append(found, gap{key.Path, fmt.Sprintf("%s %s has %s", ref.Kind, ref.Name, reason)})
		}
	}
	return found
}

// whyWithout says what an object has in place of a key, or nothing where it has the key.
func whyWithout(key string, use environ.Use, object, hooked content) string {
	shown := credential.Shown(key)
	switch {
	case use == environ.UseEnv && object.file(key):
		return fmt.Sprintf("the key %s only in binaryData, of which no variable is made", shown)
	case object.has(key):
		return ""
	case hooked.has(key):
		return fmt.Sprintf("the key %s only from a hook, %s", shown, hooksOnly)
	}
	return fmt.Sprintf("no key %s%s", shown, didYouMean(key, slices.Sorted(maps.Keys(object.keys))))
}

// whereNot says where an object was looked for, and what was meant perhaps.
func (o objects) whereNot(target objectKey) string {
	if others := o.namespaces(target.kind, target.name); len(others) > 0 {
		return fmt.Sprintf("in namespace %s, but in namespace %s", target.namespace, others[0])
	}
	return "in the release and not declared in hash.yaml" + didYouMean(target.name, o.names(target.kind, target.namespace))
}
