// Package internal_test holds the architecture: who may import whom, and where each library lives.
//
// The tests open the files themselves. One that only asked the go command would be answered from the
// test cache after a rule was broken: the cache watches the files that a test opened.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = ".."
	module = "github.com/hashintel/helm-hash"
)

// mayImport is the table of docs/architecture.md: what each package may import of ours. A package that
// is not in it is refused. Here and below, packages of internal/ go by their bare names.
var mayImport = map[string]string{
	"cmd/hash-post": "postrender program",
	"cmd/helm-hash": "cli program",
	"policies":      "",

	"chart":      "config manifest",
	"check":      "config credential environ finding manifest secret",
	"cli":        "chart cluster config credential doctor environ export finding generate helm hoist manifest pipeline policy program report secret topology",
	"cluster":    "manifest",
	"config":     "manifest",
	"credential": "",
	"directive":  "manifest",
	"doctor":     "config helm manifest pipeline",
	"environ":    "manifest",
	"export":     "config environ manifest",
	"finding":    "manifest",
	"generate":   "config manifest",
	"golden":     "",
	"helm":       "program",
	"hoist":      "config credential environ finding manifest",
	"inject":     "config environ finding manifest secret",
	"internal":   "",
	"manifest":   "",
	"overlay":    "config finding manifest",
	"pipeline":   "check config directive finding inject manifest overlay policy",
	"policy":     "config finding manifest policies",
	"postrender": "finding manifest pipeline program report",
	"program":    "config finding manifest pipeline report",
	"report":     "finding manifest",
	"secret":     "config environ manifest",
	"topology":   "environ manifest",
}

// testsMayImport is what the tests of a package may import besides the package itself and golden.
var testsMayImport = map[string]string{
	"cli":      "postrender", // its scripts run both programs
	"policies": "config finding manifest policy",
	"pipeline": "environ", // what stanzas must not change
}

// never is what the table forbids of the standard library: streams and files are passed in.
var never = map[string]string{
	"pipeline": "os",
	"report":   "os",
}

// homes says who alone may import a library: a package, x_test for the tests of x, tests for all tests.
// The first entry that fits counts, and a library without a home is refused.
var homes = []struct{ library, packages string }{
	{"github.com/google/go-cmp", "tests"},
	{"github.com/open-policy-agent/opa", "policy policies_test"},
	{"github.com/rogpeppe/go-internal", "golden tests"},
	{"github.com/spf13/cobra", "cli"},
	{"go.yaml.in/yaml/v3", "config manifest"},
	{"helm.sh/helm", "chart"},
	{"k8s.io/apiextensions-apiserver", "secret_test"},
	{"k8s.io/apimachinery/pkg/labels", "config inject"},
	{"k8s.io/apimachinery/pkg/util/json", "manifest overlay"},
	{"k8s.io/apimachinery/pkg/util", "config manifest"},
	{"k8s.io/apimachinery/pkg", "cluster secret_test"},
	{"k8s.io/client-go", "cluster"},
	{"k8s.io/klog/v2", "cluster"},
	{"sigs.k8s.io/kustomize", "overlay"},
	{"sigs.k8s.io/yaml", "config manifest"},
}

// unlinked is what must not be in hash-post: it starts once for each helm command.
var unlinked = []string{"github.com/spf13/cobra", "helm.sh/helm", "k8s.io/client-go"}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		if _, known := mayImport[f.pkg]; !known {
			t.Errorf("%s: package %s has no place in mayImport: give it one, and one in docs/architecture.md", f.name, f.pkg)
			continue
		}
		for _, imported := range f.imports {
			if reason := f.refuse(imported); reason != "" {
				t.Errorf("%s imports %s: %s", f.name, imported, reason)
			}
		}
	}
}

// TestPostRendererImports follows our own files from cmd/hash-post.
func TestPostRendererImports(t *testing.T) {
	t.Parallel()
	imports := map[string][]string{}
	for _, f := range goFiles(t) {
		if !f.test {
			dir := path.Join(module, path.Dir(f.name))
			imports[dir] = append(imports[dir], f.imports...)
		}
	}
	refuseLinked(t, imports)
}

// TestPostRendererLinks asks the go command, which follows the libraries too. What it answers depends
// on our files and on go.mod, and both are opened here for the sake of the test cache.
func TestPostRendererLinks(t *testing.T) {
	t.Parallel()
	goFiles(t)
	if _, err := os.ReadFile(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./cmd/hash-post")
	list.Dir, list.Stderr = root, t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		imports[words[0]] = words[1:]
	}
	refuseLinked(t, imports)
}

// refuseLinked walks breadth first from hash-post, so that the chain it prints is a shortest one.
func refuseLinked(t *testing.T, imports map[string][]string) {
	t.Helper()
	start := module + "/cmd/hash-post"
	if len(imports[start]) == 0 {
		t.Fatalf("%s imports nothing: the test looks at the wrong place", start)
	}
	importer := map[string]string{start: ""}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if slices.ContainsFunc(unlinked, func(library string) bool { return within(name, library) }) {
			t.Errorf("hash-post links %s", chain(importer, name))
			continue
		}
		for _, imported := range imports[name] {
			if _, seen := importer[imported]; !seen {
				importer[imported] = name
				queue = append(queue, imported)
			}
		}
	}
}

func chain(importer map[string]string, name string) string {
	if importer[name] == "" {
		return name
	}
	return chain(importer, importer[name]) + "\n\t-> " + name
}

// within reports whether the package name is library or below it; helm.sh/helm takes in helm.sh/helm/v3.
func within(name, library string) bool {
	return name == library || strings.HasPrefix(name, library+"/")
}

type goFile struct {
	name    string // from the root of the module
	pkg     string // its directory, without internal/
	test    bool
	imports []string
}

// refuse says why f may not import a package, or nothing.
func (f goFile) refuse(imported string) string {
	if ours, found := strings.CutPrefix(imported, module+"/"); found {
		if has(f.allowed(), bare(ours)) {
			return ""
		}
		return "mayImport does not list it"
	}
	if domain, _, _ := strings.Cut(imported, "/"); !strings.Contains(domain, ".") { // the standard library
		if has(never[f.pkg], imported) && !f.test {
			return "streams and files are passed in"
		}
		return ""
	}
	for _, home := range homes {
		if !within(imported, home.library) {
			continue
		}
		if has(home.packages, f.pkg) || f.test && (has(home.packages, "tests") || has(home.packages, f.pkg+"_test")) {
			return ""
		}
		return "it lives in " + home.packages
	}
	return "the library has no home: name one in homes, and the reason in docs/dependencies.md"
}

func (f goFile) allowed() string {
	if !f.test {
		return mayImport[f.pkg]
	}
	return strings.Join([]string{mayImport[f.pkg], testsMayImport[f.pkg], f.pkg, "golden"}, " ")
}

func has(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

func bare(dir string) string { return strings.TrimPrefix(dir, "internal/") }

// goFiles parses the imports of the module's files. Hidden folders, testdata and the modules below
// test and tools are left out.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && leftOut(name):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		f, err := parseImports(name)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func leftOut(dir string) bool {
	base := path.Base(dir)
	return base == "testdata" || has("bin test tools", dir) || len(base) > 1 && base[0] == '.'
}

func parseImports(name string) (goFile, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.ImportsOnly)
	if err != nil {
		return goFile{}, err
	}
	f := goFile{name: name, pkg: bare(path.Dir(name)), test: strings.HasSuffix(name, "_test.go")}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return goFile{}, err
		}
		f.imports = append(f.imports, imported)
	}
	return f, nil
}
