package doctor

import (
	"context"
	"os/exec"
	"path/filepath"
)

// checkRenderer looks at the hash-post on the PATH, where Helm 3 looks for it, and pipes do.
func (m *machine) checkRenderer(ctx context.Context) Check {
	c := Check{Name: "hash-post"}
	beside := m.renderer()
	if beside != "" {
		c.Remedy = "export PATH=" + quoted(filepath.Dir(beside)) + `:"$PATH"`
	}
	found := m.onPath("hash-post")
	switch {
	case len(found) > 0:
		if err := m.sameVersion(ctx, found[0]); err != nil {
			c.Status, c.Found = Failed, err.Error()
			return c
		}
		c.Status, c.Found, c.Remedy = OK, m.Version+", "+found[0], ""
	case !m.has(3):
		c.Status, c.Found, c.Remedy = Skipped, "it is not on the PATH, where only Helm 3 looks for it", ""
	case beside == "":
		c.Status, c.Found, c.Remedy = Warning, "it is not on the PATH, and in no plugin of a Helm", m.usable()[0].install()
	default:
		c.Status, c.Found = Warning, "it is not on the PATH: Helm 3 takes --post-renderer "+quoted(beside)
	}
	return c
}

// renderer is the first hash-post that there is in a plugin, or "".
func (m *machine) renderer() string {
	for _, h := range m.usable() {
		if p, found := h.ours(); found {
			if path, err := exec.LookPath(p.program("hash-post")); err == nil {
				return path
			}
		}
	}
	return ""
}
