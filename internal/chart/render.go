// Package chart renders a Helm chart for an environment.
//
// It hides all that is odd about calling the Helm SDK: loading, values and their order, the Kubernetes
// version, hooks kept apart from manifests, crds/, subcharts, and the way from a template's name in
// Helm's output back to a file of the project.
package chart

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/release"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Options say what to render.
type Options struct {
	Project     *config.Project
	Environment *config.Environment
	KubeVersion string // such as 1.34
	APIVersions []string
	Values      Values
}

// Rendered is what a chart gives.
type Rendered struct {
	// Release is what helm template prints: the manifests in install order, then the hooks.
	Release *manifest.Set
	// CRDs are the files of crds/, which Helm installs by itself before the release.
	CRDs *manifest.Set
	// Values are the values files: the chart's, then the environment's, then those of -f.
	Values []manifest.File
}

// Render renders the project's chart as helm template does, without a cluster.
func Render(ctx context.Context, o Options) (*Rendered, error) {
	if o.Project.Chart == "" {
		return nil, fmt.Errorf("%s names no chart: set chart: to the chart's directory, or give a rendered stream", o.Project.File)
	}
	root, err := os.OpenRoot(o.Project.Dir)
	if err != nil {
		return nil, fmt.Errorf("opening the project: %w", err)
	}
	defer root.Close() //nolint:errcheck // it was only read
	loaded, err := load(root, o.Project.Chart)
	if err != nil {
		return nil, err
	}
	if err := checkSchemas(o.Project, loaded); err != nil {
		return nil, err
	}
	vals, err := o.values(root)
	if err != nil {
		return nil, err
	}
	files, err := o.valuesFiles(root, loaded)
	if err != nil {
		return nil, err
	}
	install, err := o.install()
	if err != nil {
		return nil, err
	}
	rel, err := install.RunWithContext(ctx, loaded, vals)
	if err != nil {
		return nil, fmt.Errorf("rendering %s for %s: %w", o.Project.Chart, o.Environment.Name, keep(loaded, vals).quiet(err))
	}
	rendered, err := o.read(loaded, rel)
	if err != nil {
		return nil, err
	}
	rendered.Values = files
	return rendered, nil
}

// load reads the chart anew for every render: rendering changes the chart that it is given.
func load(root *os.Root, dir string) (*chart.Chart, error) {
	files, err := readFiles(root, dir)
	if err != nil {
		return nil, fmt.Errorf("loading the chart: %w", err)
	}
	loaded, err := loader.LoadFiles(files)
	if err != nil {
		return nil, fmt.Errorf("loading the chart: %w", withoutYAML(err))
	}
	if kind := loaded.Metadata.Type; kind != "" && kind != "application" {
		return nil, fmt.Errorf("chart %s is of type %s, which cannot be installed", loaded.Name(), kind)
	}
	if err := action.CheckDependencies(loaded, loaded.Metadata.Dependencies); err != nil {
		return nil, fmt.Errorf("chart %s: %w: run helm dependency build", loaded.Name(), err)
	}
	return loaded, nil
}

func (o Options) install() (*action.Install, error) {
	version, err := chartutil.ParseKubeVersion(o.KubeVersion)
	if err != nil {
		return nil, fmt.Errorf("kubernetes version %q: %w", o.KubeVersion, err)
	}
	install := action.NewInstall(&action.Configuration{Log: func(string, ...any) {}})
	install.DryRun, install.DryRunOption = true, "true"
	install.Replace, install.ClientOnly = true, true
	install.ReleaseName, install.Namespace = o.Project.Release.Name, o.Project.Release.Namespace
	install.KubeVersion = version
	install.APIVersions = o.APIVersions
	return install, nil
}

// read turns Helm's release into resources. The text is put together as helm template prints it, so
// that lint reads what a post-renderer in a pipe would read.
func (o Options) read(loaded *chart.Chart, rel *release.Release) (*Rendered, error) {
	var text strings.Builder
	text.WriteString(strings.TrimSpace(rel.Manifest) + "\n")
	for _, hook := range rel.Hooks {
		fmt.Fprintf(&text, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	set, err := manifest.Read(strings.NewReader(text.String()), "rendered chart")
	if err != nil {
		return nil, err
	}
	crds, err := o.crds(loaded)
	if err != nil {
		return nil, err
	}
	return &Rendered{Release: set.MapSources(o.Project.TemplateFile), CRDs: crds}, nil
}

// crds reads the files of crds/, of subcharts too.
func (o Options) crds(loaded *chart.Chart) (*manifest.Set, error) {
	all := &manifest.Set{}
	for _, crd := range loaded.CRDObjects() {
		file := o.Project.TemplateFile(crd.Filename)
		set, err := manifest.Read(bytes.NewReader(crd.File.Data), file)
		if err != nil {
			return nil, err
		}
		all = all.Join(set.MapSources(func(string) string { return file }))
	}
	return all, nil
}
