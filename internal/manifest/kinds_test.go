package manifest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPodTemplates(t *testing.T) {
	template := m{"spec": m{"containers": l{}}}
	for name, test := range map[string]struct {
		object   map[string]any
		want     string // the path
		checksum bool
		none     bool
	}{
		"Deployment":           {object: m{"apiVersion": "apps/v1", "kind": "Deployment", "spec": m{"template": template}}, want: "spec.template", checksum: true},
		"old Deployment":       {object: m{"apiVersion": "extensions/v1beta1", "kind": "Deployment", "spec": m{"template": template}}, want: "spec.template", checksum: true},
		"Job":                  {object: m{"apiVersion": "batch/v1", "kind": "Job", "spec": m{"template": template}}, want: "spec.template"},
		"CronJob":              {object: m{"apiVersion": "batch/v1", "kind": "CronJob", "spec": m{"jobTemplate": m{"spec": m{"template": template}}}}, want: "spec.jobTemplate.spec.template", checksum: true},
		"PodTemplate":          {object: m{"apiVersion": "v1", "kind": "PodTemplate", "template": template}, want: "template"},
		"Pod":                  {object: m{"apiVersion": "v1", "kind": "Pod", "spec": m{}}},
		"custom":               {object: m{"apiVersion": "example.com/v1", "kind": "Rollout", "pod": template}, want: "pod", checksum: true},
		"other version of it":  {object: m{"apiVersion": "example.com/v2", "kind": "Rollout", "pod": template}, none: true},
		"Deployment of others": {object: m{"apiVersion": "example.com/v1", "kind": "Deployment", "spec": m{"template": template}}, none: true},
		"no workload":          {object: m{"apiVersion": "v1", "kind": "Service", "spec": m{"template": template}}, none: true},
		"no template":          {object: m{"apiVersion": "apps/v1", "kind": "Deployment", "spec": m{"template": "x"}}, none: true},
	} {
		t.Run(name, func(t *testing.T) {
			kinds := append(BuiltinKinds(), Kind{APIVersion: "example.com/v1", Kind: "Rollout", PodTemplate: Path{"pod"}, Checksum: true})
			var found []PodTemplate
			for template := range kinds.PodTemplates(New(test.object, Source{})) {
				found = append(found, template)
			}
			if test.none {
				if len(found) > 0 {
					t.Errorf("found %v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Path.String() != test.want || found[0].Checksum != test.checksum {
				t.Errorf("want %s, %t; got %v", test.want, test.checksum, found)
			}
		})
	}
}

func TestContainers(t *testing.T) {
	template := PodTemplate{Path: Path{"spec", "template"}, Object: m{"spec": m{
		"containers":          l{m{"name": "a"}, "odd", m{"image": "x"}},
		"initContainers":      l{m{"name": "i"}},
		"ephemeralContainers": l{m{"name": "e"}},
	}}}
	want := []Container{
		{Path: Path{"spec", "template", "spec", "initContainers", 0}, Object: m{"name": "i"}, Name: "i", Init: true},
		{Path: Path{"spec", "template", "spec", "containers", 0}, Object: m{"name": "a"}, Name: "a"},
		{Path: Path{"spec", "template", "spec", "containers", 2}, Object: m{"image": "x"}},
		{Path: Path{"spec", "template", "spec", "ephemeralContainers", 0}, Object: m{"name": "e"}, Name: "e", Ephemeral: true},
	}
	var got []Container
	for container := range template.Containers() {
		got = append(got, container)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for container := range template.Containers() {
		if !container.Init {
			t.Error("the first container is not the init container")
		}
		break
	}
}

func TestContainerAt(t *testing.T) {
	pod := m{"containers": l{m{"name": "a"}, m{"name": "b"}}, "initContainers": l{m{"name": "i"}}}
	deployment := New(m{"apiVersion": "apps/v1", "kind": "Deployment", "spec": m{"template": m{"spec": pod}}}, Source{})
	for path, want := range map[string]string{
		"spec.template.spec.containers[1]":               "b",
		"spec.template.spec.containers[1].env[0].value":  "b",
		"spec.template.spec.containers[0].image":         "a",
		"spec.template.spec.initContainers[0].resources": "i",
		"spec.template.spec.containers[2]":               "",
		"spec.template.spec.containers":                  "",
		"spec.template.spec":                             "",
		"":                                               "",
	} {
		c, found := BuiltinKinds().ContainerAt(deployment, ParsePath(path))
		if c.Name != want || found != (want != "") {
			t.Errorf("%s: got %q, %t; want %q", path, c.Name, found, want)
		}
	}
	service := New(m{"apiVersion": "v1", "kind": "Service", "spec": m{"template": m{"spec": pod}}}, Source{})
	if c, found := BuiltinKinds().ContainerAt(service, ParsePath("spec.template.spec.containers[0]")); found {
		t.Errorf("a service has the container %s", c.Name)
	}
}
