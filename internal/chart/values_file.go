package chart

import (
	"fmt"
	"os"
	"path"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// valuesFiles gives the texts of the files that [Options.values] has merged, the chart's own first. It
// leaves out pipes, which can be read once only, and what --set-file takes: that need be no YAML.
func (o Options) valuesFiles(root *os.Root, loaded *chart.Chart) ([]manifest.File, error) {
	var files []manifest.File
	for _, raw := range loaded.Raw {
		if raw.Name == chartutil.ValuesfileName {
			files = append(files, manifest.File{Name: path.Join(o.Project.Chart, raw.Name), Text: raw.Data})
		}
	}
	for _, name := range o.Environment.Values {
		text, err := readFile(root, name)
		if err != nil {
			return nil, fmt.Errorf("values of environment %s: %w", o.Environment.Name, err)
		}
		files = append(files, manifest.File{Name: name, Text: text})
	}
	for _, name := range o.Values.Files {
		info, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("values: %w", err)
		}
		if !info.Mode().IsRegular() {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("values: %w", err)
		}
		files = append(files, manifest.File{Name: name, Text: text})
	}
	return files, nil
}
