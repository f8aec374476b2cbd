package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// secrets are the values of the Secrets' keys, with all that has ever broken a script. The image reads
// the superuser's password as one line.
var secrets = map[string]string{
	"hash-postgres/superuser-password": "su'per sesame \"$HOME\" \\ `id` $(id) :'user' %s-é",
	"hash-postgres/graph-password":     "-'; DROP ROLE graph; -- sesame\n\"${HOME}\" `id` \\' :'user' :\"user\" %s ☃",
	"hash-postgres/kratos-password":    `\ E'\n' $$ "; sesame \! touch /tmp/x`,
	"hash-postgres/realtime-password":  "' sesame, and at its end is a new line\n",
}

// sesame stands in each secret, since the rest of it would be printed in many ways.
const sesame = "sesame"

// Kubernetes' types, as far as the tests look at them.
type (
	configMap struct{ Data map[string]string }

	workload struct {
		Spec struct {
			Template struct {
				Spec struct{ InitContainers, Containers []container }
			}
		}
	}

	container struct {
		Name           string
		Command, Args  []string
		Env            []variable
		ReadinessProbe struct{ Exec struct{ Command []string } }
	}

	variable struct {
		Name, Value string
		ValueFrom   struct{ ConfigMapKeyRef, SecretKeyRef *keyRef }
	}

	keyRef struct{ Name, Key string }
)

// release is what Helm would install.
type release map[string]json.RawMessage

// renderLocal gives the chart for the local environment as Helm 3 and hash-post make it.
func renderLocal(t *testing.T, set ...string) release {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	hashPost := filepath.Join(scratch(t), "hash-post")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", hashPost, "./cmd/hash-post")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building hash-post: %v\n%s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), os.Getenv("HELM3"), "template", "hash", "chart", "--namespace", "hash",
		"--values", "overlays/local/values.yaml", "--set", strings.Join(set, ","), "--post-renderer", hashPost)
	cmd.Dir = root
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("HELM3=%s template: %v (make e2e sets it)\n%s", os.Getenv("HELM3"), err, problems.String())
	}
	return parse(t, string(out))
}

func parse(t *testing.T, stream string) release {
	t.Helper()
	found := release{}
	for _, doc := range separator.Split(stream, -1) {
		text, err := yaml.YAMLToJSON([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		var id struct {
			Kind     string
			Metadata struct{ Name string }
		}
		if err := json.Unmarshal(text, &id); err != nil {
			t.Fatal(err)
		}
		found[id.Kind+"/"+id.Metadata.Name] = text
	}
	return found
}

// get gives the one object whose kind and name begin like this. Jobs' names end in a digest.
func get[T any](t *testing.T, r release, prefix string) T {
	t.Helper()
	var matches []json.RawMessage
	for id, text := range r {
		if id == prefix || strings.HasPrefix(id, prefix+"-migrate-") {
			matches = append(matches, text)
		}
	}
	if len(matches) != 1 {
		t.Fatalf("%d objects are %s", len(matches), prefix)
	}
	var object T
	if err := json.Unmarshal(matches[0], &object); err != nil {
		t.Fatal(err)
	}
	return object
}

// container gives a container of a workload.
func (r release) container(t *testing.T, workloadID, name string) container {
	t.Helper()
	pod := get[workload](t, r, workloadID).Spec.Template.Spec
	for _, c := range append(pod.InitContainers, pod.Containers...) {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("%s has no container %s", workloadID, name)
	return container{}
}

// environment is a list of NAME=value; the last of a name counts.
type environment []string

func (e environment) with(more ...string) environment {
	return slices.Concat(e, more)
}

func (e environment) get(name string) string {
	for _, entry := range slices.Backward(e) {
		if key, value, _ := strings.Cut(entry, "="); key == name {
			return value
		}
	}
	return ""
}

// environment gives a container's variables, those of Secrets from secrets.
func (r release) environment(t *testing.T, c container) environment {
	t.Helper()
	var env environment
	for _, v := range c.Env {
		value, ok := v.Value, true
		switch from := v.ValueFrom; {
		case from.ConfigMapKeyRef != nil:
			value, ok = get[configMap](t, r, "ConfigMap/"+from.ConfigMapKeyRef.Name).Data[from.ConfigMapKeyRef.Key]
		case from.SecretKeyRef != nil:
			value, ok = secrets[from.SecretKeyRef.Name+"/"+from.SecretKeyRef.Key]
		}
		if !ok {
			t.Fatalf("the variable %s of %s refers to what is not there", v.Name, c.Name)
		}
		env = append(env, v.Name+"="+value)
	}
	return env
}
