package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/hashintel/helm-hash/internal/golden"
)

// The checked-in schema is the one that the code gives.
func TestSchemaFile(t *testing.T) {
	golden.File(t, filepath.Join("..", "..", "docs", "hash.schema.json"), string(Schema()))
}

// The good file uses every key of the format, so TestLoadEveryKey sees each of them.
func TestGoodFileIsComplete(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "good", FileName))
	if err != nil {
		t.Fatal(err)
	}
	var file any
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var format map[string]any
	if err := json.Unmarshal(Schema(), &format); err != nil {
		t.Fatal(err)
	}
	used, named := keysOfFile(file), propertiesOf(t, format)
	for _, key := range named {
		if !slices.Contains(used, key) {
			t.Errorf("%s is not in the good file", key)
		}
	}
	if len(named) < 80 {
		t.Errorf("only %d keys in the schema", len(named))
	}
}

// propertiesOf lists the keys that a schema and its parts name, and wants each described.
func propertiesOf(t *testing.T, format any) []string {
	t.Helper()
	part, ok := format.(map[string]any)
	if !ok {
		return nil
	}
	var keys []string
	properties, _ := part["properties"].(map[string]any)
	for key, described := range properties {
		keys = append(append(keys, key), propertiesOf(t, described)...)
		if d, ok := described.(map[string]any); !ok || d["description"] == nil {
			t.Errorf("%s has no description", key)
		}
	}
	for _, inner := range []string{"items", "additionalProperties"} {
		keys = append(keys, propertiesOf(t, part[inner])...)
	}
	choices, _ := part["oneOf"].([]any)
	for _, choice := range choices {
		keys = append(keys, propertiesOf(t, choice)...)
	}
	return keys
}

func keysOfFile(file any) []string {
	var keys []string
	switch part := file.(type) {
	case map[string]any:
		for key, inner := range part {
			keys = append(append(keys, key), keysOfFile(inner)...)
		}
	case []any:
		for _, inner := range part {
			keys = append(keys, keysOfFile(inner)...)
		}
	}
	return keys
}
