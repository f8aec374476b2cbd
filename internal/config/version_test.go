package config

import "testing"

func TestRequires(t *testing.T) {
	for _, c := range []struct {
		requires, version string
		want              bool
	}{
		{">=0.1.0", "0.1.0", true},
		{">=0.1.0", "v0.1.0", true},
		{">= v0.1.0", "v0.10.0", true},
		{">=0.10.0", "v0.9.9", false},
		{">=1.0.0", "v0.9.9", false},
		{">=0.1.1", "v0.1.0-14-gabcdef0", false},
		{">=0.1.0", "v0.1.0-14-gabcdef0-dirty", true},
		{">=0.1.0", "0.1.0+5c6b4ef-dirty", true},
		{">=0.1.1", "0.1.0+5c6b4ef-dirty", false},
		{">=9.0.0", "0.1.0+1234567", false},
		{">=9.0.0", "", true},
		{">=9.0.0", "dev", true},
		{">=9.0.0", "(devel)", true},
		{">=9.0.0", "abcdef0", true},
		{">=9.0.0", "1234567", true}, // a commit, too
		{">=0.1", "1.0.0", false},
		{"0.1.0", "1.0.0", false},
		{">0.1.0", "1.0.0", false},
	} {
		_, err := requirement().parse(&reader{known: Known{Version: c.version}}, c.requires)
		if got := err == nil; got != c.want {
			t.Errorf("%s with %q: %v, want %v", c.requires, c.version, err, c.want)
		}
	}
}

func TestIsRelease(t *testing.T) {
	for version, want := range map[string]bool{
		"0.1.0": true, "v0.1.0-rc.1": true, "0.1.0+5c6b4ef-dirty": true,
		"": false, "dev": false, "(devel)": false, "5c6b4ef-dirty": false, "0.1": false,
	} {
		if got := IsRelease(version); got != want {
			t.Errorf("%q: got %t, want %t", version, got, want)
		}
	}
}
