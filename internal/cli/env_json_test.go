package cli

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
)

// What sets a variable instead and what its value depends on are two lists, and a hidden value is none.
func TestJSONValue(t *testing.T) {
	t.Parallel()
	v := environ.Variable{
		Name: "A", Value: environ.Value{{Text: "a"}}, Source: environ.Source{Kind: environ.Literal},
		Doubt:   []environ.Source{{Kind: environ.Secret, Name: "later", Key: "A"}},
		Depends: []environ.Source{{Kind: environ.ConfigMap, Name: "used", Prefix: "P_"}},
	}
	const lists = `"source":{"kind":"literal"},"unless":[{"kind":"Secret","name":"later","key":"A"}],"dependsOn":[{"kind":"ConfigMap","name":"used","prefix":"P_"}]}`
	for _, c := range []struct{ hidden, want string }{
		{"", `{"value":"a",` + lists},
		{"a GitHub token", `{"redacted":"a GitHub token",` + lists},
	} {
		got, err := json.Marshal(jsonValueOf(component{}, shownVariable{v, c.hidden}, newPlaces(nil)))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, string(got)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}
