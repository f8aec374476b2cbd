package postrender

import (
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args []string
		want options // without format
	}{
		{"nothing", nil, options{}},
		{"all", []string{"--env", "local", "--config=c.yaml", "--kube-version", "1.33", "--helm4"}, options{environment: "local", config: "c.yaml", kubeVersion: "1.33", helm4: true}},
		{"single hyphens", []string{"-env", "local", "-helm4"}, options{environment: "local", helm4: true}},
		{"help", []string{"-h"}, options{help: true}},
		{"version", []string{"--version"}, options{version: true}},
		{"other renderer", []string{"--env", "a", "--", "sed", "--env", "b"}, options{environment: "a", renderer: []string{"sed", "--env", "b"}}},
		{"second --", []string{"--", "sh", "--", "x"}, options{renderer: []string{"sh", "--", "x"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := parse(c.args)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.renderer, c.want.renderer) {
				t.Errorf("renderer %q, want %q", got.renderer, c.want.renderer)
			}
			if got.environment != c.want.environment || got.config != c.want.config || got.kubeVersion != c.want.kubeVersion ||
				got.helm4 != c.want.helm4 || got.help != c.want.help || got.version != c.want.version {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// The protocol and the report must be known even when the command line is wrong.
func TestParseHelm4(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want bool
	}{
		{[]string{"--nope", "--helm4"}, true},
		{[]string{"-helm4", "--"}, true},
		{[]string{"--helm4=true", "--nope"}, true},
		{[]string{"--helm4=false", "--nope"}, false},
		{[]string{"--env", "x"}, false},
		{[]string{"--", "--helm4"}, false},
	} {
		got, _ := parse(append([]string{"--report", "a.json"}, c.args...))
		if got.helm4 != c.want || got.report.File != "a.json" {
			t.Errorf("%q: helm4 %t, want %t; report %q", c.args, got.helm4, c.want, got.report.File)
		}
	}
}

func TestParseKubeVersion(t *testing.T) {
	t.Parallel()
	if got, err := parse([]string{"--kube-version", "v1.34.2"}); err != nil || got.kubeVersion != "v1.34.2" {
		t.Errorf("v1.34.2 gives %q, %v", got.kubeVersion, err)
	}
	if _, err := parse([]string{"--kube-version", "new"}); err == nil {
		t.Error("new is taken for a version")
	}
}
