package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Two names of one Helm are one. The links of a version manager all lead to one program, too, and are
// programs of their own.
func TestIdentity(t *testing.T) {
	t.Parallel()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(
		os.WriteFile(file("helm-v3.22.0"), nil, 0o700),
		os.WriteFile(file("mise"), nil, 0o700),
		os.Symlink("helm-v3.22.0", file("helm3")),
		os.Symlink("mise", file("helm")),
		os.Symlink("mise", file("helm4")),
	); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"helm-v3.22.0": "helm-v3.22.0", "helm3": "helm-v3.22.0", "helm": "helm", "helm4": "helm4", "gone": "gone",
	} {
		if got := identity(file(name)); got != file(want) {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}

	m := &machine{}
	for _, call := range []string{"helm3", "helm-v3.22.0", "helm", "helm4"} {
		m.add(file(call), call)
	}
	if len(m.helms) != 3 || len(m.helms[0].calls) != 2 {
		t.Errorf("got %d Helms, the first one called %q", len(m.helms), m.helms[0].calls)
	}
}
