package inject

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Checksum annotates pod templates with a hash of what they refer to, now that the overlays have been
// applied, so that pods roll when it changes. It also refuses stanzas whose ConfigMap or key is still
// missing. Applied twice, it changes nothing more.
func (in *Injector) Checksum(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	index := in.index(s)
	if err := in.verify(s, index); err != nil {
		return nil, nil, err
	}
	var changed []*manifest.Resource
	for r := range s.All() {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for t := range in.kinds.PodTemplates(r) {
			w := workload{r, t}
			edited, err := in.checksum(w, index.of(w))
			if err != nil {
				return nil, nil, err
			}
			if edited != r {
				changed = append(changed, edited)
			}
		}
	}
	return s.With(changed...), nil, nil
}

// checksum gives the workload with its annotation: the same resource where it has it or wants none.
func (in *Injector) checksum(w workload, o objects) (*manifest.Resource, error) {
	if !in.wantsChecksum(w) {
		return w.Resource, nil
	}
	sum, err := o.sum(w.template, in.namespace(w.Resource))
	if err != nil {
		return nil, fmt.Errorf("checksum of %s: %w", w.ID(), err)
	}
	path := w.template.Path.Append("metadata", "annotations", config.ChecksumAnnotation)
	if known, _ := path.Lookup(w.Object()); sum == "" || known == sum {
		return w.Resource, nil
	}
	edited, err := w.Edit()
	if err != nil {
		return nil, fmt.Errorf("add a checksum: %w", err)
	}
	for t := range in.kinds.PodTemplates(edited) {
		if err := annotate(t.Object, sum); err != nil {
			return nil, fmt.Errorf("%s: add a checksum to %s: %w", w.Place(), w.ID(), err)
		}
	}
	edited.Mark(path, manifest.Source{File: in.project.File, SetBy: manifest.SetByInject})
	return edited, nil
}

// wantsChecksum reports whether the pods of the workload shall roll, and can.
func (in *Injector) wantsChecksum(w workload) bool {
	if !w.template.Checksum || w.optedOut() || in.leftAlone(w.Resource) {
		return false
	}
	switch in.project.Checksums {
	case config.ChecksumsAll:
		return true
	case config.ChecksumsInjected:
		for c := range w.template.Containers() {
			if len(in.reaching(w, c)) > 0 {
				return true
			}
		}
	case config.ChecksumsNone:
	}
	return false
}

// annotate sets the annotation in a pod template of an edited resource.
func annotate(template map[string]any, sum string) error {
	at := template
	for _, field := range []string{"metadata", "annotations"} {
		if at[field] == nil {
			at[field] = map[string]any{}
		}
		next, ok := at[field].(map[string]any)
		if !ok {
			return fmt.Errorf("%s of its pod template is no mapping", field)
		}
		at = next
	}
	at[config.ChecksumAnnotation] = sum
	return nil
}

// taken is what a pod template takes from one object of the release.
type taken struct {
	Kind    string            `json:"kind"`
	Name    string            `json:"name"`
	Content map[string][]byte `json:"content"`
}

// sum is the SHA-256, in hexadecimal, of the canonical JSON of what the pods take from ConfigMaps and
// Secrets of the release: the keys that variables name, and all of an object for envFrom and volumes.
// Where a key stands in its object, in which order the template refers to it, and what metadata says
// changes nothing. It is empty where nothing of the release is taken. Helm 4 drops or adds newlines at
// the end of some block scalars: the cluster then gets other data than from Helm 3, and the sum says so.
func (o objects) sum(t manifest.PodTemplate, namespace string) (string, error) {
	all := map[objectKey]map[string][]byte{}
	for ref := range environ.References(t) {
		key := objectKey{ref.Kind, namespace, ref.Name}
		r, ok := o[key]
		if !ok || !ref.Use.Setting() {
			continue
		}
		if all[key] == nil {
			all[key] = map[string][]byte{}
		}
		take(all[key], content(r), ref)
	}
	if len(all) == 0 {
		return "", nil
	}
	list := make([]taken, 0, len(all))
	for key, content := range all {
		list = append(list, taken{key.kind, key.name, content})
	}
	slices.SortFunc(list, func(a, b taken) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name))
	})
	text, err := json.Marshal(list)
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:]), err
}

// take copies what the reference takes out of content. A volume's items count as all of the object:
// one that is only mounted in part is rare, and a roll too many harms less than one too few.
func take(to map[string][]byte, content map[string]string, ref environ.Reference) {
	if len(ref.Keys) == 0 || ref.Volume {
		for key, value := range content {
			to[key] = []byte(value)
		}
		return
	}
	for _, key := range ref.Keys {
		if value, ok := content[key.Name]; ok {
			to[key.Name] = []byte(value)
		}
	}
}
