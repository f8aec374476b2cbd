package cluster

import (
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// state are all objects of a namespace: their resource versions by kind and name.
type state map[string]string

// state reads what there is now in the site's namespace. Events are left out, and what controllers write again and
// again.
func (s *site) state() state {
	s.Helper()
	lists, err := discovery.ServerPreferredNamespacedResources(bed.client.Discovery())
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
			if slices.Contains(resource.Verbs, "list") && resource.Kind != "Event" && resource.Kind != "Lease" {
				s.read(found, group.WithResource(resource.Name), resource.Kind)
			}
		}
	}
	return found
}

func (s *site) read(found state, resource schema.GroupVersionResource, kind string) {
	s.Helper()
	list, err := bed.dynamic.Resource(resource).Namespace(s.namespace).List(s.Context(), metav1.ListOptions{})
	if apierrors.IsNotFound(err) {
		return // another test has just deleted the CRD
	}
	if err != nil {
		s.Fatal(resource, err)
	}
	for _, object := range list.Items {
		found[kind+" "+object.GetName()] = object.GetResourceVersion()
	}
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

// quiet waits until the controllers have done their part.
func (s *site) quiet() state {
	s.Helper()
	last := s.state()
	s.eventually("nothing changes any more", func() bool {
		now := s.state()
		still := len(last.differences(now)) == 0
		last = now
		return still
	})
	return last
}
