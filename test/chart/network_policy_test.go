package chart_test

import (
	"fmt"
	"slices"
	"testing"
)

type (
	networkPolicy struct {
		Spec struct {
			PodSelector labelSelector
			PolicyTypes []string
			Ingress     []struct {
				From  []peer
				Ports []policyPort
			}
			Egress []struct {
				To    []peer
				Ports []policyPort
			}
		}
	}

	policyPort struct {
		Port     any
		Protocol string
	}

	peer struct {
		PodSelector, NamespaceSelector *labelSelector
		IPBlock                        *struct{ CIDR string }
	}
)

// arrows reads the policies: what they let out of pods, and what into them.
func arrows(t *testing.T, r *release) (out, in []string) {
	t.Helper()
	for name, policy := range objects[networkPolicy](t, r, "NetworkPolicy") {
		if name == defaultDeny {
			continue
		}
		self := policy.Spec.PodSelector.MatchLabels[componentLabel]
		if self == "" {
			t.Errorf("%s selects more than one component: %v", name, policy.Spec.PodSelector)
		}
		for _, rule := range policy.Spec.Egress {
			out = append(out, between(t, []string{self}, peerNames(t, rule.To), rule.Ports)...)
		}
		for _, rule := range policy.Spec.Ingress {
			in = append(in, between(t, peerNames(t, rule.From), []string{self}, rule.Ports)...)
		}
	}
	slices.Sort(out)
	slices.Sort(in)
	return slices.Compact(out), slices.Compact(in)
}

func between(t *testing.T, from, to []string, ports []policyPort) []string {
	t.Helper()
	if len(from) == 0 || len(to) == 0 || len(ports) == 0 {
		t.Errorf("a rule for everything: %q to %q, ports %v", from, to, ports)
	}
	var all []string
	for _, f := range from {
		for _, o := range to {
			for _, port := range ports {
				arrow := fmt.Sprintf("%s -> %s:%v", f, o, port.Port)
				if port.Protocol == "UDP" {
					arrow += "/UDP"
				}
				all = append(all, arrow)
			}
		}
	}
	return all
}

func peerNames(t *testing.T, peers []peer) []string {
	t.Helper()
	var all []string
	for _, p := range peers {
		all = append(all, p.name(t))
	}
	return all
}

// name is the component, or the namespace, or outside for whatever the network reaches.
func (p peer) name(t *testing.T) string {
	t.Helper()
	var namespace, pod labels
	if p.NamespaceSelector != nil {
		namespace = p.NamespaceSelector.MatchLabels
	}
	if p.PodSelector != nil {
		pod = p.PodSelector.MatchLabels
	}
	switch {
	case p.IPBlock != nil && p.IPBlock.CIDR == "0.0.0.0/0":
		return "outside"
	case p.IPBlock != nil:
		return p.IPBlock.CIDR
	case len(pod) == 0 && len(namespace) == 1:
		return namespace["kubernetes.io/metadata.name"]
	case len(namespace) == 0 && pod["app.kubernetes.io/instance"] == "hash":
		return pod[componentLabel]
	case namespace["kubernetes.io/metadata.name"] == "kube-system" && pod["k8s-app"] == "kube-dns":
		return "dns"
	}
	t.Errorf("a peer of another form: %v %v", pod, namespace)
	return ""
}
