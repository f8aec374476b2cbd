package directive_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/directive"
)

func TestChoose(t *testing.T) {
	t.Parallel()
	known := []string{"local", "staging", "production"}
	stream := directive.Directive{Environment: "staging", Place: "stdin:1"}
	for _, c := range []struct {
		name      string
		directive directive.Directive
		wishes    directive.Wishes
		want      directive.Choice
		wantErr   string
		wantHint  string
	}{
		{name: "given", wishes: directive.Wishes{Given: "local", GivenBy: "--env", Default: "production"}, want: directive.Choice{Environment: "local", By: "--env"}},
		{name: "directive", directive: stream, wishes: directive.Wishes{Default: "production"}, want: directive.Choice{Environment: "staging", By: "stdin:1"}},
		{name: "default", wishes: directive.Wishes{Default: "production"}, want: directive.Choice{Environment: "production", By: "defaultEnvironment"}},
		{name: "the only one", wishes: directive.Wishes{Known: []string{"local"}}, want: directive.Choice{Environment: "local", By: "the only environment"}},
		{name: "flag and directive agree", directive: stream, wishes: directive.Wishes{Given: "staging", GivenBy: "--env"}, want: directive.Choice{Environment: "staging", By: "--env"}},
		{
			name:      "flag and directive differ",
			directive: stream, wishes: directive.Wishes{Given: "local", GivenBy: "--env"},
			wantErr:  `--env asks for environment "local", and the chart was rendered for "staging" (stdin:1)`,
			wantHint: "render with the values of local, or ask for environment staging",
		},
		{
			name:      "variable and directive differ",
			directive: stream, wishes: directive.Wishes{Given: "local", GivenBy: "HASH_ENV"},
			wantErr:  `HASH_ENV asks for environment "local", and the chart was rendered for "staging" (stdin:1)`,
			wantHint: "render with the values of local, or ask for environment staging",
		},
		{name: "not one of hash.yaml", wishes: directive.Wishes{Given: "prod", GivenBy: "--env", Default: "local"}, want: directive.Choice{Environment: "prod", By: "--env"}},
		{
			name:     "undecided",
			wantErr:  "nothing says which environment of hash.yaml this is for: it has local, staging, production",
			wantHint: "give --env, or set HASH_ENV, or defaultEnvironment in hash.yaml; a chart may also say it, by the value postRender.environment",
		},
		{
			name: "none", wishes: directive.Wishes{Known: []string{}},
			wantErr:  "nothing says which environment of hash.yaml this is for: it defines none",
			wantHint: "give --env, or set HASH_ENV, or defaultEnvironment in hash.yaml; a chart may also say it, by the value postRender.environment",
		},
	} {
		if c.wishes.Known == nil {
			c.wishes.Known = known
		}
		got, err := directive.Choose(c.directive, c.wishes)
		if got != c.want || text(err) != c.wantErr || hint(err) != c.wantHint {
			t.Errorf("%s: got %+v, %v, hint %q", c.name, got, err, hint(err))
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func hint(err error) string {
	if h, ok := err.(interface{ Hint() string }); ok {
		return h.Hint()
	}
	return ""
}
