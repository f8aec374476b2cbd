package policy

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzCompile: whatever a file of Rego and METADATA holds, it is compiled or refused with an error.
// Rules are not evaluated: Rego may legitimately ask for more memory than there is.
func FuzzCompile(f *testing.F) {
	cases, err := filepath.Glob("testdata/own/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("seeds: %d, %v", len(cases), err)
	}
	for _, file := range cases {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if filepath.Ext(part.Name) == ".rego" {
				f.Add(string(part.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Compile(t.Context(), ownOptions(t, map[string]string{"policies/a.rego": text}))
		switch {
		case err != nil && err.Error() == "":
			t.Error("an error without text")
		case err == nil && len(e.decisions)+len(e.idle) == 0:
			t.Error("accepted, but it decides nothing")
		}
	})
}
