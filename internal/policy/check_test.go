package policy

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func compileBuiltin(tb testing.TB, o Options) *Engine {
	tb.Helper()
	e, err := Compile(context.Background(), o)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// project writes own policies and gives the options that use them.
func ownOptions(tb testing.TB, files map[string]string) Options {
	tb.Helper()
	root := tb.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return Options{Profile: "none", Root: root, Paths: []string{"policies"}}
}

// deployments is a stream of n resources, the first of which has no faults that depend on others.
func deployments(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `---
# Source: chart/templates/app-%[1]d.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-%[1]d, namespace: hash, labels: {app: app-%[1]d}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app-%[1]d}}
  template:
    metadata: {labels: {app: app-%[1]d}}
    spec:
      securityContext: {runAsNonRoot: true}
      containers:
        - name: main
          image: registry.example.com/app:1.%[1]d.0
          ports: [{containerPort: 8080, name: http}]
          env: [{name: A, value: "1"}, {name: HASH_URL, value: "http://graph:4000"}]
          resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 128Mi}}
          livenessProbe: {httpGet: {path: /health, port: http}}
          readinessProbe: {httpGet: {path: /health, port: http}}
          securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        - name: sidecar
          image: envoy
          securityContext: {privileged: true}
`, i)
	}
	return b.String()
}

