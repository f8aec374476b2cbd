package finding_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func TestCovers(t *testing.T) {
	t.Parallel()
	f := replicas(func(f *finding.Finding) {
		f.Container = "api"
		f.Path = manifest.Path{"spec", "containers", 0, "env", 10}
	})
	for _, c := range []struct {
		name   string
		waiver finding.Waiver
		want   bool
	}{
		{"rule", finding.Waiver{Rule: "workload/replicas"}, true},
		{"other rule", finding.Waiver{Rule: "workload/replica"}, false},
		{"no rule", finding.Waiver{}, false},
		{"glob of a category", finding.Waiver{Rule: "workload/*"}, true},
		{"glob of another category", finding.Waiver{Rule: "image/*"}, false},
		{"malformed glob", finding.Waiver{Rule: "workload/[replicas"}, false},
		{"kind", finding.Waiver{Rule: "*/*", Kind: "Deployment"}, true},
		{"other kind", finding.Waiver{Rule: "*/*", Kind: "deployment"}, false},
		{"namespace", finding.Waiver{Rule: "*/*", Namespace: "hash"}, true},
		{"other namespace", finding.Waiver{Rule: "*/*", Namespace: "default"}, false},
		{"name", finding.Waiver{Rule: "*/*", Name: "hash-*"}, true},
		{"other name", finding.Waiver{Rule: "*/*", Name: "hash"}, false},
		{"container", finding.Waiver{Rule: "*/*", Container: "a?i"}, true},
		{"other container", finding.Waiver{Rule: "*/*", Container: "web"}, false},
		{"path", finding.Waiver{Rule: "*/*", Path: "spec.containers[0].env[10]"}, true},
		{"path above", finding.Waiver{Rule: "*/*", Path: "spec.containers"}, true},
		{"path of a neighbour", finding.Waiver{Rule: "*/*", Path: "spec.containers[0].env[1]"}, false},
		{"path of a longer key", finding.Waiver{Rule: "*/*", Path: "spec.container"}, false},
		{"path below", finding.Waiver{Rule: "*/*", Path: "spec.containers[0].env[10].value"}, false},
		{"path with stars", finding.Waiver{Rule: "*/*", Path: "spec.containers[*].env[*]"}, true},
		{"path with other stars", finding.Waiver{Rule: "*/*", Path: "spec.containers[*].*args*"}, false},
		{"path that ends otherwise", finding.Waiver{Rule: "*/*", Path: "spec.*.value"}, false},
		{"any path", finding.Waiver{Rule: "*/*", Path: "*"}, true},
		{"environment", finding.Waiver{Rule: "*/*", Environments: []string{"staging", "local"}}, true},
		{"other environment", finding.Waiver{Rule: "*/*", Environments: []string{"production"}}, false},
	} {
		if got := c.waiver.Covers(f, "local"); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestExpiredAt(t *testing.T) {
	t.Parallel()
	w := finding.Waiver{Expires: day(10)}
	tokyo := time.FixedZone("Tokyo", 9*60*60)
	for _, c := range []struct {
		name string
		now  time.Time
		want bool
	}{
		{"the day before", day(9), false},
		{"the first second of the last day", day(10), false},
		{"the last second of the last day", day(11).Add(-time.Second), false},
		{"the day after", day(11), true},
		{"the day after in Tokyo, the last one in UTC", day(11).Add(-time.Second).In(tokyo), false},
	} {
		if got := w.ExpiredAt(c.now); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	valid := finding.Waiver{Rule: "workload/*", Owner: "team-api", Expires: day(20), Place: "hash.yaml:40"}
	expired := finding.Waiver{Rule: "workload/*", Owner: "team-api", Expires: day(2), Place: "hash.yaml:50"}
	longExpired := finding.Waiver{Rule: "workload/*", Owner: "team-web", Expires: day(1), Place: "hash.yaml:60"}
	elsewhere := finding.Waiver{Rule: "workload/*", Expires: day(20), Environments: []string{"production"}}
	strict := replicas(func(f *finding.Finding) { f.Waivable = false })
	open := replicas(nil)
	again := replicas(func(f *finding.Finding) {
		f.Message += " (the waiver of team-api at hash.yaml:50 expired on 2027-03-02)"
		f.Expired = &expired
	})
	refused := finding.Finding{
		Rule: "waiver/refused", Severity: finding.Error, Message: "rule workload/replicas allows no waiver",
		Fix: "Remove the waiver and mend what the rule found.", Source: manifest.Source{File: "hash.yaml", Line: 40},
	}
	for _, c := range []struct {
		name     string
		findings []finding.Finding
		waivers  []finding.Waiver
		want     []finding.Finding
	}{
		{"nothing", nil, nil, []finding.Finding{}},
		{"no waiver", []finding.Finding{open}, nil, []finding.Finding{open}},
		{"another environment", []finding.Finding{open}, []finding.Waiver{elsewhere}, []finding.Finding{open}},
		{"waived", []finding.Finding{open}, []finding.Waiver{valid}, []finding.Finding{replicas(func(f *finding.Finding) { f.Waiver = &valid })}},
		{"expired", []finding.Finding{open}, []finding.Waiver{expired}, []finding.Finding{again}},
		{"the last of the expired", []finding.Finding{open}, []finding.Waiver{longExpired, expired, longExpired}, []finding.Finding{again}},
		{"expired, and another valid", []finding.Finding{open}, []finding.Waiver{expired, valid}, []finding.Finding{replicas(func(f *finding.Finding) { f.Waiver = &valid })}},
		{"not waivable, said once", []finding.Finding{strict, strict}, []finding.Waiver{valid}, []finding.Finding{strict, strict, refused}},
		{"not waivable, expired", []finding.Finding{strict}, []finding.Waiver{expired}, []finding.Finding{replicas(func(f *finding.Finding) {
			f.Waivable, f.Message, f.Expired = false, again.Message, &expired
		})}},
	} {
		got := finding.Resolve(c.findings, finding.Terms{Waivers: c.waivers, Environment: "local", Now: day(5)})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
	}
}

func TestResolveLeavesItsInput(t *testing.T) {
	t.Parallel()
	findings := []finding.Finding{replicas(func(f *finding.Finding) { f.Source.File = "z" }), replicas(nil)}
	waivers := []finding.Waiver{{Rule: "workload/*", Expires: day(20)}}
	finding.Resolve(findings, finding.Terms{Waivers: waivers, Now: day(5)})
	if findings[0].Source.File != "z" || findings[0].Waiver != nil {
		t.Errorf("the input was changed: %+v", findings[0])
	}
}

func TestUnused(t *testing.T) {
	t.Parallel()
	environments := []finding.Environment{
		{Name: "local", Findings: []finding.Finding{replicas(nil)}},
		{Name: "production"},
	}
	waiver := func(rule string, names ...string) finding.Waiver {
		return finding.Waiver{Rule: rule, Owner: "team-api", Environments: names, Place: "hash.yaml:40"}
	}
	unused := func(rule string) []finding.Finding {
		return []finding.Finding{{
			Rule: "waiver/unused", Severity: finding.Warning, Message: "the waiver of team-api for rule " + rule + " covers no finding",
			Fix: "Remove the waiver, or correct what it names.", Source: manifest.Source{File: "hash.yaml", Line: 40},
		}}
	}
	for _, c := range []struct {
		name         string
		waiver       finding.Waiver
		environments []finding.Environment
		want         []finding.Finding
	}{
		{"used in one environment", waiver("workload/*"), environments, nil},
		{"used where it applies", waiver("workload/*", "local"), environments, nil},
		{"used only where it does not apply", waiver("workload/*", "production"), environments, unused("workload/*")},
		{"of another rule", waiver("image/*"), environments, unused("image/*")},
		{"for an environment that was not judged", waiver("image/*", "staging", "local"), environments, nil},
		{"nothing judged", waiver("image/*"), nil, nil},
	} {
		got := finding.Unused([]finding.Waiver{c.waiver}, c.environments)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
	}
}

// FuzzWaivers holds what no waiver may break: no finding is lost, what allows no waiver has none, what
// is waived is covered by a waiver in force, and the same input gives the same findings.
func FuzzWaivers(f *testing.F) {
	f.Add("workload/*", "hash-*", "api", "spec.containers[*]", "workload/replicas", "spec.containers[0].image", true, 3)
	f.Add("[", "", "*", "**", "main", "a", false, -400)
	f.Fuzz(func(t *testing.T, ruleGlob, name, container, pathGlob, rule, field string, waivable bool, days int) {
		found := replicas(func(f *finding.Finding) {
			f.Rule, f.Container, f.Path, f.Waivable = rule, container, manifest.ParsePath(field), waivable
		})
		waiver := finding.Waiver{Rule: ruleGlob, Name: name, Container: container, Path: pathGlob, Expires: day(5).AddDate(0, 0, days%1000)}
		terms := finding.Terms{Waivers: []finding.Waiver{waiver}, Environment: "local", Now: day(5)}
		once := finding.Resolve([]finding.Finding{found}, terms)
		var kept int
		for _, f := range once {
			if f.Fingerprint() == found.Fingerprint() {
				kept++
			}
			if f.Waiver != nil && (!f.Waivable || !waiver.Covers(f, "local") || waiver.ExpiredAt(terms.Now)) {
				t.Errorf("waived: %+v", f)
			}
		}
		if kept != 1 || len(once) > 2 {
			t.Errorf("%d findings, of which %d are the one that went in", len(once), kept)
		}
		twice := finding.Resolve([]finding.Finding{found}, terms)
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Errorf("the same input gives something else:\n%s", diff)
		}
	})
}
