package secret

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// StoreError is a Secret that the secret store of an environment cannot give as hash.yaml wants it.
type StoreError struct {
	Place  string // hash.yaml:12, or that of a sealed Secret
	Reason string
	Remedy string
}

func (e *StoreError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *StoreError) Hint() string { return e.Remedy }

// madeFor is the source of what a backend makes for a stanza: the project file without its directory,
// which differs from machine to machine while the stream must not.
func madeFor(w Wanted) manifest.Source {
	source := manifest.Source{File: filepath.Base(w.Place), SetBy: manifest.SetByInject}
	if i := strings.LastIndexByte(source.File, ':'); i >= 0 {
		if line, err := strconv.Atoi(source.File[i+1:]); err == nil {
			source.File, source.Line = source.File[:i], line
		}
	}
	return source
}
