package chart_test

import (
	"slices"
	"testing"

	"github.com/hashintel/helm-hash/internal/pipeline"
)

type (
	// pod is a pod template, or a Pod.
	pod struct {
		Metadata metadata
		Spec     podSpec

		workload string // such as Deployment hash-api
		kind     string
	}

	podSpec struct {
		HostNetwork, HostPID, HostIPC bool
		EnableServiceLinks            any // true, false or not said
		AutomountServiceAccountToken  any
		ServiceAccountName            string
		SecurityContext               securityContext
		InitContainers, Containers    []container
		Volumes                       []map[string]any
		ImagePullSecrets              []metadata
		OS                            *metadata
		TerminationGracePeriodSeconds int
		TopologySpreadConstraints     []struct {
			TopologyKey       string
			WhenUnsatisfiable string
			LabelSelector     labelSelector
		}
	}

	container struct {
		Name, Image                                 string
		Command, Args                               []string
		RestartPolicy                               string
		Env                                         []map[string]any
		EnvFrom                                     []map[string]any
		Ports                                       []containerPort
		SecurityContext                             securityContext
		Resources                                   struct{ Requests, Limits map[string]string }
		StartupProbe, ReadinessProbe, LivenessProbe map[string]any
		Lifecycle                                   struct {
			PreStop    map[string]any
			StopSignal string
		}
		VolumeMounts []struct{ Name, MountPath string }
	}

	containerPort struct {
		Name          string
		ContainerPort int
		HostPort      int
	}

	securityContext struct {
		Privileged               bool
		RunAsNonRoot             any
		RunAsUser                any
		AllowPrivilegeEscalation any
		ReadOnlyRootFilesystem   any
		Capabilities             struct{ Add, Drop []string }
		SeccompProfile           struct{ Type string }
		ProcMount                string
		Sysctls                  []any
		SELinuxOptions           map[string]any
		AppArmorProfile          map[string]any
	}
)

func (p pod) component() string { return p.Metadata.Labels[componentLabel] }

// serves reports whether the pod runs until it is stopped.
func (p pod) serves() bool { return p.kind == "Deployment" || p.kind == "StatefulSet" }

// containers gives all, in the order in which they start.
func (p pod) containers() []container { return slices.Concat(p.Spec.InitContainers, p.Spec.Containers) }

func (p pod) container(t *testing.T, name string) container {
	t.Helper()
	at := slices.IndexFunc(p.containers(), func(c container) bool { return c.Name == name })
	if at < 0 {
		t.Fatalf("%s has no container %s", p.workload, name)
	}
	return p.containers()[at]
}

// port gives the number of a port that a Service names, or has as a number.
func (p pod) port(t *testing.T, target any) int {
	t.Helper()
	for _, c := range p.Spec.Containers {
		for _, port := range c.Ports {
			if number, ok := target.(float64); port.Name == target || ok && port.ContainerPort == int(number) {
				return port.ContainerPort
			}
		}
	}
	t.Errorf("%s has no port %v", p.workload, target)
	return 0
}

// pods gives the pod templates of all workloads, hooks included.
func pods(t *testing.T, r *release) []pod {
	t.Helper()
	var all []pod
	for resource := range r.resources.All() {
		for template := range pipeline.Kinds(r.project).PodTemplates(resource) {
			p := decode[pod](t, template.Object)
			p.kind, p.workload = resource.ID().Kind, resource.ID().Kind+" "+resource.ID().Name
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		t.Fatal("no workload has pods")
	}
	return all
}

// podOf gives the pod of a component.
func podOf(t *testing.T, r *release, component string) pod {
	t.Helper()
	all := pods(t, r)
	at := slices.IndexFunc(all, func(p pod) bool { return p.component() == component })
	if at < 0 {
		t.Fatalf("there is no component %s", component)
	}
	return all[at]
}
