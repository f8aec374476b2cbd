package policy

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// project is the folder of hash.yaml. Nothing outside it is read, symbolic links resolved.
type project struct {
	root *os.Root
}

func openProject(dir string) (*project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	return &project{root}, nil
}

func (p *project) close() { _ = p.root.Close() }

// maxFile is the size of the largest file that is read.
const maxFile = 16 << 20

// read reads a policy or data. The file is looked at before it is opened: opening a named pipe waits for
// somebody to write to it.
func (p *project) read(file string) ([]byte, error) {
	inside, err := local(file)
	if err != nil {
		return nil, err
	}
	info, err := p.root.Stat(inside)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", file)
	}
	f, err := p.root.Open(inside)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("%s is larger than %d MiB", file, maxFile>>20)
	}
	return text, err
}

// local is the path as package fs writes it; one that leaves the project is refused.
func local(name string) (string, error) {
	inside := path.Clean(filepath.ToSlash(name))
	if !fs.ValidPath(inside) {
		return "", fmt.Errorf("%s leads out of the folder of hash.yaml", name)
	}
	return inside, nil
}

// modules reads the Rego at the paths, files or folders, sorted by name and without duplicates.
func (p *project) modules(paths []string, tests bool) ([]*ast.Module, error) {
	var files []string
	for _, name := range paths {
		found, err := p.files(name, tests)
		if err != nil {
			return nil, fmt.Errorf("policies.paths: %w", err)
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	var modules []*ast.Module
	for _, file := range slices.Compact(files) {
		module, err := p.module(file)
		if err != nil {
			return nil, err
		}
		modules = append(modules, module)
	}
	return modules, nil
}

func (p *project) module(file string) (*ast.Module, error) {
	text, err := p.read(file)
	if err != nil {
		return nil, fmt.Errorf("policies.paths: %w", err)
	}
	module, err := source{name: file, text: string(text)}.parse(true)
	if err != nil {
		return nil, err
	}
	return module, refuseReserved(module)
}

// refuseReserved keeps own policies out of the packages that all rules read: a rule there could make
// the others blind.
func refuseReserved(module *ast.Module) error {
	name := packageName(module.Package)
	first, _, _ := strings.Cut(name, ".")
	if !slices.Contains(reservedData(), first) {
		return nil
	}
	return &projectError{
		text: fmt.Sprintf("%s: package %s is reserved for the built-in policies", place(module.Package.Location), name),
		hint: "choose a package of your own; data.hash.lib may be imported there",
	}
}

// files gives the Rego files at a path. One that has none is an error: a policy that was moved away
// must not pass for one that found nothing.
func (p *project) files(name string, tests bool) ([]string, error) {
	inside, err := local(name)
	if err != nil {
		return nil, err
	}
	var files []string
	err = fs.WalkDir(p.root.FS(), inside, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if linked, err := p.linkedFolder(file, entry); err != nil || linked {
			return errors.Join(err, refuseLink(file, linked))
		}
		if !entry.IsDir() && path.Ext(file) == ".rego" && (tests || !isTest(file)) {
			files = append(files, file)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s holds no policy, that is no file *.rego", name)
	}
	return files, err
}

func (p *project) linkedFolder(file string, entry fs.DirEntry) (bool, error) {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false, nil
	}
	target, err := p.root.Stat(file)
	return err == nil && target.IsDir(), err
}

func refuseLink(file string, linked bool) error {
	if !linked {
		return nil
	}
	return fmt.Errorf("%s is a symbolic link to a folder, which is not followed: list the folder itself", file)
}

// projectError is a policy of the project that cannot be accepted, and what to do.
type projectError struct{ text, hint string }

func (e *projectError) Error() string { return e.text }

// Hint names the remedy.
func (e *projectError) Hint() string { return e.hint }
