package chart_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRestricted judges all pods by Pod Security "restricted", read anew here, so that a mistake of the
// policies does not pass unseen. No pod needs an exception; one that does needs a waiver in hash.yaml.
func TestRestricted(t *testing.T) {
	t.Parallel()
	each(t, wantRestricted)
	t.Run("with OpenSearch", func(t *testing.T) {
		t.Parallel()
		wantRestricted(t, render(t, "local", "opensearch.host=hash-opensearch"))
	})
}

func wantRestricted(t *testing.T, r *release) {
	for _, p := range pods(t, r) {
		for _, fault := range restricted(p) {
			t.Errorf("%s: %s", p.workload, fault)
		}
	}
}

// restricted gives what the profile forbids of a pod.
func restricted(p pod) []string {
	var faults []string
	if p.Spec.HostNetwork || p.Spec.HostPID || p.Spec.HostIPC {
		faults = append(faults, "shares a namespace with the node")
	}
	if len(p.Spec.SecurityContext.Sysctls) > 0 {
		faults = append(faults, "sets sysctls")
	}
	for _, volume := range p.Spec.Volumes {
		for _, kind := range slices.Sorted(maps.Keys(volume)) {
			if kind != "name" && !slices.Contains(volumeKinds, kind) {
				faults = append(faults, fmt.Sprintf("volume %v is a %s", volume["name"], kind))
			}
		}
	}
	for _, c := range p.containers() {
		for _, fault := range restrictedContainer(p.Spec.SecurityContext, c) {
			faults = append(faults, "container "+c.Name+" "+fault)
		}
	}
	return faults
}

var volumeKinds = []string{"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}

func restrictedContainer(ofPod securityContext, c container) []string {
	own := c.SecurityContext
	nonRoot, user, seccomp := own.RunAsNonRoot, own.RunAsUser, own.SeccompProfile.Type
	if nonRoot == nil {
		nonRoot = ofPod.RunAsNonRoot
	}
	if user == nil {
		user = ofPod.RunAsUser
	}
	if seccomp == "" {
		seccomp = ofPod.SeccompProfile.Type
	}
	var faults []string
	for fault, is := range map[string]bool{
		"may run as root":                            nonRoot != true,
		"has no number for its user":                 user == nil, // the images name theirs, and the kubelet must see that it is not root
		"runs as root":                               user == 0.0,
		"has no seccomp profile":                     seccomp != "RuntimeDefault" && seccomp != "Localhost",
		"keeps capabilities":                         !slices.Contains(own.Capabilities.Drop, "ALL"),
		"adds capabilities":                          len(slices.DeleteFunc(own.Capabilities.Add, func(c string) bool { return c == "NET_BIND_SERVICE" })) > 0,
		"may gain privileges":                        own.AllowPrivilegeEscalation != false,
		"is privileged":                              own.Privileged,
		"sees the node's /proc":                      own.ProcMount != "" && own.ProcMount != "Default",
		"has SELinux options or AppArmor of its own": len(own.SELinuxOptions)+len(own.AppArmorProfile) > 0,
		"takes a port of the node":                   slices.ContainsFunc(c.Ports, func(p containerPort) bool { return p.HostPort != 0 }),
	} {
		if is {
			faults = append(faults, fault)
		}
	}
	slices.Sort(faults)
	return faults
}

// TestRestrictedSees wants the judge above to see what it is there for.
func TestRestrictedSees(t *testing.T) {
	t.Parallel()
	good := `{"Spec": {"securityContext": {"runAsNonRoot": true, "runAsUser": 1, "seccompProfile": {"type": "RuntimeDefault"}}, "containers": [{"name": "c",
		"securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}], "volumes": [{"name": "v", "emptyDir": {}}]}}`
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{`"containers"`, `"hostNetwork": true, "containers"`, "shares a namespace with the node"},
		{`"containers"`, `"hostPID": true, "containers"`, "shares a namespace with the node"},
		{`"emptyDir"`, `"hostPath"`, "volume v is a hostPath"},
		{`"runAsNonRoot": true,`, ``, "container c may run as root"},
		{`"runAsUser": 1,`, ``, "container c has no number for its user"},
		{`"runAsUser": 1`, `"runAsUser": 0`, "container c runs as root"},
		{`"RuntimeDefault"`, `"Unconfined"`, "container c has no seccomp profile"},
		{`["ALL"]`, `["NET_RAW"]`, "container c keeps capabilities"},
		{`"drop"`, `"add": ["SYS_ADMIN"], "drop"`, "container c adds capabilities"},
		{`"allowPrivilegeEscalation": false,`, ``, "container c may gain privileges"},
		{`"allowPrivilegeEscalation"`, `"privileged": true, "allowPrivilegeEscalation"`, "container c is privileged"},
		{`"name": "c",`, `"name": "c", "ports": [{"hostPort": 80}],`, "container c takes a port of the node"},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if got := strings.Join(restricted(decodeText[pod](t, text)), ", "); got != c.want {
			t.Errorf("%s in place of %s: %q, not %q", c.to, c.from, got, c.want)
		}
	}
}

