package cluster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// state are all objects of a namespace, and the cluster's own: their resource versions by kind and name.
type state map[string]string

// state reads what there is now. Events are left out, and what controllers write again and again.
func (s *site) state() state {
	s.Helper()
	lists, err := discovery.ServerPreferredResources(bed.client.Discovery())
	if err != nil {
		s.Fatal(err)
	}
	found := state{}
	for _, list := range lists {
		group, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			s.Fatal(err)
		}
		for _, resource := range list.APIResources {
			if slices.Contains(resource.Verbs, "list") && resource.Kind != "Event" && resource.Kind != "Lease" && resource.Kind != "Node" {
				s.read(found, group.WithResource(resource.Name), resource.Kind)
			}
		}
	}
	return found
}

func (s *site) read(found state, resource schema.GroupVersionResource, kind string) {
	s.Helper()
	for _, object := range s.list(resource) {
		place := object.GetNamespace()
		// Other tests work in other namespaces, and make volumes and namespaces.
		if place == s.namespace || place == "" && kind != "PersistentVolume" && !strings.HasPrefix(object.GetName(), "site-") {
			found[fmt.Sprintf("%s %s/%s", kind, place, object.GetName())] = object.GetResourceVersion()
		}
	}
}

func (s *site) list(resource schema.GroupVersionResource) []unstructured.Unstructured {
	s.Helper()
	list, err := bed.dynamic.Resource(resource).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(resource, err)
	}
	return list.Items
}

// differences tells what is not as it was.
func (before state) differences(after state) []string {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		switch was, existed := before[name]; {
		case !existed:
			found = append(found, "new: "+name)
		case was != after[name]:
			found = append(found, "changed: "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, exists := after[name]; !exists {
			found = append(found, "gone: "+name)
		}
	}
	return found
}

// asked is what the site's user and the controllers have asked of the API server about the site's namespace.
func (s *site) asked() []lab.Event {
	s.Helper()
	events, err := bed.plane.Audit(func(e lab.Event) bool { return e.Object.Namespace == s.namespace })
	if err != nil {
		s.Fatal(err)
	}
	return events
}
