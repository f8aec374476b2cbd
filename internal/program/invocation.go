// Package program is what hash-post and helm hash have in common as programs.
//
// It hides their surroundings: streams that may be closed, where the project is found and how its
// files are named to people, how errors are said, and the exit codes.
package program

import (
	"io"
	"strings"
	"time"
)

// Invocation is what a program gets from its surroundings.
type Invocation struct {
	Args    []string // without the program's name
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Environ []string // KEY=value
	Now     time.Time
	Version string
}

// Variable gives the value of an environment variable, or "".
func (i Invocation) Variable(name string) string {
	for _, entry := range i.Environ {
		if key, value, _ := strings.Cut(entry, "="); key == name {
			return value
		}
	}
	return ""
}