// TestReadOnly wants programs to write to volumes alone, and to memory or a size that ends.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, p := range pods(t, r) {
			for _, c := range p.containers() {
				if c.SecurityContext.ReadOnlyRootFilesystem != true {
					t.Errorf("%s: container %s writes to its image", p.workload, c.Name)
				}
			}
			for _, volume := range p.Spec.Volumes {
				if empty, is := volume["emptyDir"].(map[string]any); is && empty["sizeLimit"] == nil {
					t.Errorf("%s: volume %s has no limit", p.workload, volume["name"])
				}
			}
		}
	})
}

// TestTokens wants a ServiceAccount for each component, and its token in the dashboard alone, which is a
// client of the API server.
func TestTokens(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		type serviceAccount struct{ AutomountServiceAccountToken any }
		accounts := objects[serviceAccount](t, r, "ServiceAccount")
		for name, account := range accounts {
			if account.AutomountServiceAccountToken != false {
				t.Errorf("ServiceAccount %s gives its token to every pod", name)
			}
		}
		users := map[string]string{}
		for _, p := range pods(t, r) {
			if token := p.Spec.AutomountServiceAccountToken; token != (p.component() == "dashboard") {
				t.Errorf("%s has automountServiceAccountToken %v", p.workload, token)
			}
			if p.kind == "Pod" {
				continue // the test of the release
			}
			account := p.Spec.ServiceAccountName
			if _, there := accounts[account]; !there || users[account] != "" {
				t.Errorf("%s runs as %q, as does %q", p.workload, account, users[account])
			}
			users[account] = p.workload
		}
	})
}

func TestResources(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, p := range pods(t, r) {
			for _, c := range p.containers() {
				for _, amounts := range []map[string]string{c.Resources.Requests, c.Resources.Limits} {
					if d := cmp.Diff([]string{"cpu", "memory"}, slices.Sorted(maps.Keys(amounts))); d != "" {
						t.Errorf("%s: resources of container %s (-want +got):\n%s", p.workload, c.Name, d)
					}
				}
			}
		}
	})
}

func TestProbes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, p := range pods(t, r) {
			if !p.serves() {
				continue
			}
			for _, c := range p.Spec.Containers {
				if c.ReadinessProbe == nil || c.LivenessProbe == nil {
					t.Errorf("%s: container %s has no readiness or no liveness probe", p.workload, c.Name)
				}
				// A slow start must not be killed.
				if _, waits := c.LivenessProbe["initialDelaySeconds"]; c.StartupProbe == nil && !waits {
					t.Errorf("%s: container %s may be killed while it starts", p.workload, c.Name)
				}
			}
		}
	})
}
