package export

import (
	"bytes"
	"regexp"

	"github.com/hashintel/helm-hash/internal/config"
)

// dotenvNames are the names that every reader of files of variables takes.
var dotenvNames = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

func dotenvUnfit(v Variable) string {
	if !dotenvNames.MatchString(v.Name) {
		return "no file of variables takes this name"
	}
	return unfit(v)
}

// writeDotenv writes a file of variables: one line NAME=VALUE for each, but for values of several lines.
func writeDotenv(b *bytes.Buffer, c Container) int {
	return writeEach(b, "", c.Variables, func(v Variable) string { return v.Name + "=" + config.DotenvValue(v.Value) })
}
