package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
)

// pathKind is what a path must lead to.
type pathKind int

const (
	toFile pathKind = iota
	toDirectory
	toEither
)

// existing is a path relative to the project's directory. Symlinks are followed, but not out of it.
func existing(kind pathKind) form[string] {
	return form[string]{
		parse: func(r *reader, text string) (string, error) {
			if !filepath.IsLocal(text) {
				return "", fmt.Errorf("path %q leaves the directory of the project: it must be relative to it and stay inside", text)
			}
			info, err := r.root.Stat(text)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return "", r.missing(text)
			case err != nil:
				return "", r.unusable(text, err)
			case kind == toDirectory && !info.IsDir():
				return "", fmt.Errorf("path %q is a file: a directory is needed", text)
			case kind == toFile && info.IsDir():
				return "", fmt.Errorf("path %q is a directory: a file is needed", text)
			case !info.IsDir() && !info.Mode().IsRegular():
				return "", fmt.Errorf("path %q is neither a file nor a directory", text)
			}
			return path.Clean(filepath.ToSlash(text)), nil
		},
		schema: schema{MinLength: 1},
	}
}

// unusable explains an error of os.Root, whose own text for a link that leads out names no remedy.
func (r *reader) unusable(name string, err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err
	}
	return fmt.Errorf("path %q cannot be followed inside the directory of the project: %w", name, err)
}

// missing names what lies beside a path that does not exist.
func (r *reader) missing(name string) error {
	clean := path.Clean(filepath.ToSlash(name))
	var beside []string
	entries, _ := fs.ReadDir(r.root.FS(), path.Dir(clean)) // without it there is no suggestion
	for _, e := range entries {
		if other := path.Join(path.Dir(clean), e.Name()); other != clean { // it is there as a link to nowhere
			beside = append(beside, other)
		}
	}
	if near, found := Nearest(clean, beside); found {
		return fmt.Errorf("path %q does not exist: did you mean %q?", name, near)
	}
	return fmt.Errorf("path %q does not exist", name)
}
