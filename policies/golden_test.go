package policies_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// scene is a case of a rule: manifests that it accepts and refuses, and the settings under which it does.
type scene struct {
	good, bad []*manifest.Resource
	params    map[string]any
	profile   string
}

func readScene(t *testing.T, c *golden.Case) scene {
	t.Helper()
	for _, name := range c.Names() {
		if !slices.Contains([]string{"params.json", "profile", "good.yaml", "bad.yaml", "want"}, name) {
			t.Fatalf("%s: nobody reads the file %s", c.Path, name)
		}
	}
	s := scene{params: map[string]any{}, profile: "baseline", good: readStream(t, c, "good.yaml"), bad: readStream(t, c, "bad.yaml")}
	if c.Has("profile") {
		s.profile = strings.TrimSpace(c.Text("profile"))
	}
	if c.Has("params.json") {
		if err := json.Unmarshal([]byte(c.Text("params.json")), &s.params); err != nil {
			t.Fatalf("%s: params.json: %v", c.Path, err)
		}
	}
	return s
}

func readStream(t *testing.T, c *golden.Case, name string) []*manifest.Resource {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(c.Text(name)), name)
	if err != nil {
		t.Fatal(err)
	}
	if set.Len() == 0 {
		t.Fatalf("%s: no resource in %s", c.Path, name)
	}
	return slices.Collect(set.All())
}

// violation is what a rule's deny holds.
type violation struct {
	Msg       string `json:"msg"`
	Path      []any  `json:"path"`
	Fix       string `json:"fix"`
	Container string `json:"container"`
}

// steps is the path in our own form: JSON's numbers become ints.
func (v violation) steps() manifest.Path {
	path := make(manifest.Path, len(v.Path))
	for i, step := range v.Path {
		path[i] = step
		if n, ok := step.(float64); ok {
			path[i] = int(n)
		}
	}
	return path
}

// judge asks one rule about resources of one release.
type judge struct{ query rego.PreparedEvalQuery }

func (s scene) judge(t *testing.T, compiler *ast.Compiler, r rule, release []*manifest.Resource) judge {
	t.Helper()
	objects := []any{}
	for _, resource := range release {
		objects = append(objects, resource.Object())
	}
	query, err := rego.New(
		rego.Compiler(compiler),
		rego.Store(inmem.NewFromObject(map[string]any{
			"hash":    map[string]any{"kinds": kinds(), "params": s.params, "profile": s.profile, "environment": "test"},
			"release": map[string]any{"resources": objects},
		})),
		rego.Query("data.hash."+strings.ReplaceAll(r.base(), "/", ".")+".deny"),
		rego.StrictBuiltinErrors(true),
	).PrepareForEval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return judge{query}
}

func (j judge) violations(ctx context.Context, object map[string]any) ([]violation, error) {
	result, err := j.query.Eval(ctx, rego.EvalInput(object))
	if err != nil {
		return nil, err
	}
	if len(result) == 0 {
		return nil, errors.New("the package of the rule has no deny")
	}
	text, err := json.Marshal(result[0].Expressions[0].Value)
	if err != nil {
		return nil, err
	}
	var all []violation
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&all)
	return all, err
}

// eachCase runs test for the case of every rule; a case without a rule fails.
func eachCase(t *testing.T, test func(*testing.T, *golden.Case, rule, *ast.Compiler)) {
	t.Helper()
	byCase := map[string]rule{}
	for _, r := range rules(t) {
		byCase[r.golden()] = r
	}
	compiler := compile(t)
	golden.Run(t, "*/testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		r, known := byCase[filepath.ToSlash(c.Path)]
		if !known {
			t.Fatalf("%s: there is no such rule", c.Path)
		}
		test(t, c, r, compiler)
	})
}

func TestCases(t *testing.T) {
	eachCase(t, func(t *testing.T, c *golden.Case, r rule, compiler *ast.Compiler) {
		s := readScene(t, c)
		if got := report(t, s.judge(t, compiler, r, s.good), r, s.good); got != "" {
			t.Errorf("%s: good.yaml has findings:\n%s", c.Path, got)
		}
		got := report(t, s.judge(t, compiler, r, s.bad), r, s.bad)
		if got == "" {
			t.Errorf("%s: bad.yaml has no finding", c.Path)
		}
		c.Want("want", got)
	})
}

// report writes findings as the want part has them, and holds that each points at a field that exists.
func report(t *testing.T, j judge, r rule, resources []*manifest.Resource) string {
	t.Helper()
	var lines []string
	for _, resource := range resources {
		found, err := j.violations(t.Context(), resource.Object())
		if err != nil {
			t.Fatalf("%s: %v", resource.Place(), err)
		}
		for _, v := range found {
			if _, exists := v.steps().Lookup(resource.Object()); !exists {
				t.Errorf("%s: nothing at %s", resource.Place(), v.steps())
			}
			if v.Msg == "" || v.Fix == "" {
				t.Errorf("%s: want msg and fix in %+v", resource.Place(), v)
			}
			lines = append(lines, line(r, resource.ID(), v))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func line(r rule, id manifest.ID, v violation) string {
	name := id.Name
	if id.Namespace != "" {
		name = id.Namespace + "/" + name
	}
	container := v.Container
	if container == "" {
		container = "-"
	}
	return fmt.Sprintf("%s %s %s %s %s %s | %s\n", r.id, r.severity(), id.Kind, name, container, v.steps(), v.Msg)
}

// A gate must judge odd input, not stumble over it: whatever stands in whatever field, or does not, no
// rule may end in an error of a built-in function.
func TestNoFieldBreaksARule(t *testing.T) {
	eachCase(t, func(t *testing.T, c *golden.Case, r rule, compiler *ast.Compiler) {
		s := readScene(t, c)
		all := append(s.good, s.bad...)
		j := s.judge(t, compiler, r, all)
		for _, resource := range all {
			object := resource.Object()
			spoil(object, func(path manifest.Path, odd any) {
				if _, err := j.violations(t.Context(), object); err != nil {
					t.Errorf("%s: %s = %#v: %v", resource.Place(), path, odd, err)
				}
			})
		}
	})
}

// spoil puts odd values into each field below value in turn, calls visit, and puts the field back.
func spoil(value any, visit func(manifest.Path, any)) {
	try := func(step, old any, set func(any)) {
		for _, odd := range []any{nil, 7, "odd", []any{nil}, map[string]any{"odd": 1}} {
			set(odd)
			visit(manifest.Path{step}, odd)
		}
		set(old)
		spoil(old, func(below manifest.Path, odd any) { visit(append(manifest.Path{step}, below...), odd) })
	}
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			old := v[key]
			delete(v, key)
			visit(manifest.Path{key}, "nothing")
			try(key, old, func(odd any) { v[key] = odd })
		}
	case []any:
		for i, old := range v[:min(len(v), 3)] { // the entries of a list are alike
			try(i, old, func(odd any) { v[i] = odd })
		}
	}
}
