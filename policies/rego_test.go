package policies_test

import (
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/hashintel/helm-hash/internal/manifest"
)

const coverageFloor = 95.0

func TestRego(t *testing.T) {
	modules := parse(t)
	coverage := cover.New()
	for _, result := range runRego(t, modules, coverage) {
		t.Run(path.Join(strings.TrimPrefix(result.Package, "data.hash."), result.Name), func(t *testing.T) {
			if !result.Pass() {
				t.Errorf("%s: %s", result.Location, result)
			}
		})
	}
	report := coverage.Report(modules)
	for _, file := range regoFiles(t) {
		if strings.HasSuffix(file, "_test.rego") {
			continue
		}
		got := report.Files[file]
		t.Logf("%5.1f %% %s", got.Coverage, file)
		if got.Coverage < coverageFloor {
			t.Errorf("%s: tests cover %.1f %%, want %.0f %%; missed: %v", file, got.Coverage, coverageFloor, got.NotCovered)
		}
	}
}

func runRego(t *testing.T, modules map[string]*ast.Module, coverage *cover.Cover) []*tester.Result {
	t.Helper()
	store := inmem.New()
	txn, err := store.NewTransaction(t.Context(), storage.TransactionParams{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Abort(t.Context(), txn)
	running, err := tester.NewRunner().
		SetCompiler(ast.NewCompiler()).
		SetStore(store).
		SetModules(modules).
		SetCoverageQueryTracer(coverage).
		RaiseBuiltinErrors(true).
		RunTests(t.Context(), txn)
	if err != nil {
		t.Fatal(err)
	}
	var results []*tester.Result
	for result := range running {
		results = append(results, result)
	}
	if len(results) == 0 {
		t.Fatal("no Rego test ran")
	}
	return results
}

// The Rego tests have a list of kinds of their own, since they also run without Go.
func TestFixturesHaveAllKinds(t *testing.T) {
	result, err := rego.New(rego.Compiler(compile(t)), rego.Query("data.hash.lib.fixtures_test.kinds")).Eval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kinds(), result[0].Expressions[0].Value); diff != "" {
		t.Errorf("kinds of lib/fixtures_test.rego (-want +got):\n%s", diff)
	}
}

// kinds is the list of workload kinds as the engine hands it to the rules.
func kinds() []any {
	var list []any
	for _, kind := range manifest.BuiltinKinds() {
		list = append(list, map[string]any{
			"apiVersion":   kind.APIVersion,
			"kind":         kind.Kind,
			"pod_template": append([]any{}, kind.PodTemplate...),
		})
	}
	return list
}
