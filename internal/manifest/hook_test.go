package manifest

import "testing"

func hook(name, events, weight string) *Resource {
	annotations := map[string]any{hookAnnotation: events}
	if weight != "" {
		annotations[hookWeightAnnotation] = weight
	}
	return New(map[string]any{"metadata": map[string]any{"name": name, "annotations": annotations}}, Source{})
}

func TestHookAt(t *testing.T) {
	t.Parallel()
	r := hook("a", "pre-install, pre-upgrade,test", "")
	for event, want := range map[string]bool{"pre-install": true, "pre-upgrade": true, "test": true, "post-install": false, "install": false, "": false} {
		if got := r.HookAt(event); got != want {
			t.Errorf("%q: got %t, want %t", event, got, want)
		}
	}
}

// Helm orders hooks by weight as a number, then by name; what is no number counts as 0.
func TestHookBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, weight, otherName, otherWeight string
		want                                 bool
	}{
		{"b", "-5", "a", "", true},
		{"b", "9", "a", "10", true},
		{"a", "10", "b", "9", false},
		{"a", "", "b", "0", true},
		{"b", "soon", "a", "0", false},
		{"same", "1", "same", "1", true},
	} {
		if got := hook(c.name, "test", c.weight).HookBefore(hook(c.otherName, "test", c.otherWeight)); got != c.want {
			t.Errorf("%+v: got %t", c, got)
		}
	}
}
