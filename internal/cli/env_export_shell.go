package cli

import (
	"bytes"
	"regexp"
	"strings"
)

var shellNames = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// anyName takes every variable that a process can have.
func anyName(v exportedVariable) string {
	if strings.ContainsRune(v.value, 0) {
		return "its value holds a zero byte, which no process can be given"
	}
	return ""
}

// shellName takes the variables that a shell can have: Kubernetes allows dots and dashes in names.
func shellName(v exportedVariable) string {
	if !shellNames.MatchString(v.name) {
		return "no shell takes a variable of this name"
	}
	return anyName(v)
}

// writeShell writes commands that every POSIX shell reads as they are meant.
func writeShell(b *bytes.Buffer, e *export) {
	b.WriteString(e.origin())
	for _, v := range e.variables {
		if v.why != "" {
			b.WriteString(v.remark())
			continue
		}
		b.WriteString("export " + v.name + "='" + strings.ReplaceAll(v.value, "'", `'\''`) + "'\n")
	}
}
