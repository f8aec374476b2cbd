package overlay

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Overlay is one kustomize directory of an environment, read and checked, ready to be applied. It is
// immutable and may be applied by several goroutines; the builds themselves run one at a time.
type Overlay struct {
	dir   string // relative to the project, with slashes
	hooks config.HookMode
	files map[string][]byte // of the project, all that the kustomizations refer to
	// tree holds the kustomizations of the overlay, the one in dir first.
	tree []*kustomization
}

// Load reads the kustomize directory dir of a project, and everything that it refers to. Both what
// leaves the project's directory and what lies on another machine is refused. The mode says whether
// Apply shows Helm's hooks to the overlay.
func Load(project, dir string, hooks config.HookMode) (*Overlay, error) {
	root, err := os.OpenRoot(project)
	if err != nil {
		return nil, fmt.Errorf("opening the project: %w", err)
	}
	defer root.Close() //nolint:errcheck // it was only read
	r := newReader(root)
	dir = path.Clean(filepath.ToSlash(dir))
	// In the box, since the configurations of plugins are read by kustomize.
	err = inBox(context.Background(), false, func() error { return r.kustomization(dir, true) })
	if err != nil {
		return nil, fmt.Errorf("overlay %s: %w", dir, err)
	}
	o := &Overlay{dir: dir, hooks: hooks, files: r.files, tree: r.tree}
	if !o.empty() && !o.ownSchema() {
		go warm(context.Background())
	}
	return o, nil
}

// Apply gives the set that the overlay makes of s, which stays as it is. Resources that come out
// with the meaning they had are those of s, new ones go last. An overlay has no findings: what is
// wrong with one is an error.
//
// The context is looked at before a build and while another one runs; kustomize itself cannot be
// interrupted.
func (o *Overlay) Apply(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	var next *manifest.Set
	err := inBox(ctx, o.ownSchema(), func() error {
		in, err := o.stream(s)
		if err != nil {
			return err
		}
		if o.empty() && (len(in.entries) == 0 || o.component()) {
			next = s
			return nil
		}
		out, err := o.build(ctx, in)
		if err != nil {
			return err
		}
		next, err = o.merge(s, in, out)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("overlay %s: %w", o.dir, err)
	}
	return next, nil, nil
}

// empty reports whether the overlay does nothing by itself, which kustomize refuses to build.
func (o *Overlay) empty() bool { return o.top().value.CheckEmpty() != nil }

// ownSchema reports whether a kustomization replaces the schema of Kubernetes by another.
func (o *Overlay) ownSchema() bool {
	return slices.ContainsFunc(o.tree, func(k *kustomization) bool { return len(k.value.OpenAPI) > 0 })
}

func (o *Overlay) top() *kustomization { return o.tree[0] }

func (o *Overlay) component() bool { return o.top().value.Kind == types.ComponentKind }
