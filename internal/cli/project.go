package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

const projectFile = "hash.yaml"

// load reads the project that --config, HASH_CONFIG or the working directory names.
func (p *Process) load(flag string) (*config.Project, error) {
	file := flag
	if file == "" {
		file = p.variable("HASH_CONFIG")
	}
	if file == "" {
		found, err := config.Find(".")
		if err != nil {
			return nil, err
		}
		file = found
	}
	return config.Load(file, pipeline.Known(p.Version))
}

// projectFiles gives the hash.yaml of every argument; DIR/... stands for all below DIR.
func projectFiles(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		dir, below := strings.CutSuffix(filepath.ToSlash(arg), "/...")
		if !below {
			files = append(files, projectPath(arg))
			continue
		}
		found, err := projectsBelow(filepath.FromSlash(dir))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

func projectPath(arg string) string {
	if info, err := os.Stat(arg); err == nil && info.IsDir() {
		return filepath.Join(arg, projectFile)
	}
	return arg
}

func projectsBelow(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && path != dir
		if entry.IsDir() && (hidden || entry.Name() == "node_modules" || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if entry.Name() == projectFile && !entry.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

// relocate names the files of findings from the root of the repository that the working directory is
// in, so that a CI system finds them.
func relocate(found []finding.Environment, project *config.Project) []finding.Environment {
	prefix := fromRepositoryRoot(project.Dir)
	relocated := make([]finding.Environment, 0, len(found))
	for _, env := range found {
		findings := slices.Clone(env.Findings)
		for j, f := range findings {
			if file, ok := fileOf(project, f.Source.File); ok {
				findings[j].Source.File = filepath.ToSlash(filepath.Join(prefix, file))
			}
		}
		env.Project, env.Findings = projectName(project), findings
		relocated = append(relocated, env)
	}
	return relocated
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
