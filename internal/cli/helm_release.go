package cli

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"regexp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/helm"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// release renders what Helm would install. Which Kubernetes version it is for depends on the
// environment, and that may stand in the release itself: then it is rendered again.
func (o *helmOptions) release(ctx context.Context, j helmJudging, project *config.Project) (*pipeline.Release, error) {
	likely, err := o.versionFor(project, &manifest.Set{})
	if err != nil && o.given().Name != "" {
		return nil, err // an unknown name, whatever is rendered
	}
	rendering, err := j.helm.Rendering(ctx, helm.Rendering{Arguments: o.arguments, Stdin: j.stdin, Stderr: o.invocation.Stderr})
	if err != nil {
		return nil, err
	}
	set, err := o.render(ctx, j.helm, rendering, likely)
	if err != nil {
		return nil, err
	}
	version, err := o.versionFor(project, set)
	if err != nil {
		return nil, err
	}
	if version != likely {
		if set, err = o.render(ctx, j.helm, rendering, version); err != nil {
			return nil, err
		}
	}
	crds, rest := divideCRDs(set)
	return &pipeline.Release{Resources: o.named(rest, project), CRDs: o.named(crds, project)}, nil
}

// named gives a set with the project's files as sources, if they are of its chart: another one may have
// templates that are called the same.
func (o *helmOptions) named(s *manifest.Set, project *config.Project) *manifest.Set {
	operands := o.arguments.Operands()
	given, err := os.Stat(operands[len(operands)-1])
	if err != nil {
		return s // of a repository or registry
	}
	own, err := os.Stat(filepath.Join(project.Dir, project.Chart))
	if err != nil || !os.SameFile(given, own) {
		return s
	}
	return s.MapSources(project.TemplateFile)
}

func (o *helmOptions) given() pipeline.Given { return o.invocation.Given(o.environment) }

// versionFor gives the Kubernetes version of the environment that a stream is for, unless the user
// gives Helm one.
func (o *helmOptions) versionFor(project *config.Project, s *manifest.Set) (string, error) {
	env, _, err := pipeline.Environment(project, o.given(), o.named(s, project))
	if err != nil || o.kubeVersion() != "" {
		return "", err
	}
	return env.KubeVersion(), nil
}

// kubeVersion is the one that the user gives; helm install and upgrade have no such flag.
func (o *helmOptions) kubeVersion() string {
	versions := o.arguments.Values("kube-version")
	if len(versions) == 0 {
		return ""
	}
	return versions[len(versions)-1]
}

// render gives the release as hash-post would get it, with hooks and crds/.
func (o *helmOptions) render(ctx context.Context, h helm.Program, r *helm.Rendering, kubeVersion string) (*manifest.Set, error) {
	text, err := h.Render(ctx, r, kubeVersion)
	if err != nil {
		return nil, err
	}
	if other := o.arguments.OtherRenderer(); len(other) > 0 {
		if text, err = h.Filter(ctx, other, text); err != nil {
			return nil, err
		}
	}
	return manifest.Read(bytes.NewReader(text), "helm template")
}

// inCRDs matches files in the crds/ of a chart or of its subcharts: not those in templates/crds/.
var inCRDs = regexp.MustCompile(`^[^/]+/(charts/[^/]+/)*crds/`)

// divideCRDs tells the files of crds/ from the rest. Helm names the file before its first document only.
func divideCRDs(s *manifest.Set) (crds, rest *manifest.Set) {
	var ofCRDs, ofRest []*manifest.Resource
	file := ""
	for r := range s.All() {
		file = cmp.Or(r.Source().File, file)
		if inCRDs.MatchString(file) {
			ofCRDs = append(ofCRDs, r)
		} else {
			ofRest = append(ofRest, r)
		}
	}
	return s.Without(ofRest...), s.Without(ofCRDs...)
}
