package chart

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"

	"github.com/hashintel/helm-hash/internal/config"
)

// foreignSchemas make Helm fetch URL or a file.
var foreignSchemas = []string{
	`{"$ref": "URL/s.json"}`,
	`{"$ref": "HTTP://HOST/s.json"}`,
	`{"$ref": "file:///outside.txt"}`,
	`{"$ref": "outside.json"}`,
	`{"$ref": "//HOST/s.json"}`,
	`{"$ref": "?x"}`,
	`{"$ref": " URL"}`,
	`{"\u0024ref": "URL"}`,
	`{"number": 1e999, "$ref": "URL"}`,
	`{"$ref": "#", "$ref": "URL"}`,
	`{"$dynamicRef": "URL#x"}`,
	`{"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveRef": "URL"}`,
	`{"properties": {"a/b": {"items": {"allOf": [true, {"$ref": "URL"}]}}}}`,
	`{"x": {"y": {"$ref": "URL"}}, "$ref": "#/x/y"}`,
	`{"default": {"$ref": "URL"}, "$ref": "#/default"}`,
	`{"$id": "URL/a/", "$ref": "b.json"}`,
	`{"$schema": "http://json-schema.org/draft-04/schema#", "id": "URL/a/", "properties": {"a": {"$ref": "b.json"}}}`,
	`{"$schema": "URL/draft"}`,
	`{"$schema": "http://json-schema.org/draft-03/schema#"}`,
	`{"$defs": {"a": {"$id": "a", "$schema": "URL/draft"}}}`,
	// What the reference resolves to differs from the id.
	`{"$id": "URL/x?", "$ref": "#/$defs/a", "$defs": {"a": true}}`,
	`{"$id": "file:/outside.json", "$ref": "#/$defs/a", "$defs": {"a": true}}`,
}

// ownSchemas refer to nothing but themselves.
var ownSchemas = []string{
	``, `{`, `true`, `[]`, `{"type": "object"} trailing`,
	`{"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "definitions": {"a": {"type": "object"}}}`,
	`{"$schema": "http://json-schema.org/schema#"}`,
	`{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/values.schema.json", "$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}}`,
	`{"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://example.com/values#", "properties": {"a": {"$ref": "#/definitions/a"}}, "definitions": {"a": {}}}`,
	`{"$id": "https://example.com/v?a=b", "$ref": "#a", "$defs": {"a": {"$anchor": "a"}}}`,
	`{"$id": "https://example.com", "$defs": {"a": {"$id": "a/../b", "$ref": "#"}}}`,
	`{"$id": "urn:example:values", "$ref": "#/$defs/a", "$defs": {"a": true}}`,
	`{"$ref": ""}`,
	`{"$ref": "#"}`,
	`{"$ref": "urn:example:other"}`,
	`{"properties": {"a": {"$ref": "http://json-schema.org/draft-07/schema#"}}}`,
	`{"properties": {"$ref": {"type": "string"}, "$schema": {}, "id": {"type": "string"}, "$id": true}}`,
	`{"type": "object", "title": "see https://example.com", "default": {"id": "a b"}}`,
}

// refused reports whether checkSchemas would refuse the text.
func refused(text string) bool {
	loaded := &chart.Chart{Metadata: &chart.Metadata{Name: "app"}, Schema: []byte(text)}
	return checkSchemas(&config.Project{}, loaded) != nil
}

// Nothing is fetched for a schema that is refused, and nothing for one that is not.
func TestSchemaFetchesNothing(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	t.Cleanup(server.Close)
	here := strings.NewReplacer("URL", server.URL, "HOST", strings.TrimPrefix(server.URL, "http://"))
	for _, text := range foreignSchemas {
		err := render(t, here.Replace(text))
		if fault := new(schemaError); !errors.As(err, &fault) {
			t.Errorf("%s: got %v, want it refused", text, err)
		}
	}
	for _, text := range ownSchemas {
		if fault := new(schemaError); errors.As(render(t, here.Replace(text)), &fault) {
			t.Errorf("%s: %v", text, fault)
		}
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}

// render renders a chart with a subchart that has the schema.
func render(t *testing.T, schema string) error {
	t.Helper()
	project := t.TempDir()
	write(t, project, map[string]string{
		"chart/Chart.yaml":                    minimal,
		"chart/values.yaml":                   "sub: {a: 1}\n",
		"chart/charts/sub/Chart.yaml":         strings.Replace(minimal, "app", "sub", 1),
		"chart/charts/sub/values.schema.json": schema,
	})
	_, err := Render(t.Context(), Options{
		Project:     &config.Project{Dir: project, Chart: "chart", Release: config.Release{Name: "r", Namespace: "n"}},
		Environment: &config.Environment{Name: "local"},
		KubeVersion: "1.34",
	})
	return err
}

func TestSchemaErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		`{"properties": {"a/b": {"$ref": "http://127.0.0.1:9/s.json"}}}`: {
			`chart/charts/sub/values.schema.json: $ref at /properties/a~1b leads out of the file, to "http://127.0.0.1:9/s.json": charts are rendered without a network and without foreign files`,
			"put the definition under $defs and refer to it by #/$defs/NAME",
		},
		`{"$schema": "http://127.0.0.1:9/s.json"}`: {
			`chart/charts/sub/values.schema.json: $schema leads out of the file, to "http://127.0.0.1:9/s.json": charts are rendered without a network and without foreign files`,
			"name a draft that Helm knows, such as http://json-schema.org/draft-07/schema#",
		},
		`{"$id": "file:/x"}`: {
			`chart/charts/sub/values.schema.json: $id leads out of the file, to "file:/x": charts are rendered without a network and without foreign files`,
			"remove it, or give it a plain URL such as https://example.com/values.json",
		},
	} {
		err := render(t, text)
		fault := new(schemaError)
		if !errors.As(err, &fault) {
			t.Errorf("%s: got %v", text, err)
			continue
		}
		if got := [2]string{err.Error(), fault.Hint()}; got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// The HASH chart's own schema passes.
func TestSchemaOfHASH(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..")
	loaded, err := load(openRoot(t, dir), "chart")
	if err != nil {
		t.Fatal(err)
	}
	if err := checkSchemas(&config.Project{Dir: dir, Chart: "chart"}, loaded); err != nil || len(loaded.Schema) == 0 {
		t.Error(err)
	}
}

// FuzzSchema looks for a schema that passes and makes Helm fetch something all the same.
func FuzzSchema(f *testing.F) {
	for _, text := range append(foreignSchemas, ownSchemas...) {
		f.Add(strings.NewReplacer("URL", "http://127.0.0.1:9", "HOST", "127.0.0.1:9").Replace(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if refused(text) {
			return
		}
		err := chartutil.ValidateAgainstSingleSchema(chartutil.Values{}, []byte(text))
		if err != nil && strings.Contains(err.Error(), "failing loading") {
			t.Errorf("%s\n%v", text, err)
		}
	})
}