func TestCheckFillsFindings(t *testing.T) {
	t.Parallel()
	e := compileBuiltin(t, Options{Profile: "none", Enable: []string{"workload/privileged"}, Severities: map[string]string{"workload/privileged": "warning"}})
	want := []finding.Finding{{
		Rule:      "workload/privileged",
		Severity:  finding.Warning,
		Message:   `container "sidecar" runs privileged`,
		Fix:       "remove securityContext.privileged",
		Resource:  manifest.ID{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "hash", Name: "app-0"},
		Container: "sidecar",
		Path:      manifest.ParsePath("spec.template.spec.containers[1].securityContext.privileged"),
		NamedPath: "spec.template.spec.containers.sidecar.securityContext.privileged",
		Source:    manifest.Source{File: "chart/templates/app-0.yaml", SetBy: manifest.SetByTemplate},
		Waivable:  true,
	}}
	if diff := cmp.Diff(want, check(t, e, deployments(1))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := e.Rules(); len(got) != 1 || got[0].ID != "workload/privileged" || got[0].Severity != finding.Warning {
		t.Errorf("rules that run: %+v", got)
	}
}

// TestFingerprintOutlivesAnInsertion puts an entry before the one that is found.
func TestFingerprintOutlivesAnInsertion(t *testing.T) {
	t.Parallel()
	for _, scope := range []string{"resource", "release"} {
		o := ownOptions(t, map[string]string{"policies/a.rego": `# METADATA
# custom:
#   scope: ` + scope + `
package a

deny contains {"msg": "m", "path": path} if {
	walk(input, [path, value])
	value.name == "HASH_URL"
}
`})
		e := compileBuiltin(t, o)
		stream := deployments(1)
		before := check(t, e, stream)
		after := check(t, e, strings.Replace(stream, `env: [`, `env: [{name: FIRST, value: x}, `, 1))
		if len(before) != 1 || len(after) != 1 || before[0].Path.String() == after[0].Path.String() {
			t.Fatalf("before %+v\nafter %+v", before, after)
		}
		if before[0].Fingerprint() != after[0].Fingerprint() {
			t.Errorf("scope %s: another fingerprint at %s than at %s", scope, after[0].NamedPath, before[0].NamedPath)
		}
	}
}

func TestCheckNamesTheLastWriter(t *testing.T) {
	t.Parallel()
	s := read(t, deployments(1))
	for r := range s.All() {
		edited, err := r.Edit()
		if err != nil {
			t.Fatal(err)
		}
		edited.Mark(manifest.ParsePath("spec.template.spec.containers"), manifest.Source{File: "overlays/x.yaml", Line: 3, SetBy: manifest.SetByOverlay})
		s = s.With(edited)
	}
	found, err := compileBuiltin(t, Options{Profile: "none", Enable: []string{"workload/privileged"}}).Check(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Source.String() != "overlays/x.yaml:3" {
		t.Errorf("findings %+v", found)
	}
}

// TestParallelEqualsSerial sets GOMAXPROCS, so it runs alone.
func TestParallelEqualsSerial(t *testing.T) {
	s := read(t, deployments(60))
	var want []finding.Finding
	for round, processors := range []int{1, 2, 8, 8} {
		before := runtime.GOMAXPROCS(processors)
		found, err := compileBuiltin(t, Options{Profile: "production"}).Check(t.Context(), s)
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			want = found
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("with %d processors (-want +got):\n%s", processors, diff)
		}
	}
	if len(want) < 60 {
		t.Errorf("only %d findings", len(want))
	}
}

// TestSharedCacheChangesNothing compares rules evaluated together with each evaluated alone.
func TestSharedCacheChangesNothing(t *testing.T) {
	t.Parallel()
	stream := deployments(3)
	together := check(t, compileBuiltin(t, Options{Profile: "production"}), stream)
	var alone []finding.Finding
	for _, rule := range compileBuiltin(t, Options{Profile: "production"}).Rules() {
		e, err := compile(t.Context(), Options{Profile: "production"}, loadBuiltins(t).only(rule.ID))
		if err != nil {
			t.Fatal(err)
		}
		alone = append(alone, check(t, e, stream)...)
	}
	if diff := cmp.Diff(lines(alone), lines(together)); diff != "" {
		t.Errorf("alone and together (-want +got):\n%s", diff)
	}
}

func TestErrorIsThatOfTheFirstResource(t *testing.T) {
	o := ownOptions(t, map[string]string{"policies/a.rego": `package a

deny contains "x" if to_number(input.metadata.labels.app) > 0
`})
	e := compileBuiltin(t, o)
	for range 20 {
		_, err := e.Check(t.Context(), read(t, deployments(50)))
		if err == nil || !strings.Contains(err.Error(), "policy a on Deployment hash/app-0 (") {
			t.Fatalf("error %v", err)
		}
	}
}

func TestCancelledCheck(t *testing.T) {
	t.Parallel()
	o := ownOptions(t, map[string]string{"policies/a.rego": `package a

deny contains "x" if count([1 | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); a + b == 0]) > 0
`})
	e := compileBuiltin(t, o)
	cause := errors.New("the user is gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(20*time.Millisecond, func() { cancel(cause) })
	if _, err := e.Check(ctx, read(t, deployments(2))); !errors.Is(err, context.Canceled) {
		t.Errorf("while a rule runs: %v", err)
	}
	if _, err := e.Check(ctx, read(t, deployments(2))); !errors.Is(err, context.Canceled) {
		t.Errorf("before: %v", err)
	}
	if _, err := compileBuiltin(t, Options{Profile: "none"}).Check(ctx, read(t, deployments(2))); !errors.Is(err, context.Canceled) {
		t.Errorf("before, without rules: %v", err)
	}
	if _, err := Compile(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("compile: %v", err)
	}
}

func TestPanicIsTheErrorOfItsRule(t *testing.T) {
	t.Parallel()
	e := compileBuiltin(t, Options{Profile: "none", Enable: []string{"workload/privileged"}})
	e.compiler.RuleTree = nil // OPA dereferences it
	_, err := e.Check(t.Context(), read(t, deployments(1)))
	if err == nil || !strings.Contains(err.Error(), "policy workload/privileged on Deployment hash/app-0 (") || !strings.Contains(err.Error(), "panicked") {
		t.Errorf("error %v", err)
	}
}

func TestEmptySet(t *testing.T) {
	t.Parallel()
	if found := check(t, compileBuiltin(t, Options{Profile: "production"}), ""); len(found) != 0 {
		t.Errorf("findings %+v", found)
	}
}

func TestBuiltinResultsAreHeldToTheLetter(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ result, want string }{
		"good":           {`{"msg": "m", "path": ["a", 0], "fix": "f", "container": "c"}`, ""},
		"text":           {`"m"`, ""},
		"unknown key":    {`{"msg": "m", "paht": []}`, `the key "paht"`},
		"path as text":   {`{"msg": "m", "path": "a.b"}`, `the key "path" with a string`},
		"path of floats": {`{"msg": "m", "path": [1.5]}`, `the key "path" with an array`},
		"path of lists":  {`{"msg": "m", "path": [[]]}`, `the key "path" with an array`},
		"negative":       {`{"msg": "m", "path": [-1]}`, `the key "path" with an array`},
		"fix as number":  {`{"msg": "m", "fix": 1}`, `the key "fix" with a number`},
		"no message":     {`{"fix": "f"}`, "without a message"},
		"message number": {`{"msg": 1}`, `the key "msg" with a number`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(goodRule, `deny contains "x" if input.kind`, "deny contains "+test.result, 1)
			built, err := libraryOf(t, map[string]string{"some/good_rule.rego": strings.Replace(text, "#   scope: release\n", "", 1)})
			if err != nil {
				t.Fatal(err)
			}
			e, err := compile(t.Context(), Options{Profile: "production"}, built)
			if err != nil {
				t.Fatal(err)
			}
			_, err = e.Check(t.Context(), read(t, deployments(1)))
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestLinksOutOfTheProject(t *testing.T) {
	t.Parallel()
	const text = "package main\n\ndeny contains \"x\" if input.kind == \"Deployment\"\n"
	outside := ownOptions(t, map[string]string{"policies/a.rego": text}).Root
	tests := map[string]struct{ target, link, want string }{
		"file outside":    {filepath.Join(outside, "policies/a.rego"), "policies/b.rego", "path escapes"},
		"folder outside":  {filepath.Join(outside, "policies"), "policies/sub", "path escapes"},
		"folder inside":   {"../other", "policies/sub", "policies/sub is a symbolic link to a folder"},
		"file inside":     {"../other/b.rego", "policies/b.rego", ""},
		"dangling inside": {"nothing.rego", "policies/b.rego", "no such file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := ownOptions(t, map[string]string{"policies/a.rego": text, "other/b.rego": strings.Replace(text, "x", "y", 1)})
			if err := os.Symlink(test.target, filepath.Join(o.Root, test.link)); err != nil {
				t.Skip(err)
			}
			e, err := Compile(t.Context(), o)
			if test.want != "" {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("error %v, want %q", err, test.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if found := check(t, e, deployments(1)); len(found) != 2 {
				t.Errorf("findings %+v", found)
			}
		})
	}
}

// TestOwnFileCannotReplaceABuiltin: the names in messages may be equal, the modules stay apart.
func TestOwnFileCannotReplaceABuiltin(t *testing.T) {
	t.Parallel()
	o := ownOptions(t, map[string]string{"built-in workload/privileged.rego": "package main\n\ndeny contains \"own\" if input.kind == \"Deployment\"\n"})
	o.Paths, o.Enable = []string{"built-in workload"}, []string{"workload/privileged"}
	if found := check(t, compileBuiltin(t, o), deployments(1)); len(found) != 2 {
		t.Errorf("findings %+v", found)
	}
}
