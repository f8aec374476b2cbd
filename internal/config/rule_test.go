package config

import "testing"

func TestRuns(t *testing.T) {
	p := EnvironmentPolicies{Enable: []string{"workload/*"}, Disable: []string{"workload/replicas", "image/*"}}
	for _, c := range []struct {
		rule      string
		inProfile bool
		want      bool
	}{
		{"ingress/tls", true, true},
		{"ingress/tls", false, false},
		{"workload/probes", false, true},
		{"workload/replicas", false, false},
		{"workload/replicas", true, false},
		{"image/registry", true, false},
	} {
		if got := p.Runs(c.rule, c.inProfile); got != c.want {
			t.Errorf("%s, in profile %v: %v, want %v", c.rule, c.inProfile, got, c.want)
		}
	}
}

func TestSeverity(t *testing.T) {
	p := EnvironmentPolicies{Severities: map[string]string{
		"*/*": "info", "workload/*": "warning", "workload/re*": "error", "workload/replicas": "info",
	}}
	for rule, want := range map[string]string{
		"ingress/tls": "info", "workload/probes": "warning", "workload/resources": "error", "workload/replicas": "info", "main": "",
	} {
		if got, found := p.Severity(rule); got != want || found != (want != "") {
			t.Errorf("%s: %q, %v; want %q", rule, got, found, want)
		}
	}
}
