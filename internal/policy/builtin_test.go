package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// builtinFolder holds the built-in rules with their tests and cases, which are not embedded.
const builtinFolder = "../../policies"

func loadBuiltins(tb testing.TB) *library {
	tb.Helper()
	built, err := builtins()
	if err != nil {
		tb.Fatal(err)
	}
	return built
}

// only gives a library that holds one rule.
func (l *library) only(id string) *library {
	one := &library{shared: l.shared}
	for _, b := range l.rules {
		if b.rule.ID == id {
			one.rules = append(one.rules, b)
		}
	}
	return one
}

func TestBuiltinCases(t *testing.T) {
	t.Parallel()
	built := loadBuiltins(t)
	golden.Run(t, builtinFolder+"/*/testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		id := path.Base(path.Dir(path.Dir(c.Path))) + "/" + strings.ReplaceAll(c.Name, "_", "-")
		one := built.only(id)
		if len(one.rules) == 0 {
			t.Fatalf("there is no rule %s", id)
		}
		engine := caseEngine(t, c, one)
		if good := lines(check(t, engine, c.Text("good.yaml"))); good != "" {
			t.Errorf("good.yaml is not good:\n%s", good)
		}
		bad := lines(check(t, engine, c.Text("bad.yaml")))
		if bad == "" {
			t.Error("bad.yaml is good")
		}
		c.Want("want", bad)
	})
}

// caseEngine compiles a single rule with the profile and params of a case.
func caseEngine(t *testing.T, c *golden.Case, one *library) *Engine {
	t.Helper()
	o := Options{Environment: "test", Profile: "baseline", Enable: []string{one.rules[0].rule.ID}, Kinds: manifest.BuiltinKinds()}
	if c.Has("profile") {
		o.Profile = strings.TrimSpace(c.Text("profile"))
	}
	if c.Has("params.json") {
		if err := json.Unmarshal([]byte(c.Text("params.json")), &o.Params); err != nil {
			t.Fatal(err)
		}
	}
	engine, err := compile(t.Context(), o, one)
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func read(tb testing.TB, text string) *manifest.Set {
	tb.Helper()
	s, err := manifest.Read(strings.NewReader(text), "stdin")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func check(tb testing.TB, e *Engine, text string) []finding.Finding {
	tb.Helper()
	found, err := e.Check(context.Background(), read(tb, text))
	if err != nil {
		tb.Fatal(err)
	}
	return found
}

// lines prints findings one a line, sorted, as the cases of all rules do.
func lines(findings []finding.Finding) string {
	printed := make([]string, len(findings))
	for i, f := range findings {
		container := f.Container
		if container == "" {
			container = "-"
		}
		rule := f.Rule
		if f.RuleName != "" {
			rule += "(" + f.RuleName + ")"
		}
		printed[i] = fmt.Sprintf("%s %s %s %s %s | %s\n", rule, f.Severity, f.Resource, container, f.Path, f.Message)
	}
	slices.Sort(printed)
	return strings.Join(printed, "")
}

// TestBuiltinsAreComplete holds path, package and ID together, and a rule to its tests.
func TestBuiltinsAreComplete(t *testing.T) {
	t.Parallel()
	folder := os.DirFS(builtinFolder)
	for _, b := range loadBuiltins(t).rules {
		category, name, _ := strings.Cut(b.rule.ID, "/")
		name = strings.ReplaceAll(name, "-", "_")
		if want := "built-in " + category + "/" + name + ".rego"; b.source.name != want {
			t.Errorf("rule %s lies in %s, want %s", b.rule.ID, b.source.name, want)
		}
		if slices.Contains([]string{"environment", "profile", "params", "kinds"}, category) {
			t.Errorf("rule %s: data.hash.%s is what the program gives to rules", b.rule.ID, category)
		}
		for _, file := range []string{category + "/" + name + "_test.rego", category + "/testdata/" + name + ".txtar"} {
			if _, err := fs.Stat(folder, file); err != nil {
				t.Errorf("rule %s: %v", b.rule.ID, err)
			}
		}
	}
}

// allBuiltins parses everything in the folder, tests included.
func allBuiltins(t *testing.T) []*ast.Module {
	t.Helper()
	folder := os.DirFS(builtinFolder)
	files, err := fs.Glob(folder, "*/*.rego")
	if err != nil {
		t.Fatal(err)
	}
	var modules []*ast.Module
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			t.Fatal(err)
		}
		module, err := source{name: file, text: string(text)}.parse(true)
		if err != nil {
			t.Fatal(err)
		}
		modules = append(modules, module)
	}
	return modules
}

func TestBuiltinsAreStrict(t *testing.T) {
	t.Parallel()
	compiler := newCompiler(data{}).WithStrict(true)
	if compiler.Compile(byKey(allBuiltins(t))); compiler.Failed() {
		t.Error(compiler.Errors)
	}
}

func TestBuiltinRego(t *testing.T) {
	t.Parallel()
	results, err := runTests(t.Context(), allBuiltins(t), data{})
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatal("no tests found")
	}
	for _, r := range results {
		if !r.Pass {
			t.Errorf("%s:%d: %s.%s fails: %s\n%s", r.File, r.Line, r.Package, r.Name, r.Error, r.Output)
		}
	}
}
