package export

import (
	"bytes"
	"regexp"
	"strings"
)

var shellNames = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// shellUnfit takes the variables that a shell can have: Kubernetes allows dots and dashes in names.
func shellUnfit(v Variable) string {
	if !shellNames.MatchString(v.Name) {
		return "no shell takes a variable of this name"
	}
	return unfit(v)
}

// writeShell writes commands that every POSIX shell reads as they are meant.
func writeShell(b *bytes.Buffer, c Container) int {
	return writeEach(b, "", c.Variables, func(v Variable) string {
		return "export " + v.Name + "='" + strings.ReplaceAll(v.Value, "'", `'\''`) + "'"
	})
}
