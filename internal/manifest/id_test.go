package manifest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestID(t *testing.T) {
	for _, test := range []struct {
		id                     ID
		text, group, namespace string
	}{
		{ID{}, "resource without kind (no name)", "", "x"},
		{ID{APIVersion: "v1", Kind: "Service", Name: "a"}, "Service a", "", "x"},
		{ID{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "hash", Name: "api"}, "Deployment hash/api", "apps", "hash"},
		{ID{APIVersion: "networking.k8s.io/v1", Kind: "Ingress"}, "Ingress (no name)", "networking.k8s.io", "x"},
	} {
		got := []string{test.id.String(), test.id.Group(), test.id.InNamespace("x").Namespace}
		if diff := cmp.Diff([]string{test.text, test.group, test.namespace}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestIDsAreOrdered(t *testing.T) {
	want := []ID{
		{Kind: "A", Name: "b"},
		{Kind: "A", Namespace: "n", Name: "a"},
		{APIVersion: "v1", Kind: "A", Namespace: "n", Name: "a"},
		{APIVersion: "a", Kind: "B"},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, ID.Compare)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if want[0].Compare(want[0]) != 0 {
		t.Error("an ID differs from itself")
	}
}
