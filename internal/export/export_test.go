package export

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

var (
	password = environ.Part{Unknown: environ.Source{Kind: environ.Secret, Name: "db", Key: "password"}}
	user     = environ.Part{Unknown: environ.Source{Kind: environ.Secret, Name: "db", Key: "user"}}
	address  = environ.Part{Unknown: environ.Source{Kind: environ.Field, Name: "status.podIP"}}
)

// sesame knows one password.
func sesame(s environ.Source) (string, bool) {
	if s == password.Unknown {
		return "sesame", true
	}
	return "", false
}

func TestResolve(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value     environ.Value
		want, why string
	}{
		{nil, "", ""},
		{environ.Value{{Text: "x"}}, "x", ""},
		{environ.Value{{Text: "postgres://u:"}, password, {Text: "@h"}}, "postgres://u:sesame@h", ""},
		{environ.Value{password, user}, "", user.Unknown.String()},
		{environ.Value{{Text: "http://"}, address}, "", address.Unknown.String()},
	} {
		want := Variable{Name: "V", Value: c.want, Why: c.why}
		if d := cmp.Diff(want, Resolve("V", c.value, sesame)); d != "" {
			t.Errorf("%v (-want +got):\n%s", c.value, d)
		}
	}
}

// What is known is put into command and args; $$ is a dollar sign wherever it stands.
func TestTexts(t *testing.T) {
	t.Parallel()
	e := environ.Environment{Variables: []environ.Variable{
		{Name: "PORT", Value: environ.Value{{Text: "80"}}},
		{Name: "PASSWORD", Value: environ.Value{password}},
		{Name: "USER", Value: environ.Value{user}},
	}}
	c := manifest.Container{Object: map[string]any{"args": []any{"--port=$(PORT)", "$(PASSWORD)", "$$(PORT)", "$(USER)$$", "$(NOBODY)"}}}
	want := []Variable{
		{Name: "args[0]", Value: "--port=80"},
		{Name: "args[1]", Value: "sesame"},
		{Name: "args[2]", Value: "$(PORT)"},
		{Name: "args[3]", Why: user.Unknown.String()},
		{Name: "args[4]", Value: "$(NOBODY)"},
	}
	if d := cmp.Diff(want, Texts(c, "args", e, sesame)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := Texts(c, "command", e, sesame); len(got) != 0 {
		t.Errorf("got %v of no command", got)
	}
}
