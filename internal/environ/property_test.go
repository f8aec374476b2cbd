package environ_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestEqualMeansEqual holds what Differences promises, over thousands of containers: where it finds
// none, the kubelet gives both containers the same, whatever the cluster has besides the release. And
// where it has nothing else, the kubelet gives each container what its Environment says.
func TestEqualMeansEqual(t *testing.T) {
	t.Parallel()
	set := read(t, `{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {A: "1", B: "$(A)"}}`)
	objects := environ.Collect(set, "ns")
	objects.Add(environ.Declared{Kind: environ.Secret, Namespace: "ns", Name: "open", Keys: []string{"A"}, Open: true})
	workload := slices.Collect(set.All())[0]
	alike, kinds := map[string][]subject{}, 0
	for _, r := range recipes() {
		e := withoutAPIServer(objects.Of(workload, manifest.PodTemplate{}, r.container()))
		wantAsInFirstWorld(t, r, e)
		key := summary(e)
		i := slices.IndexFunc(alike[key], func(other subject) bool { return len(environ.Differences(other.Environment, e)) == 0 })
		if i < 0 {
			kinds++
			alike[key] = append(alike[key], subject{r, e})
			continue
		}
		wantSame(t, alike[key][i].recipe, r)
	}
	if kinds < 100 || kinds*2 > len(recipes()) {
		t.Errorf("%d of %d environments differ from all others: too few or too many to show anything", kinds, len(recipes()))
	}
	wantDistinct(t, alike)
}

type subject struct {
	recipe
	environ.Environment
}

// wantSame holds that two containers get the same in every world.
func wantSame(t *testing.T, a, b recipe) {
	t.Helper()
	for _, w := range worlds() {
		if one, other := w.kubelet(a), w.kubelet(b); !maps.Equal(one, other) {
			t.Fatalf("%s\n%s\ndo not differ, but with %v the one gets %v, and the other %v", a, b, w, one, other)
		}
	}
}

// wantDistinct holds that environments that are not alike differ, in both directions.
func wantDistinct(t *testing.T, alike map[string][]subject) {
	t.Helper()
	var last environ.Environment
	for _, key := range slices.Sorted(maps.Keys(alike)) {
		e := alike[key][0].Environment
		there, back := environ.Differences(last, e), environ.Differences(e, last)
		if empty := len(lines(e)) == 0; len(there) != len(back) || !empty && len(there) == 0 {
			t.Fatalf("%d differences there and %d back between\n%v\n%v", len(there), len(back), lines(last), lines(e))
		}
		last = e
	}
}

// wantAsInFirstWorld compares an environment with what the kubelet makes where nothing else is.
func wantAsInFirstWorld(t *testing.T, r recipe, e environ.Environment) {
	t.Helper()
	w := worlds()[0]
	want := w.kubelet(r)
	starts := len(e.Missing) == 0 && !slices.ContainsFunc(e.Assumed, func(s environ.Source) bool { _, found := w.find(s); return !found })
	if starts != (want != nil) {
		t.Fatalf("%s\nmissing: %v, assumed: %v, and yet %v", r, e.Missing, e.Assumed, want)
	}
	if !starts {
		return
	}
	got := map[string]string{}
	for _, v := range e.Variables {
		got[v.Name], _ = v.Value.Resolve(w.find)
	}
	if !maps.Equal(got, want) {
		t.Fatalf("%s\ngot %v, want %v", r, got, want)
	}
}

func (w world) find(s environ.Source) (string, bool) {
	value, found := w[s.Name][s.Key]
	return value, found
}

// summary tells most environments apart that differ, so that few are left to compare with each other.
func summary(e environ.Environment) string {
	return strings.Join(slices.Sorted(slices.Values(lines(environ.Environment{Variables: e.Variables}))), "\n")
}
