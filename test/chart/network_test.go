package chart_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const defaultDeny = "hash-default-deny"

// TestDefaultDeny wants every pod to refuse what no other policy allows.
func TestDefaultDeny(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		deny := object[networkPolicy](t, r, "NetworkPolicy", defaultDeny).Spec
		for _, p := range pods(t, r) {
			if !selects(deny.PodSelector.MatchLabels, p.Metadata.Labels) {
				t.Errorf("%s is open: %s selects %v", p.workload, defaultDeny, deny.PodSelector.MatchLabels)
			}
		}
		if d := cmp.Diff([]string{"Ingress", "Egress"}, deny.PolicyTypes); d != "" {
			t.Errorf("policyTypes (-want +got):\n%s", d)
		}
		if len(deny.Ingress)+len(deny.Egress) != 0 {
			t.Errorf("it lets in %v, and out %v", deny.Ingress, deny.Egress)
		}
	})
}

// TestArrowsReach wants the ports of the arrows to be those on which the pods listen.
func TestArrowsReach(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		listening := map[string]bool{}
		for _, p := range pods(t, r) {
			for _, c := range p.containers() {
				for _, port := range c.Ports {
					listening[fmt.Sprintf("%s:%d", p.component(), port.ContainerPort)] = true
				}
			}
		}
		_, in := arrows(t, r)
		for _, arrow := range in {
			if _, to, _ := strings.Cut(arrow, " -> "); !listening[to] {
				t.Errorf("%s: nothing listens there, but on %q", arrow, slices.Sorted(maps.Keys(listening)))
			}
		}
	})
}

// TestArrowsOfOpenSearch has the one store that no environment runs.
func TestArrowsOfOpenSearch(t *testing.T) {
	t.Parallel()
	out, in := arrows(t, render(t, "local", "opensearch.host=hash-opensearch"))
	for _, arrow := range []string{
		"api -> opensearch:9200",
		"search-loader -> opensearch:9200", "search-loader -> redis:6379", "search-loader -> postgres:5432",
	} {
		if !slices.Contains(out, arrow) || !slices.Contains(in, arrow) {
			t.Errorf("%s: leaves %t, enters %t", arrow, slices.Contains(out, arrow), slices.Contains(in, arrow))
		}
	}
}

func TestNetworkPolicyOff(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{"networkPolicy.enabled=false"}, func(t *testing.T, r *release) {
		if got := names(t, r, "NetworkPolicy"); len(got) != 0 {
			t.Errorf("there are %q", got)
		}
	})
}

// TestNetworkSettings says where the ingress is, and what is outside.
func TestNetworkSettings(t *testing.T) {
	t.Parallel()
	r := template(t, "staging", "networkPolicy.ingressNamespace=edge", "networkPolicy.externalCIDRs={10.0.0.0/8,2001:db8::/32}")
	out, in := arrows(t, r)
	all := slices.Concat(out, in)
	for arrow, want := range map[string]bool{
		"edge -> api:5001":          true,
		"ingress-nginx -> api:5001": false,
		"api -> 10.0.0.0/8:443":     true,
		"api -> 2001:db8::/32:443":  true,
		"api -> outside:443":        false,
	} {
		if got := slices.Contains(all, arrow); got != want {
			t.Errorf("%s: %t", arrow, got)
		}
	}
}
