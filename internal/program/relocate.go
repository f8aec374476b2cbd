package program

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Relocate names the files of findings from the root of the repository that the working directory is
// in, so that a CI system finds them.
func Relocate(found []finding.Environment, project *config.Project) []finding.Environment {
	prefix := fromRepositoryRoot(project.Dir)
	relocated := make([]finding.Environment, 0, len(found))
	for _, env := range found {
		findings := slices.Clone(env.Findings)
		for j, f := range findings {
			findings[j].Source = relocate(f.Source, project, prefix)
		}
		env.Project, env.Findings = projectName(project), findings
		relocated = append(relocated, env)
	}
	return relocated
}

// RelocateSource names the file of one place as [Relocate] does.
func RelocateSource(s manifest.Source, project *config.Project) manifest.Source {
	return relocate(s, project, fromRepositoryRoot(project.Dir))
}

func relocate(s manifest.Source, project *config.Project, prefix string) manifest.Source {
	if file, ok := fileOf(project, s.File); ok {
		s.File = filepath.ToSlash(filepath.Join(prefix, file))
	}
	return s
}

// fileOf gives the file of a finding from the project's directory. Most findings name it so; those about
// hash.yaml name it as the user did. What is no file of the project keeps the name that Helm gave it.
func fileOf(project *config.Project, name string) (string, bool) {
	candidates := []string{name}
	if below, err := filepath.Rel(project.Dir, name); err == nil {
		candidates = append(candidates, below)
	}
	for _, file := range candidates {
		if !filepath.IsLocal(file) {
			continue
		}
		if info, err := os.Stat(filepath.Join(project.Dir, file)); err == nil && !info.IsDir() {
			return file, true
		}
	}
	return "", false
}

func projectName(project *config.Project) string {
	name := filepath.ToSlash(filepath.Clean(project.Dir))
	if !filepath.IsAbs(project.Dir) {
		return name
	}
	here, err := filepath.Abs(".")
	if err != nil {
		return name
	}
	relative, err := filepath.Rel(here, project.Dir)
	if err != nil {
		return name
	}
	return filepath.ToSlash(relative)
}

func fromRepositoryRoot(dir string) string {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for root := absolute; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, ".git")); err == nil {
			relative, err := filepath.Rel(root, absolute)
			if err != nil {
				return ""
			}
			return relative
		}
		if root == filepath.Dir(root) {
			here, _ := filepath.Abs(".")
			relative, err := filepath.Rel(here, absolute)
			if err != nil {
				return ""
			}
			return relative
		}
	}
}
