package manifest

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

// The two parsers agree today; were one of them to change, no document may mean less than was judged.
func TestDisagreement(t *testing.T) {
	const text = "a: [x, {b: 1}]\nc: 'd'\n"
	for name, test := range map[string]struct {
		value any
		want  int // the line at fault, 0 for none
	}{
		"none":             {m{"a": l{"x", m{"b": int64(1)}}, "c": "d"}, 0},
		"key more":         {m{"a": l{"x", m{"b": int64(1)}}, "c": "d", "e": 1}, 1},
		"key less":         {m{"a": l{"x", m{"b": int64(1)}}}, 1},
		"other key":        {m{"a": l{"x", m{"e": int64(1)}}, "c": "d"}, 1},
		"item less":        {m{"a": l{"x"}, "c": "d"}, 1},
		"no list":          {m{"a": "x", "c": "d"}, 1},
		"no mapping":       {l{}, 1},
		"other text":       {m{"a": l{"x", m{"b": int64(1)}}, "c": "e"}, 2},
		"quoted, no text":  {m{"a": l{"x", m{"b": int64(1)}}, "c": int64(1)}, 2},
		"plain, not as is": {m{"a": l{"z", m{"b": int64(1)}}, "c": "d"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var root yaml.Node
			if err := yaml.Unmarshal([]byte(text), &root); err != nil {
				t.Fatal(err)
			}
			got := 0
			if odd := disagreement(root.Content[0], test.value); odd != nil {
				got = odd.Line
			}
			if got != test.want {
				t.Errorf("want line %d, got %d", test.want, got)
			}
		})
	}
}
