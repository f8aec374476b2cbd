package environ_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
)

func TestValidName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"A": true, "_a": true, "LOG_LEVEL": true, "a.b-c": true, ".a": true, "-": true, "A1": true,
		"": false, "1A": false, ".": false, "..": false, "..a": false, "A B": false, "A=B": false, "Ä": false, "A\n": false,
	} {
		if got := environ.ValidName(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

func TestUses(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"":                      false,
		"$":                     false,
		"P":                     false,
		"$P":                    false,
		"${P}":                  false,
		"$(P)":                  true,
		"$(P":                   false,
		"$(PG)":                 false,
		"$( P)":                 false,
		"$$(P)":                 false,
		"$$$(P)":                true,
		"$$$$(P)":               false,
		"$(Q) $(P)":             true,
		"$($(P)":                false, // a reference to $(P
		"postgres://u:$(P)@h/d": true,
	} {
		if got := environ.Uses(value, "P"); got != want {
			t.Errorf("%q: got %v, want %v", value, got, want)
		}
	}
}
