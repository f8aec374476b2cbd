package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestOwn runs policies of a project, those of the folder policies unless options.json says otherwise.
func TestOwn(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/own/*.txtar", func(t *testing.T, c *golden.Case) {
		o := Options{Environment: "test", Profile: "none", Kinds: manifest.BuiltinKinds(), Root: t.TempDir(), Paths: []string{"policies"}}
		c.Extract(o.Root)
		if c.Has("options.json") {
			if err := json.Unmarshal([]byte(c.Text("options.json")), &o); err != nil {
				t.Fatal(err)
			}
		}
		got, err := run(t, o, c.Text("in.yaml"))
		if strings.HasPrefix(c.Name, "error_") == (err == nil) {
			t.Errorf("error %v", err)
		}
		c.Want("want", strings.ReplaceAll(got, o.Root, "ROOT"))
	})
}

// run gives what the policies find, or the error and its hint.
func run(t *testing.T, o Options, stream string) (string, error) {
	t.Helper()
	engine, err := Compile(t.Context(), o)
	var found []finding.Finding
	if err == nil {
		found, err = engine.Check(t.Context(), read(t, stream))
	}
	if err == nil {
		return lines(found), nil
	}
	text := fmt.Sprintf("error: %v\n", err)
	if hinted, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		text += "hint: " + hinted.Hint() + "\n"
	}
	return text, err
}

// TestCompilerPanic: no Rego is known that gets past the parser and panics, so the tree is broken by hand.
func TestCompilerPanic(t *testing.T) {
	t.Parallel()
	if _, err := compileModules([]*ast.Module{nil}, nil); !errors.Is(err, errCompilerPanic) {
		t.Errorf("error %v", err)
	}
}
