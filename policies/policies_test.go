package policies_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/policies"
)

// rule is one rule file with what its METADATA says.
type rule struct {
	file string // env/duplicate.rego
	id   string // env/duplicate; dashes where the file has underscores
	*ast.Annotations
}

func (r rule) base() string { return strings.TrimSuffix(r.file, ".rego") }
func (r rule) golden() string {
	return path.Join(path.Dir(r.file), "testdata", path.Base(r.base())+".txtar")
}
func (r rule) severity() string { text, _ := r.Custom["severity"].(string); return text }

// regoFiles lists all Rego of this directory, tests included, sorted.
func regoFiles(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(os.DirFS("."), "*/*.rego")
	if err != nil || len(files) == 0 {
		t.Fatalf("list of Rego files: %v, %v", files, err)
	}
	return files
}

func parse(t *testing.T) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	for _, file := range regoFiles(t) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		module, err := ast.ParseModuleWithOpts(file, string(source), ast.ParserOptions{ProcessAnnotation: true})
		if err != nil {
			t.Fatal(err)
		}
		modules[file] = module
	}
	return modules
}

func rules(t *testing.T) []rule {
	t.Helper()
	modules := parse(t)
	var all []rule
	for _, file := range regoFiles(t) {
		if strings.HasSuffix(file, "_test.rego") || path.Dir(file) == "lib" {
			continue
		}
		r := rule{file: file, id: strings.ReplaceAll(strings.TrimSuffix(file, ".rego"), "_", "-")}
		for _, annotations := range modules[file].Annotations {
			if annotations.Scope == "package" {
				r.Annotations = annotations
			}
		}
		if r.Annotations == nil {
			t.Fatalf("%s: no METADATA of scope package", file)
		}
		all = append(all, r)
	}
	return all
}

func TestFormat(t *testing.T) {
	for _, file := range regoFiles(t) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := format.Source(file, source)
		if err != nil {
			t.Error(err)
			continue
		}
		golden.File(t, file, string(formatted))
	}
}

// compile is strict: it refuses unused variables and imports.
func compile(t *testing.T) *ast.Compiler {
	t.Helper()
	compiler := ast.NewCompiler().WithStrict(true)
	if compiler.Compile(parse(t)); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	return compiler
}

func TestStrictCompile(t *testing.T) { compile(t) }

// The package tells the engine the rule's ID, the file tells the reader: they must agree.
func TestPackageFollowsPath(t *testing.T) {
	for file, module := range parse(t) {
		want := "data.hash." + strings.ReplaceAll(strings.TrimSuffix(file, ".rego"), "/", ".")
		if got := module.Package.Path.String(); got != want {
			t.Errorf("%s: package %s, want %s", file, got, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	keys := []string{"profiles", "remediation", "scope", "severity", "waivable"}
	for _, r := range rules(t) {
		if r.Title == "" || r.Description == "" || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: title %q and description %q: want both, the title without a period", r.file, r.Title, r.Description)
		}
		for key := range r.Custom {
			if !slices.Contains(keys, key) {
				t.Errorf("%s: custom.%s is none of %v", r.file, key, keys)
			}
		}
		if _, err := finding.ParseSeverity(r.severity()); err != nil {
			t.Errorf("%s: custom.severity: %v", r.file, err)
		}
		if text, _ := r.Custom["remediation"].(string); !strings.HasSuffix(text, ".") {
			t.Errorf("%s: custom.remediation %q is no sentence", r.file, text)
		}
		checkChoices(t, r)
		checkLinks(t, r)
	}
}

func checkChoices(t *testing.T, r rule) {
	t.Helper()
	profiles := []string{"baseline", "restricted", "production"}
	if scope, given := r.Custom["scope"]; given && scope != "resource" && scope != "release" {
		t.Errorf("%s: custom.scope %v: want resource or release", r.file, scope)
	}
	if waivable, given := r.Custom["waivable"]; given && waivable != true && waivable != false {
		t.Errorf("%s: custom.waivable %v: want true or false", r.file, waivable)
	}
	// A profile holds the rules of all weaker ones, so a list is always an end of the full one.
	if got := stringsOf(r.Custom["profiles"]); len(got) == 0 || !slices.Equal(got, profiles[max(0, len(profiles)-len(got)):]) {
		t.Errorf("%s: custom.profiles %v: want the first profile that holds the rule and all after it of %v", r.file, got, profiles)
	}
}

func stringsOf(value any) []string {
	list, _ := value.([]any)
	var all []string
	for _, entry := range list {
		text, _ := entry.(string)
		all = append(all, text)
	}
	return all
}

func checkLinks(t *testing.T, r rule) {
	t.Helper()
	if len(r.RelatedResources) == 0 {
		t.Errorf("%s: no related_resources", r.file)
	}
	for _, link := range r.RelatedResources {
		if link.Ref.Scheme != "https" || link.Ref.Host != "kubernetes.io" || !strings.HasPrefix(link.Ref.Path, "/docs/") || link.Description == "" {
			t.Errorf("%s: related resource %s (%s): want a described page of https://kubernetes.io/docs/", r.file, link.Ref.String(), link.Description)
		}
	}
}

func TestEveryRuleHasTestAndCases(t *testing.T) {
	for _, r := range rules(t) {
		for _, file := range []string{r.base() + "_test.rego", r.golden()} {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", r.id, err)
			}
		}
	}
}

func TestEmbedded(t *testing.T) {
	want := slices.DeleteFunc(regoFiles(t), func(file string) bool { return strings.HasSuffix(file, "_test.rego") })
	got, err := fs.Glob(policies.FS, "*/*.rego")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("embedded files (-want +got); embed.go names the last letters:\n%s", diff)
	}
}
