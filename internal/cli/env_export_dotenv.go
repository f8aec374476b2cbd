package cli

import (
	"bytes"
	"regexp"

	"github.com/hashintel/helm-hash/internal/config"
)

// dotenvNames are the names that every reader of files of variables takes.
var dotenvNames = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

func dotenvName(v exportedVariable) string {
	if !dotenvNames.MatchString(v.name) {
		return "no file of variables takes this name"
	}
	return anyName(v)
}

// writeDotenv writes a file of variables: one line NAME=VALUE for each, but for values of several lines.
func writeDotenv(b *bytes.Buffer, e *export) {
	b.WriteString(e.origin())
	for _, v := range e.variables {
		if v.why != "" {
			b.WriteString(v.remark())
			continue
		}
		b.WriteString(v.name + "=" + config.DotenvValue(v.value) + "\n")
	}
}
