package chart

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/ignore"
)

// maxFiles is how many files and directories a chart may hold. Helm has no such limit, but links to
// directories that hold links to directories would make any number of files out of a few.
const maxFiles = 20_000

// reader reads a chart as Helm's loader does, but through the root of the project: Helm follows a
// symbolic link wherever it leads.
type reader struct {
	root  *os.Root
	dir   string // of the chart, from the root
	rules *ignore.Rules
	files []*loader.BufferedFile // as yet
	count int
	size  int64
}

// readFiles gives the files of the chart in dir, in the order of Helm's loader.
func readFiles(root *os.Root, dir string) ([]*loader.BufferedFile, error) {
	r := &reader{root: root, dir: dir}
	if err := r.readRules(); err != nil {
		return nil, err
	}
	info, err := root.Stat(dir)
	if err != nil {
		return nil, unreachable(dir, err)
	}
	if err := r.walk("", []fs.FileInfo{info}); err != nil {
		return nil, err
	}
	return r.files, nil
}

func (r *reader) readRules() error {
	r.rules = ignore.Empty()
	file := path.Join(r.dir, ignore.HelmIgnore)
	text, err := readFile(r.root, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		if r.rules, err = ignore.Parse(bytes.NewReader(text)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	r.rules.AddDefaults()
	return nil
}

// walk reads what lies below dir, a path in the chart. The directories that it is in are above it.
func (r *reader) walk(dir string, above []fs.FileInfo) error {
	names, err := r.names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if r.count++; r.count > maxFiles {
			return fmt.Errorf("chart %s holds more than %d files: list those that are not part of it in %s", r.dir, maxFiles, ignore.HelmIgnore)
		}
		file := path.Join(dir, name)
		info, err := r.root.Stat(path.Join(r.dir, file))
		if err != nil {
			return unreachable(path.Join(r.dir, file), err)
		}
		switch {
		case r.rules.Ignore(file, info):
		case !info.IsDir():
			err = r.read(file)
		case slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, info) }):
			err = fmt.Errorf("%s is a symbolic link to a directory that it is in: remove it", path.Join(r.dir, file))
		default:
			err = r.walk(file, append(slices.Clip(above), info))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) names(dir string) ([]string, error) {
	d, err := r.root.Open(path.Join(r.dir, dir))
	if err != nil {
		return nil, unreachable(path.Join(r.dir, dir), err)
	}
	defer d.Close() //nolint:errcheck // it was only read
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, fmt.Errorf("reading the directory: %w", err)
	}
	slices.Sort(names)
	return names, nil
}

var byteOrderMark = []byte("\ufeff")

func (r *reader) read(file string) error {
	text, err := readFile(r.root, path.Join(r.dir, file))
	if err != nil {
		return err
	}
	if r.size += int64(len(text)); r.size > loader.MaxDecompressedChartSize {
		return fmt.Errorf("chart %s is larger than %d bytes: list the files that are not part of it in %s", r.dir, loader.MaxDecompressedChartSize, ignore.HelmIgnore)
	}
	r.files = append(r.files, &loader.BufferedFile{Name: file, Data: bytes.TrimPrefix(text, byteOrderMark)})
	return nil
}

// readFile reads a file of the project that is not larger than Helm takes. It opens regular files only:
// opening a pipe waits until someone writes to it.
func readFile(root *os.Root, name string) ([]byte, error) {
	info, err := root.Stat(name)
	if err != nil {
		return nil, unreachable(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, unreachable(name, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, loader.MaxDecompressedFileSize+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > loader.MaxDecompressedFileSize {
		return nil, fmt.Errorf("%s is larger than %d bytes, which is the most that Helm takes", name, loader.MaxDecompressedFileSize)
	}
	return text, nil
}

// unreachableError is a path that cannot be followed inside the project.
type unreachableError struct {
	name  string
	cause error
}

func unreachable(name string, err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err // the path is named already
	}
	return &unreachableError{name: name, cause: err}
}

func (e *unreachableError) Error() string {
	return fmt.Sprintf("%s cannot be followed inside the directory of the project: %v", e.name, e.cause)
}

func (e *unreachableError) Unwrap() error { return e.cause }

// Hint names the remedy.
func (e *unreachableError) Hint() string {
	return "a symbolic link must be relative and lead to a file of the project: copy the file there"
}
