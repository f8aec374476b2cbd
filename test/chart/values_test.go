package chart_test

import (
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// value is one setting of chart/values.yaml.
type value struct {
	name    string // as in graph.pg.user
	comment string
	node    *yaml.Node // the default
	schema  *schema
}

// values gives all settings in the order of the file.
func values(t *testing.T) []value {
	t.Helper()
	return valuesOf(t, valuesFile(t), schemaOf(t), "")
}

// valuesFile gives the mapping that is values.yaml.
func valuesFile(t *testing.T) *yaml.Node {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal(read(t, "../../chart/values.yaml"), &document); err != nil {
		t.Fatal(err)
	}
	return document.Content[0]
}

func valuesOf(t *testing.T, node *yaml.Node, s *schema, prefix string) []value {
	t.Helper()
	var all []value
	for i := 0; i < len(node.Content); i += 2 {
		key, content := node.Content[i], node.Content[i+1]
		name, of := prefix+key.Value, s.Properties[key.Value]
		switch {
		case of == nil:
			t.Errorf("values.yaml:%d: the schema does not know %s", key.Line, name)
		case of.whole():
			all = append(all, value{name: name, comment: comment(key), node: content, schema: of})
		case prefix != "" && comment(key) != "":
			t.Errorf("values.yaml:%d: words on a part of a section are not in docs/chart.md: move them to a value of %s", key.Line, name)
		default:
			all = append(all, valuesOf(t, content, of, name+".")...)
		}
	}
	return all
}

// comment gives the words above a key, as one line.
func comment(key *yaml.Node) string {
	var words []string
	for line := range strings.Lines(key.HeadComment) {
		words = append(words, strings.Fields(strings.TrimPrefix(line, "#"))...)
	}
	return strings.Join(words, " ")
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
