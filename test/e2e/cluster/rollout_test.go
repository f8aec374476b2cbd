package cluster

import (
	"slices"
	"strings"
	"testing"
)

// TestRollout upgrades a release to what it is already, which does nothing, and then changes one shared variable after
// the other: the workloads that refer to it roll, and no others.
func TestRollout(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install()
		s.upgradesToTheSame()
		var args []string
		for _, change := range []struct {
			set      string
			variable string   // ConfigMap and key
			want     []string // workloads
		}{
			{"systemUser.shortname=root", "hash-system-user/SYSTEM_USER_SHORTNAME", []string{"hash-api", "hash-frontend"}}, // by envFrom
			{"realtime.pg.user=reader", "hash-postgres/HASH_REALTIME_PG_USER", []string{"hash-db"}},                        // by keys
			{"pg.sslMode=disable", "hash-postgres/PGSSLMODE", []string{"hash-graph", "hash-kratos"}},                       // by keys, in init containers
		} {
			args = append(args, "--set", change.set)
			before := s.workloads()
			s.helm("upgrade", args...).succeeds()
			after := s.workloads()
			if changed := before.variables.changed(after.variables); !slices.Equal(changed, []string{change.variable}) {
				s.Fatalf("%s changes %v, not %s", change.set, changed, change.variable)
			}
			if refer := before.refer(change.variable); !slices.Equal(refer, change.want) {
				s.Errorf("%v refer to %s, not %v", refer, change.variable, change.want)
			}
			if rolled := s.rolled(before, after); !slices.Equal(rolled, change.want) {
				s.Errorf("%s rolls %v, not %v", change.set, rolled, change.want)
			}
		}
	})
}

// upgradesToTheSame upgrades to the same again. Both Helms send patches nevertheless, Helm 4 one for each object: they
// change none.
func (s *site) upgradesToTheSame() {
	s.Helper()
	pods, before, asked := s.workloads(), s.quiet(), len(s.asked())
	s.helm("upgrade").succeeds()
	if rolled := s.rolled(pods, s.workloads()); len(rolled) > 0 {
		s.Errorf("an upgrade to the same rolls %v", rolled)
	}
	bookkeeping := []string{"changed: Secret sh.helm.release.v1.hash.v1", "new: Secret sh.helm.release.v1.hash.v2"}
	if written := before.differences(s.quiet()); !slices.Equal(written, bookkeeping) {
		s.Errorf("an upgrade to the same leaves %q", written)
	}
	for _, event := range s.asked()[asked:] {
		release := event.Object.Resource == "secrets" && strings.HasPrefix(event.Object.Name, "sh.helm.release.")
		if event.Changes() && event.Verb != "patch" && strings.HasPrefix(event.UserAgent, "Helm/") && !release {
			s.Errorf("an upgrade to the same asks: %s", event)
		}
	}
}
