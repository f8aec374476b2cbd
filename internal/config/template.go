package config

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// TemplateFile gives the file of the project that Helm calls source: Helm names a template by the
// chart's name and its path in the chart, such as hash/templates/api.yaml. A source that is no file
// of the project's chart comes back as it is.
func (p *Project) TemplateFile(source string) string {
	_, inChart, found := strings.Cut(source, "/")
	if !found || p.Chart == "" || !filepath.IsLocal(filepath.FromSlash(inChart)) {
		return source
	}
	file := path.Join(filepath.ToSlash(p.Chart), inChart)
	if _, err := os.Stat(filepath.Join(p.Dir, filepath.FromSlash(file))); err != nil {
		return source
	}
	return file
}
