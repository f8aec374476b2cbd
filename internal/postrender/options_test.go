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

func TestParseReport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ target, file, format string }{
		{"findings.json", "findings.json", "json"},
		{"findings.txt", "findings.txt", "text"},
		{"findings", "findings", "text"},
		{"findings.txt:json", "findings.txt", "json"},
		{"a.json:text", "a.json", "text"},
		{`C:\findings.json`, `C:\findings.json`, "json"},
		{`C:\findings:json`, `C:\findings`, "json"},
		{"a:b/findings.json", "a:b/findings.json", "json"},
		{"/dev/fd/3", "/dev/fd/3", "text"},
	} {
		got, err := parse([]string{"--report", c.target})
		if err != nil {
			t.Errorf("%s: %v", c.target, err)
			continue
		}
		if got.report != c.file || got.format.Name != c.format {
			t.Errorf("%s: file %q as %s, want %q as %s", c.target, got.report, got.format.Name, c.file, c.format)
		}
	}
	for _, target := range []string{"findings:xml", "findings.json:"} {
		if got, err := parse([]string{"--report", target}); err == nil {
			t.Errorf("%s is taken as %q, %s", target, got.report, got.format.Name)
		}
	}
}

// The protocol must be known even when the command line is wrong.
func TestHelm4(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want bool
	}{
		{[]string{"--nope", "--helm4"}, true},
		{[]string{"-helm4"}, true},
		{[]string{"--helm4=true", "--nope"}, true},
		{[]string{"--helm4=false", "--nope"}, false},
		{[]string{"--env", "x"}, false},
		{[]string{"--", "--helm4"}, false},
	} {
		if got := helm4(c.args); got != c.want {
			t.Errorf("%q: %t, want %t", c.args, got, c.want)
		}
	}
}
