package overlay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/resid"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// indexAnnotation carries the position of a resource in the set through a build, whatever becomes of
// its name. The prefix is kustomize's own: it keeps such annotations when a patch replaces them all.
const indexAnnotation = "internal.config.kubernetes.io/hash-post-index"

// stream is what kustomize gets to see of a set.
type stream struct {
	entries []entry
	rounds  int
	hooks   []*manifest.Resource // left out, since overlays leave them alone
}

// entry is a resource and the build it takes part in. kustomize wants every ID once, but a hook may
// have that of a template, and hooks that of one another: what has an ID for the second time stands
// in a second build, in place of the first.
type entry struct {
	resource *manifest.Resource
	id       resid.ResId
	round    int
}

// stream leaves out what kustomize cannot take, a resource without a kind or a name, and what it
// shall not see. It must be called in the box.
func (o *Overlay) stream(s *manifest.Set) (*stream, error) {
	in := &stream{rounds: 1}
	seen := map[string][]*manifest.Resource{}
	for r := range s.All() {
		if !named(r) {
			continue
		}
		if r.Hook() && o.hooks != config.HooksProcess {
			in.hooks = append(in.hooks, r)
			continue
		}
		if at, found := nilItem(r.Object(), nil); found {
			return nil, fmt.Errorf("%s: %s has an empty item at %s, which kustomize refuses", r.Place(), r.ID(), at)
		}
		id := kustomizeID(r)
		key := id.Gvk.String() + "/" + id.EffectiveNamespace() + "/" + id.Name
		for _, first := range seen[key] {
			if !r.Hook() && !first.Hook() {
				return nil, &collisionError{first: first, second: r}
			}
		}
		in.entries = append(in.entries, entry{resource: r, id: id, round: len(seen[key])})
		seen[key] = append(seen[key], r)
		in.rounds = max(in.rounds, len(seen[key]))
	}
	return in, nil
}

func named(r *manifest.Resource) bool {
	name, _ := manifest.Path{"metadata", "name"}.Lookup(r.Object())
	text, _ := name.(string)
	return text != "" && r.ID().Kind != ""
}

// nilItem finds a list with an item that is null.
func nilItem(value any, at manifest.Path) (manifest.Path, bool) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if found, ok := nilItem(v[key], at.Append(key)); ok {
				return found, true
			}
		}
	case []any:
		for i, item := range v {
			if item == nil {
				return at.Append(i), true
			}
			if found, ok := nilItem(item, at.Append(i)); ok {
				return found, true
			}
		}
	}
	return nil, false
}

func kustomizeID(r *manifest.Resource) resid.ResId {
	id := r.ID()
	group, version := resid.ParseGroupVersion(id.APIVersion)
	return resid.NewResIdWithNamespace(resid.NewGvk(group, version, id.Kind), id.Name, id.Namespace)
}

// text is the stream of one round: what stands in it first, but for the IDs that another resource
// takes over.
func (in *stream) text(round int) ([]byte, error) {
	taken := map[string]bool{}
	chosen := make([]bool, len(in.entries))
	for i, e := range in.entries {
		if e.round == round && round > 0 {
			taken[e.id.String()], chosen[i] = true, true
		}
	}
	for i, e := range in.entries {
		if e.round == 0 && !taken[e.id.String()] {
			chosen[i] = true
		}
	}
	var out bytes.Buffer
	for i, e := range in.entries {
		if !chosen[i] {
			continue
		}
		text, err := encode(withIndex(e.resource.Object(), i))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.resource.Place(), err)
		}
		out.WriteString("---\n")
		out.Write(text)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// withIndex gives a copy of object that carries its index; only the maps on the way are copied.
func withIndex(object map[string]any, index int) map[string]any {
	next := maps.Clone(object)
	metadata, _ := object["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	annotations, isMap := metadata["annotations"].(map[string]any)
	if !isMap && metadata["annotations"] != nil {
		return object // kustomize will say what is wrong with them
	}
	annotations = maps.Clone(annotations)
	if annotations == nil {
		annotations = map[string]any{}
	}
	annotations[indexAnnotation] = strconv.Itoa(index)
	metadata["annotations"] = annotations
	next["metadata"] = metadata
	return next
}

// encode writes value as JSON that every YAML parser reads as the same: what JSON allows in a string
// and YAML does not is escaped.
func encode(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		if r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes(), nil
}
