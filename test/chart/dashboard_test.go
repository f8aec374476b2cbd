package chart_test

import (
	"slices"
	"strings"
	"testing"
)

// TestDashboard wants it on a laptop only, and a login there too.
func TestDashboard(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		runs := slices.ContainsFunc(pods(t, r), func(p pod) bool { return p.component() == "dashboard" })
		if want := r.environment.Name == "local"; runs != want {
			t.Errorf("the dashboard runs: %t", runs)
		}
		if !runs {
			if got := slices.Concat(names(t, r, "Role"), names(t, r, "RoleBinding")); len(got) > 0 {
				t.Errorf("without it there is no need for %q", got)
			}
			return
		}
		for _, arg := range podOf(t, r, "dashboard").container(t, "dashboard").Args {
			if strings.Contains(arg, "skip-login") {
				t.Errorf("nobody has to log in: %s", arg)
			}
		}
	})
}

// TestDashboardRights wants its own account to have its own settings only: who logs in brings a token.
func TestDashboardRights(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		if got := slices.Concat(names(t, r, "ClusterRole"), names(t, r, "ClusterRoleBinding")); len(got) > 0 {
			t.Errorf("rights over the whole cluster: %q", got)
		}
		type role struct {
			Rules []struct{ APIGroups, Resources, ResourceNames, Verbs []string }
		}
		for name, r := range objects[role](t, r, "Role") {
			for _, rule := range r.Rules {
				if len(rule.ResourceNames) == 0 || slices.Contains(rule.Verbs, "*") || slices.Contains(rule.Verbs, "list") {
					t.Errorf("%s may %q all %q", name, rule.Verbs, rule.Resources)
				}
			}
		}
	})
}
