// Package report writes what a run has found, and the tables that commands show, in the formats that
// people and machines read.
//
// A format is one function in a file of its own name; the ordered lists, of reports here and of tables in
// table.go, are the only registries. Formats do not count, sort or decide. Control characters never reach
// the output.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/hashintel/helm-hash/internal/finding"
)

// Format writes a report.
type Format struct {
	Name  string
	Write func(io.Writer, *finding.Report) error
}

// Formats lists all formats; the first is the default.
func Formats() []Format {
	return []Format{
		{Name: "text", Write: writeText},
		{Name: "json", Write: writeJSON},
	}
}

// Names lists the names of the formats, for help and completion.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Find gives the format of that name.
func Find(name string) (Format, error) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("unknown format %q: one of %s", name, strings.Join(Names(), ", "))
}
