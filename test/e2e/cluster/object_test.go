package cluster

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	yamlstream "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// object is one of a stream of manifests, with the bytes that stand there.
type object struct {
	*unstructured.Unstructured
	text []byte
}

func (o object) String() string { return o.GetKind() + " " + o.GetName() }

// objects takes a stream apart. What names no namespace comes into the given one, as with kubectl --namespace.
func objects(t *testing.T, stream, namespace string) []object {
	t.Helper()
	var found []object
	documents := yamlstream.NewYAMLReader(bufio.NewReader(strings.NewReader(stream)))
	for {
		text, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		var content map[string]any
		if err := yaml.Unmarshal(text, &content); err != nil {
			t.Fatalf("%s\n%s", err, text)
		}
		if len(content) == 0 {
			continue
		}
		o := object{&unstructured.Unstructured{Object: content}, text}
		if o.GetNamespace() == "" {
			o.SetNamespace(namespace)
		}
		found = append(found, o)
	}
}

// with gives the object with another value of a field.
func (o object) with(t *testing.T, value any, path ...string) object {
	t.Helper()
	changed := o.DeepCopy()
	if err := unstructured.SetNestedField(changed.Object, value, path...); err != nil {
		t.Fatal(err)
	}
	text, err := yaml.Marshal(changed.Object)
	if err != nil {
		t.Fatal(err)
	}
	return object{changed, text}
}

// pod is the one that a controller would make of a workload, or nil for what is none.
func (o object) pod(t *testing.T) *unstructured.Unstructured {
	t.Helper()
	path, isWorkload := map[string][]string{
		"Deployment":  {"spec", "template"},
		"StatefulSet": {"spec", "template"},
		"DaemonSet":   {"spec", "template"},
		"Job":         {"spec", "template"},
		"CronJob":     {"spec", "jobTemplate", "spec", "template"},
		"Pod":         {},
	}[o.GetKind()]
	if !isWorkload {
		return nil
	}
	template, exists, err := unstructured.NestedMap(o.Object, path...)
	if err != nil || !exists {
		t.Fatalf("%s has no pod template (%v)", o, err)
	}
	pod := &unstructured.Unstructured{Object: template}
	pod.SetAPIVersion("v1")
	pod.SetKind("Pod")
	pod.SetName(strings.ToLower(o.GetKind()) + "-" + o.GetName())
	pod.SetNamespace(o.GetNamespace())
	if err := o.mount(pod); err != nil {
		t.Fatal(err)
	}
	return pod
}

// mount gives a StatefulSet's pod the volumes of its claims.
func (o object) mount(pod *unstructured.Unstructured) error {
	claims, _, err := unstructured.NestedSlice(o.Object, "spec", "volumeClaimTemplates")
	if err != nil || len(claims) == 0 {
		return err
	}
	volumes, _, err := unstructured.NestedSlice(pod.Object, "spec", "volumes")
	if err != nil {
		return err
	}
	for _, claim := range claims {
		content, isMap := claim.(map[string]any)
		if !isMap {
			return fmt.Errorf("%s: a claim is a %T", o, claim)
		}
		name, _, err := unstructured.NestedString(content, "metadata", "name")
		if err != nil {
			return err
		}
		volumes = append(volumes, map[string]any{"name": name, "persistentVolumeClaim": map[string]any{"claimName": name + "-" + pod.GetName()}})
	}
	return unstructured.SetNestedSlice(pod.Object, volumes, "spec", "volumes")
}
