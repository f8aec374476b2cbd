package cluster

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/restmapper"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// plane is a control plane of a test's own, for what would be in the way of other tests: another version, and
// kinds, policies and classes of the whole cluster.
type plane struct {
	*testing.T
	*lab.ControlPlane
	dynamic dynamic.Interface
	mapper  *restmapper.DeferredDiscoveryRESTMapper
	said    warnings
}

// newPlane starts one of a Kubernetes version, or of the binary's own. It ends with the test.
func newPlane(t *testing.T, version string) *plane {
	t.Helper()
	control, err := lab.Start(t.Context(), lab.Options{Binary: os.Getenv("KUBELAB"), Dir: t.TempDir(), Emulate: version})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(control.Stop)
	p := &plane{T: t, ControlPlane: control}
	config, err := control.Config("tests")
	if err != nil {
		t.Fatal(err)
	}
	config.WarningHandler = &p.said
	if p.dynamic, err = dynamic.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { explain(t, control, p.dynamic, "") })
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	p.mapper = restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client))
	return p
}

// takes asks whether the API server would take an object as kubectl apply --server-side sends it. A field that it
// does not know, a key that stands twice, and a warning are a no.
func (p *plane) takes(o object) error {
	resource, err := p.resource(o.Unstructured)
	if err != nil {
		return err
	}
	p.said.forget()
	_, err = resource.Patch(p.Context(), o.GetName(), types.ApplyPatchType, o.text, metav1.PatchOptions{
		FieldManager: "tests", DryRun: []string{metav1.DryRunAll}, FieldValidation: metav1.FieldValidationStrict,
	})
	if err != nil {
		return err
	}
	return p.said.err()
}

// looks makes sure that the API server does: it refuses a field that there is not, in an object of every kind.
func (p *plane) looks(releases map[string][]object) {
	p.Helper()
	seen := map[schema.GroupVersionKind]bool{}
	for _, release := range releases {
		for _, o := range release {
			if kind := o.GroupVersionKind(); !seen[kind] {
				seen[kind] = true
				if err := p.takes(o.with(p.T, "x", "unheardOf")); err == nil {
					p.Errorf("%s is taken with a field that there is not", o)
				}
			}
		}
	}
}

// admits asks whether the API server would take a pod from a controller.
func (p *plane) admits(pod *unstructured.Unstructured) error {
	resource, err := p.resource(pod)
	if err != nil {
		return err
	}
	p.said.forget()
	_, err = resource.Create(p.Context(), pod, metav1.CreateOptions{
		DryRun: []string{metav1.DryRunAll}, FieldValidation: metav1.FieldValidationStrict,
	})
	if err != nil {
		return err
	}
	return p.said.err()
}

// has sees to it that objects are there.
func (p *plane) has(objects ...object) {
	p.Helper()
	for _, o := range objects {
		resource, err := p.resource(o.Unstructured)
		if err != nil {
			p.Fatal(err)
		}
		if _, err := resource.Apply(p.Context(), o.GetName(), o.Unstructured, metav1.ApplyOptions{FieldManager: "tests", Force: true}); err != nil {
			p.Fatalf("%s: %s", o, err)
		}
	}
}

// resource is where the API server keeps an object.
func (p *plane) resource(o *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := o.GroupVersionKind()
	mapping, err := p.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, fmt.Errorf("no such kind: %w", err)
	}
	if mapping.Scope.Name() == "root" {
		return p.dynamic.Resource(mapping.Resource), nil
	}
	return p.dynamic.Resource(mapping.Resource).Namespace(o.GetNamespace()), nil
}

// warnings are what the API server has said besides its answers.
type warnings struct {
	mu    sync.Mutex
	texts []string
}

// HandleWarningHeader takes one.
func (w *warnings) HandleWarningHeader(_ int, _, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.texts = append(w.texts, text)
}

func (w *warnings) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.texts = nil
}

func (w *warnings) err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.texts) == 0 {
		return nil
	}
	return fmt.Errorf("warning: %s", strings.Join(w.texts, "; "))
}

// eventually waits until nothing is in the way of something.
func (p *plane) eventually(what string, obstacle func() error) {
	p.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err = obstacle(); err == nil {
			return
		}
	}
	p.Fatalf("not within %s: %s: %s", patience, what, err)
}
