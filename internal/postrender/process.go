// Package postrender is the filter hash-post: manifests in, manifests out, or a refusal.
//
// It hides all that is odd about being called by Helm: two plugin protocols, a stream that may be
// empty, a stderr that Helm 4 throws away, and the rule that a failing run writes no manifest at all.
package postrender

import (
	"io"
	"strings"
	"time"
)

// Process is what a program gets from its surroundings.
type Process struct {
	Args    []string // without the program's name
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Environ []string // KEY=value
	Now     time.Time
	Version string
}

// variable gives the value of an environment variable, or "".
func (p Process) variable(name string) string {
	for _, entry := range p.Environ {
		if key, value, _ := strings.Cut(entry, "="); key == name {
			return value
		}
	}
	return ""
}
