package config

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	words := []string{"local", "staging", "production", "failOn"}
	for name, want := range map[string]string{
		"locla": "local", "Local": "local", "prod": "production", "stagin": "staging", "stagings": "staging",
		"failon": "failOn", "pr": "", "x": "", "": "", "development": "",
	} {
		if got, found := Nearest(name, words); got != want || found != (want != "") {
			t.Errorf("%q: %q and %t, want %q", name, got, found, want)
		}
	}
}

// An error lists what is valid as long as a person would read the list.
func TestUnknown(t *testing.T) {
	for _, c := range []struct {
		name  string
		valid []string
		want  string
	}{
		{"lokal", []string{"local", "staging"}, `unknown environment "lokal": did you mean "local"?`},
		{"x", []string{"local", "staging"}, `unknown environment "x": one of local, staging`},
		{"x", nil, `unknown environment "x": there is none`},
		{"x", slices.Repeat([]string{"local"}, maxListed+1), `unknown environment "x"`},
		{strings.Repeat("x", 1000), []string{"local"}, `unknown environment "` + strings.Repeat("x", 1000) + `": one of local`},
	} {
		if got := unknown("environment", c.name, c.valid).Error(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"ab", "xab", 1},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
