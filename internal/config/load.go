package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// maxSize limits a configuration file; a real one has a few hundred lines.
const maxSize = 1 << 20

// Load reads the project file at name, which need not be called hash.yaml.
func Load(name string, known Known) (*Project, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the project file: %w", err)
	}
	data, err := readLimited(f, name)
	if err != nil {
		return nil, err
	}
	return Parse(data, name, filepath.Dir(name), known)
}

// readLimited reads a whole file of at most maxSize bytes and closes it.
func readLimited(f *os.File, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(data) > maxSize {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, maxSize)
	}
	return data, nil
}

// Parse reads the bytes of a project file. Its name serves for messages; dir is the directory that
// the paths in it are relative to. The error holds all mistakes of the file, in the order of lines.
func Parse(data []byte, file, dir string, known Known) (*Project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the directory of %s: %w", file, err)
	}
	defer func() { _ = root.Close() }() // nothing was written

	document, err := parseDocument(data, file, fmt.Sprintf("it starts with \"apiVersion: %s\" and \"kind: %s\"", apiVersion, kind))
	if err != nil {
		return nil, err
	}
	p := &Project{}
	r := newReader(file, root, known)
	r.peek(document)
	r.read(project(p), input{node: document})
	if err := r.err(); err != nil {
		return nil, err
	}
	p.Dir, p.File = dir, file
	if p.Release.Name == "" {
		p.Release.Name = releaseName(p.Chart)
	}
	return p, nil
}

// parseDocument gives the content of the only YAML document in data; wanted says what an empty one lacks.
func parseDocument(data []byte, file, wanted string) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF) || err == nil && isNull(first.Content[0]):
		return nil, fmt.Errorf("%s is empty: %s", file, wanted)
	case err != nil:
		return nil, manifest.WhyUnreadable(err).In(file)
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, fmt.Errorf("%s:%d: a second document begins here: only one is allowed", file, second.Line)
	case !errors.Is(err, io.EOF):
		return nil, manifest.WhyUnreadable(err).In(file)
	}
	return first.Content[0], nil
}

// releaseName is the release that lint renders when the file names none.
func releaseName(chart string) string {
	if _, err := releaseForm().parse(nil, path.Base(chart)); err != nil {
		return defaultReleaseName
	}
	return path.Base(chart)
}
