package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
)

// export is what a container gets in an environment, as far as it is known.
type export struct {
	component   component
	environment string
	variables   []exportedVariable
	command     []exportedVariable // each named after the field that it stands in
	args        []exportedVariable
}

// origin is a comment that says what was exported.
func (e *export) origin() string {
	return comment(fmt.Sprintf("%s, %s, in %s", e.component.id, e.component.role(), e.environment))
}

// comment is one line, whatever the manifest holds.
func comment(text string) string {
	return "# " + strings.ReplaceAll(program.Printable(text), "\n", " ") + "\n"
}

type exportedVariable struct {
	name  string
	value string
	why   string // there is no value; empty where there is one
}

// exportFormat writes an export.
type exportFormat struct {
	name  string
	fits  func(v exportedVariable) string // why the variable cannot be written; empty: it can
	write func(b *bytes.Buffer, e *export)
}

func exportFormats() []exportFormat {
	return []exportFormat{
		{"dotenv", dotenvName, writeDotenv},
		{"shell", shellName, writeShell},
		{"compose", anyName, writeCompose},
	}
}

// findExportFormat gives a format by a name that was checked.
func findExportFormat(name string) exportFormat {
	i := slices.Index(exportFormatNames(), name)
	return exportFormats()[i]
}

func exportFormatNames() []string {
	var names []string
	for _, f := range exportFormats() {
		names = append(names, f.name)
	}
	return names
}

// remark is a comment that stands in place of a variable that is left out.
func (v exportedVariable) remark() string {
	if v.name == "" {
		return comment(v.why)
	}
	return comment(v.name + ": " + v.why)
}
