package finding_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// day is midnight UTC of a day of March 2027.
func day(n int) time.Time { return time.Date(2027, time.March, n, 0, 0, 0, 0, time.UTC) }

// replicas is a finding that the tests vary.
func replicas(change func(*finding.Finding)) finding.Finding {
	f := finding.Finding{
		Rule:     "workload/replicas",
		Severity: finding.Error,
		Message:  "one replica",
		Resource: manifest.ID{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "hash", Name: "hash-api"},
		Path:     manifest.Path{"spec", "replicas"},
		Source:   manifest.Source{File: "chart/templates/api.yaml", Line: 12},
		Waivable: true,
	}
	if change != nil {
		change(&f)
	}
	return f
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	for i, name := range finding.Severities() {
		s, err := finding.ParseSeverity(name)
		if err != nil || s != finding.Severity(i) || s.String() != name {
			t.Errorf("ParseSeverity(%q) = %v, %v", name, s, err)
		}
		if text, err := s.MarshalText(); err != nil || string(text) != name {
			t.Errorf("MarshalText of %s = %q, %v", name, text, err)
		}
	}
	if _, err := finding.ParseSeverity("fatal"); err == nil || err.Error() != `unknown severity "fatal": one of [info warning error]` {
		t.Errorf("ParseSeverity(fatal): %v", err)
	}
	for severity, want := range map[finding.Severity]string{-1: "severity(-1)", 3: "severity(3)"} {
		if got := severity.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	local := []finding.Finding{
		{Severity: finding.Error},
		{Severity: finding.Error, Waiver: &finding.Waiver{}},
		{Severity: finding.Warning},
	}
	production := []finding.Finding{{Severity: finding.Info}, {Severity: finding.Info}}
	report := finding.Report{Environments: []finding.Environment{{Findings: local}, {Findings: production}}}
	if diff := cmp.Diff(finding.Counts{Errors: 1, Warnings: 1, Infos: 2, Waived: 1}, report.Counts()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFailing(t *testing.T) {
	t.Parallel()
	waived := finding.Finding{Severity: finding.Error, Waiver: &finding.Waiver{}}
	warning := finding.Finding{Severity: finding.Warning}
	for _, c := range []struct {
		name     string
		findings []finding.Finding
		level    finding.Severity
		want     bool
	}{
		{"nothing", nil, finding.Info, false},
		{"waived", []finding.Finding{waived}, finding.Info, false},
		{"below", []finding.Finding{warning}, finding.Error, false},
		{"at", []finding.Finding{waived, warning}, finding.Warning, true},
		{"above", []finding.Finding{warning}, finding.Info, true},
	} {
		if got := finding.Failing(c.findings, c.level); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	for _, r := range finding.Rules() {
		if r.Category() != "waiver" || r.Title == "" || r.Description == "" || r.Remediation == "" || len(r.Profiles) == 0 || r.Waivable {
			t.Errorf("rule %q is not complete: %+v", r.ID, r)
		}
	}
}

func TestViolation(t *testing.T) {
	t.Parallel()
	rule := finding.Rule{ID: "a/b", Severity: finding.Warning, Remediation: "mend it", Waivable: true}
	want := finding.Finding{Rule: "a/b", Severity: finding.Warning, Message: "broken", Fix: "mend it", Waivable: true}
	if diff := cmp.Diff(want, rule.Violation("broken")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPlaceSource(t *testing.T) {
	t.Parallel()
	for place, want := range map[string]manifest.Source{
		"":             {},
		"hash.yaml":    {File: "hash.yaml"},
		"hash.yaml:12": {File: "hash.yaml", Line: 12},
		"hash.yaml:0":  {File: "hash.yaml:0"},
		"C:hash.yaml":  {File: "C:hash.yaml"},
		"C:h.yaml:3":   {File: "C:h.yaml", Line: 3},
	} {
		if got := finding.PlaceSource(place); got != want {
			t.Errorf("%q: got %+v, want %+v", place, got, want)
		}
	}
}
