package cluster

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// foreign are the kinds of other projects: where their definitions stand in the modules of tools/crds.
var foreign = map[string][]string{
	"github.com/external-secrets/external-secrets": {
		"config/crds/bases/external-secrets.io_externalsecrets.yaml",
	},
	"github.com/cert-manager/cert-manager": {
		"deploy/crds/cert-manager.io_certificates.yaml",
	},
	"sigs.k8s.io/gateway-api": {
		"config/crd/standard/gateway.networking.k8s.io_gateways.yaml",
		"config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
	},
}

// knowsForeign makes the API server know the kinds of other projects.
func (p *plane) knowsForeign() {
	p.Helper()
	for module, files := range foreign {
		dir := moduleDir(p.T, "crds", module)
		for _, file := range files {
			p.knows(filepath.Join(dir, file))
		}
	}
}

// knows makes the API server know the kinds that files define.
func (p *plane) knows(files ...string) {
	p.Helper()
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			p.Fatal(err)
		}
		for _, definition := range objects(p.T, string(text), "") {
			p.has(definition)
			names = append(names, definition.GetName())
		}
	}
	for _, name := range names {
		p.eventually("the API server serves "+name, func() error { return p.serves(name) })
	}
}

// serves says why the API server does not serve a kind yet. It lists the kind a moment after it has established it.
func (p *plane) serves(definition string) error {
	kinds := schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}
	found, err := p.dynamic.Resource(kinds).Get(p.Context(), definition, metav1.GetOptions{})
	if err != nil {
		return err
	}
	group, _, groupErr := unstructured.NestedString(found.Object, "spec", "group")
	kind, _, kindErr := unstructured.NestedString(found.Object, "spec", "names", "kind")
	if err := errors.Join(groupErr, kindErr); err != nil {
		return err
	}
	p.mapper.Reset()
	_, err = p.mapper.RESTMapping(schema.GroupKind{Group: group, Kind: kind})
	return err
}

// keepsRules makes sure that rules count which are written in CEL: two parents of a route must differ.
func (p *plane) keepsRules(release []object) {
	p.Helper()
	i := slices.IndexFunc(release, func(o object) bool { return o.GetKind() == "HTTPRoute" })
	if i < 0 {
		p.Fatal("no HTTPRoute")
	}
	twice := []any{map[string]any{"name": "hash"}, map[string]any{"name": "hash"}}
	err := p.takes(release[i].with(p.T, twice, "spec", "parentRefs"))
	if err == nil || !strings.Contains(err.Error(), "must be unique when parentRefs") {
		p.Errorf("a route with one parent twice: %v", err)
	}
}

// moduleDir is where Go keeps a module that one of tools/ names.
func moduleDir(t *testing.T, tool, module string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", module)
	cmd.Dir = filepath.Join(bed.root, "tools", tool)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %s\n%s", module, err, out)
	}
	var found struct{ Dir string }
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%s: %s", module, err)
	}
	return found.Dir
}
