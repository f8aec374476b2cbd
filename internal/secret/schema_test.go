package secret_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// definitions are the schemas of other projects, by API version and kind.
type definitions map[string]*apiextensions.JSONSchemaProps

func readDefinitions(t *testing.T) definitions {
	t.Helper()
	files, err := filepath.Glob("testdata/crds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := definitions{}
	for _, file := range files {
		text, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer text.Close() //nolint:errcheck // it was only read
		set, err := manifest.Read(text, file)
		if err != nil {
			t.Fatal(err)
		}
		for r := range set.All() {
			all.add(t, r)
		}
	}
	return all
}

func (d definitions) add(t *testing.T, r *manifest.Resource) {
	t.Helper()
	var crd v1.CustomResourceDefinition
	transcode(t, r.Object(), &crd)
	for _, version := range crd.Spec.Versions {
		if !version.Served {
			continue
		}
		var internal apiextensions.JSONSchemaProps
		if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &internal, nil); err != nil {
			t.Fatal(err)
		}
		d[crd.Spec.Group+"/"+version.Name+" "+crd.Spec.Names.Kind] = &internal
	}
}

// check lists what an API server would refuse or, worse, drop without a word.
func (d definitions) check(t *testing.T, r *manifest.Resource) []string {
	t.Helper()
	definition := d[r.ID().APIVersion+" "+r.ID().Kind]
	if definition == nil {
		return []string{"no definition serves " + r.ID().APIVersion + " " + r.ID().Kind}
	}
	validator, _, err := validation.NewSchemaValidator(definition)
	if err != nil {
		t.Fatal(err)
	}
	structural, err := schema.NewStructural(definition)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	transcode(t, r.Object(), &object)
	var problems []string
	for _, e := range validation.ValidateCustomResource(nil, object, validator) {
		problems = append(problems, e.Error())
	}
	for _, path := range pruning.PruneWithOptions(object, structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}) {
		problems = append(problems, "unknown field "+path)
	}
	return problems
}

func transcode(t *testing.T, from, to any) {
	t.Helper()
	text, err := json.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, to); err != nil {
		t.Fatal(err)
	}
}

// TestDefinitionsBite holds that the check of the schemas is one.
func TestDefinitionsBite(t *testing.T) {
	t.Parallel()
	all := readDefinitions(t)
	for _, c := range []struct{ name, yaml, want string }{
		{"unknown field", "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {storeRef: {}}}", "unknown field spec.storeRef"},
		{"wrong value", "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {target: {creationPolicy: Mine}}}", "Unsupported value"},
		{"missing field", "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {data: [{secretKey: a}]}}", "Required value"},
		{"wrong type", "{apiVersion: secrets-store.csi.x-k8s.io/v1, kind: SecretProviderClass, spec: {parameters: {a: 1}}}", "Invalid value"},
		{"other kind", "{apiVersion: bitnami.com/v1, kind: SealedSecret}", "no definition serves"},
	} {
		got := strings.Join(all.check(t, read(t, c.yaml)[0]), "\n")
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// read reads resources as hash-post would.
func read(t *testing.T, text string) []*manifest.Resource {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(text), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	var all []*manifest.Resource
	for r := range set.All() {
		all = append(all, r)
	}
	return all
}
