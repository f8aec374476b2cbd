package cli

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

// dumpTemplate has kubectl print the keys of Secrets, as readDump takes them.
const dumpTemplate = `{{range .items}}{{$id := print .metadata.namespace "/" .metadata.name}}{{println $id}}{{range $key, $_ := .data}}{{println (print $id "/" $key)}}{{end}}{{end}}`

// readDump reads lines NAMESPACE/NAME and NAMESPACE/NAME/KEY and answers as a cluster would. Errors
// show no line: whoever mixes up files may have given one with values.
func readDump(r io.Reader, file string, needs []secret.Need) ([]secret.Found, error) {
	keys := map[string][]string{}
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		steps := strings.Split(line, "/")
		if len(steps) < 2 || len(steps) > 3 || slices.Contains(steps, "") || strings.ContainsAny(line, " \t:") {
			return nil, badDump(fmt.Errorf("--file: %s:%d is neither NAMESPACE/NAME nor NAMESPACE/NAME/KEY", file, number))
		}
		id := steps[0] + "/" + steps[1]
		keys[id] = append(keys[id], steps[2:]...)
	}
	if err := lines.Err(); err != nil {
		return nil, badDump(fmt.Errorf("--file: %s: %w", file, err))
	}
	if len(keys) == 0 {
		return nil, badDump(fmt.Errorf("--file: %s names no Secret", file))
	}
	found := make([]secret.Found, len(needs))
	for i, n := range needs {
		names, exists := keys[n.String()]
		slices.Sort(names)
		found[i] = secret.Found{Exists: exists, Keys: slices.Compact(names)}
	}
	return found, nil
}

func badDump(err error) error {
	return program.WithHint(err, "see helm hash secrets check --help for the command that prints such a file")
}
