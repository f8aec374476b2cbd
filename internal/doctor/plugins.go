package doctor

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// checkPlugins looks at what each Helm makes of its plugins.
func (m *machine) checkPlugins(ctx context.Context) []Check {
	var checks []Check
	for _, h := range m.usable() {
		checks = append(checks, h.soften(h.checkLoading(m)), h.soften(m.checkOurs(ctx, h)))
		if h.version.major == 4 {
			checks = append(checks, h.soften(m.checkPostRenderer(ctx, h)))
		}
	}
	return checks
}

// checkLoading looks for what makes a Helm load no plugin at all.
func (h *installation) checkLoading(m *machine) Check {
	c := Check{Name: "plugins", Subject: h.Path}
	for i, p := range h.plugins {
		if reason := p.refused(); reason != "" && h.version.major == 3 {
			c.Status = Failed
			c.Found = "Helm 3 loads no plugin at all: " + reason
			c.Remedy = h.without(p, m)
			return c
		}
		for _, other := range h.plugins[:i] {
			if p.name != "" && other.name == p.name && other.folder == p.folder {
				c.Status = Failed
				c.Found = fmt.Sprintf("two plugins are called %s, so Helm %d takes none: %s and %s", p.name, h.version.major, other.dir, p.dir)
				extra := superfluous(other, p)
				c.Remedy = extra.aside()
				return c
			}
		}
	}
	c.Status, c.Found = OK, fmt.Sprintf("%d in %s", len(h.plugins), strings.Join(h.folders, " and "))
	return c
}

// without is the command after which Helm 3 does not find a plugin: the folder is taken from the list if
// the list is the user's and Helm 3 loses nothing else by it, and the plugin from the folder else.
func (h *installation) without(p plugin, m *machine) string {
	if listed := m.variable("HELM_PLUGINS"); len(h.folders) > 1 && listed != "" && h.isForHelm4(p.folder) {
		var rest []string
		for _, folder := range h.folders {
			if folder != p.folder {
				rest = append(rest, folder)
			}
		}
		return exported(rest)
	}
	return p.aside()
}

// isForHelm4 reports whether a folder holds nothing that Helm 3 could load.
func (h *installation) isForHelm4(folder string) bool {
	return !slices.ContainsFunc(h.plugins, func(p plugin) bool { return p.folder == folder && !p.isV1 })
}

// superfluous is that of two plugins of one name whose folder is not called so.
func superfluous(a, b plugin) plugin {
	if filepath.Base(b.dir) == b.name {
		return a
	}
	return b
}

// aside is the command that takes a plugin out of its folder: what is wrong with it may still be mended
// there. It is the same one whichever Helm minds the plugin, since it can be done only once.
func (p *plugin) aside() string {
	to := filepath.Dir(p.folder)
	if p.isV1 {
		to = p.folder + "-helm4"
	}
	return fmt.Sprintf("mkdir -p %s && mv %s %s", quoted(to), quoted(p.dir), quoted(to+string(filepath.Separator)))
}
