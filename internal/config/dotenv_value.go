package config

import (
	"regexp"
	"strings"
)

// plainValue needs no quotes, whoever reads the file.
var plainValue = regexp.MustCompile(`^[A-Za-z0-9_./:,@%+=-]*$`)

var dotenvEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "\n", `\n`, "\r", `\r`)

// DotenvValue writes a value as files of variables have it after NAME=, with quotes where it needs
// some. It is read as it is by hash.yaml's files, and by Docker Compose.
func DotenvValue(value string) string {
	switch {
	case plainValue.MatchString(value):
		return value
	case !strings.ContainsAny(value, "'\r") && !strings.HasSuffix(value, `\`):
		return "'" + value + "'"
	default:
		return `"` + dotenvEscapes.Replace(value) + `"`
	}
}
