package secret

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// seal is a SealedSecret of a committed file.
type seal struct {
	Secret
	object map[string]any
	source manifest.Source
	scope  scope
}

// seals are all SealedSecrets of an environment.
type seals struct {
	files []string
	all   []seal
}

func readSeals(files []config.File) (seals, error) {
	var s seals
	for _, file := range files {
		s.files = append(s.files, file.Name)
		set, err := manifest.Read(bytes.NewReader(file.Data), file.Name)
		if err != nil {
			return seals{}, fmt.Errorf("reading sealed Secrets: %w", err)
		}
		for r := range set.All() {
			if !isSeal(r) {
				return seals{}, notSealed(r)
			}
			s.all = append(s.all, seal{
				Secret: unsealed(r),
				object: r.Object(),
				source: manifest.Source{File: file.Name, Line: lineOf(r, file.Name), SetBy: manifest.SetByInject},
				scope:  scopeOf(r),
			})
		}
	}
	return s, nil
}

// notSealed refuses what else is in a file: it would stay behind without a word, and a Secret that was
// never sealed is there for everybody to read.
func notSealed(r *manifest.Resource) error {
	e := &StoreError{
		Place:  r.Place(),
		Reason: fmt.Sprintf("%s is no SealedSecret, and secretStore.files holds nothing else", r.ID()),
		Remedy: "move it to the chart or an overlay",
	}
	if len((existing{}).Produces(r)) > 0 {
		e.Reason = fmt.Sprintf("%s is not sealed: whoever reads the file can read its values", r.ID())
		e.Remedy = "seal it with kubeseal, change the values that were exposed, and take them out of the history too"
	}
	return e
}

// lineOf is the line of a resource in the file that it was read from.
func lineOf(r *manifest.Resource, file string) int {
	number, _, _ := strings.Cut(strings.TrimPrefix(r.Place(), file+":"), " ")
	line, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return line
}
