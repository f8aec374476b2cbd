package chart_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/secret"
)

// Kubernetes' types, as far as the tests look at them.
type (
	labels = map[string]string

	metadata struct {
		Name        string
		Labels      labels
		Annotations map[string]string
	}

	service struct {
		Metadata metadata
		Spec     struct {
			Type         string
			Selector     labels
			Ports        []servicePort
			ExternalName string
		}
	}

	servicePort struct {
		Name       string
		Port       int
		TargetPort any // name or number
	}

	labelSelector struct{ MatchLabels labels }
)

// objects gives the objects of a kind, by name.
func objects[T any](t *testing.T, r *release, kind string) map[string]T {
	t.Helper()
	found := map[string]T{}
	for resource := range r.resources.All() {
		if id := resource.ID(); id.Kind == kind {
			found[id.Name] = decode[T](t, resource.Object())
		}
	}
	return found
}

// object gives the object of a kind and name.
func object[T any](t *testing.T, r *release, kind, name string) T {
	t.Helper()
	found, ok := objects[T](t, r, kind)[name]
	if !ok {
		t.Fatalf("there is no %s %s", kind, name)
	}
	return found
}

// names gives the names of the objects of a kind, sorted.
func names(t *testing.T, r *release, kind string) []string {
	t.Helper()
	return slices.Sorted(maps.Keys(objects[any](t, r, kind)))
}

func decode[T any](t *testing.T, value any) T {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return decodeText[T](t, string(text))
}

func decodeText[T any](t *testing.T, text string) T {
	t.Helper()
	var decoded T
	if err := json.Unmarshal([]byte(text), &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}

// selects reports whether a selector takes in what has these labels.
func selects(selector, of labels) bool {
	for key, value := range selector {
		if of[key] != value {
			return false
		}
	}
	return true
}

// variables gives what each container gets from the kubelet: by component and container (api/api), then
// by variable. What comes from a Secret is named, as in <Secret hash-api/seed-users>.
func variables(t *testing.T, r *release) map[string]map[string]string {
	t.Helper()
	kinds := pipeline.Kinds(r.project)
	known := environ.Collect(r.resources, r.project.Release.Namespace)
	secret.Release{Set: r.resources, Kinds: kinds, Project: r.project, Environment: r.environment}.Declare(known)
	all := map[string]map[string]string{}
	for c := range environ.Containers(r.resources, kinds) {
		got := known.Of(c.Workload, c.Template, c.Container)
		for _, missing := range got.Missing {
			t.Errorf("%s: container %s refers to %s, which is not there", c.Workload.ID(), c.Name, missing)
		}
		values := map[string]string{}
		for _, v := range got.Variables {
			if v.Source.Kind == environ.ServiceLink && v.Source.Name == "kubernetes" {
				continue // every container has the address of the API server
			}
			values[v.Name] = v.Value.String()
		}
		all[componentOf(c.Template)+"/"+c.Name] = values
	}
	return all
}

// wantVariables takes the values by container and variable, as in "api/api LOG_LEVEL"; empty: not set.
func wantVariables(t *testing.T, r *release, want map[string]string) {
	t.Helper()
	got := variables(t, r)
	for of, value := range want {
		name, variable, _ := strings.Cut(of, " ")
		if got[name] == nil {
			t.Errorf("there is no container %s", name)
		}
		if got := got[name][variable]; got != value {
			t.Errorf("%s of %s is %q, not %q", variable, name, got, value)
		}
	}
}

func componentOf(template manifest.PodTemplate) string {
	found, _ := manifest.Path{"metadata", "labels", componentLabel}.Lookup(template.Object)
	name, _ := found.(string)
	return name
}

const componentLabel = "app.kubernetes.io/component"
