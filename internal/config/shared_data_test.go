package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDataIn(t *testing.T) {
	file := func(name string, variables ...EnvVariable) EnvFile { return EnvFile{name, variables} }
	s := SharedEnv{
		Environments: []string{"local", "staging"},
		Files: []EnvFile{
			file("1.env", EnvVariable{"A", "1", 1}, EnvVariable{"B", "1", 2}, EnvVariable{"C", "1", 3}, EnvVariable{"D", "1", 4}, EnvVariable{"E", "1", 5}),
			file("2.env", EnvVariable{"B", "2", 1}),
		},
		Data:     map[string]string{"C": "3", "D": "3", "E": "3"},
		FilesFor: map[string][]EnvFile{"local": {file("4.env", EnvVariable{"D", "4", 1}, EnvVariable{"E", "4", 2})}},
		DataFor:  map[string]map[string]string{"local": {"E": "5"}},
	}
	common := map[string]Datum{"A": {"1", "1.env", 1}, "B": {"2", "2.env", 1}, "C": {"3", "", 0}}
	with := func(d, e Datum) map[string]Datum {
		return map[string]Datum{"A": common["A"], "B": common["B"], "C": common["C"], "D": d, "E": e}
	}
	for environment, want := range map[string]map[string]Datum{
		"local":      with(Datum{"4", "4.env", 1}, Datum{"5", "", 0}),
		"staging":    with(Datum{"3", "", 0}, Datum{"3", "", 0}),
		"production": nil,
	} {
		got, made := s.DataIn(environment)
		if diff := cmp.Diff(want, got); diff != "" || made != (want != nil) {
			t.Errorf("%s: made %t (-want +got):\n%s", environment, made, diff)
		}
	}
	only := SharedEnv{FilesFor: map[string][]EnvFile{"local": {file("empty.env")}}}
	if got, made := only.DataIn("local"); !made || got == nil || len(got) > 0 {
		t.Errorf("an empty file makes %v, %t", got, made)
	}
	if got, made := only.DataIn("staging"); made {
		t.Errorf("staging gets %v", got)
	}
}
