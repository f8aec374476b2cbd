package doctor

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// checkPostRenderer looks for the plugin by which Helm 4 runs hash-post. Where it is not found, helm hash
// install still works: that brings it along.
func (m *machine) checkPostRenderer(ctx context.Context, h *installation) Check {
	c := Check{Name: "post-renderer", Subject: h.Path}
	ours, installed := h.ours()
	for _, p := range h.plugins {
		if !p.isRenderer() {
			continue
		}
		if err := m.sameVersion(ctx, m.programOf(p)); err != nil {
			c.Status, c.Found, c.Remedy = Failed, err.Error(), p.aside()
			if installed && p.folder == ours.folderForHelm4() {
				c.Remedy = h.install()
			}
			return c
		}
		c.Status, c.Found = OK, m.Version+" in "+p.dir
		return c
	}
	if !installed {
		c.Status, c.Found = Skipped, "it comes with the plugin hash"
		return c
	}
	c.Status = Warning
	c.Found = "--post-renderer hash-post is not found; helm hash install, upgrade and template do without"
	c.Remedy = exported(append(slices.Clip(h.folders), ours.folderForHelm4()))
	if m.has(3) {
		c.Found += "; what mends it is for Helm 4 only"
	}
	return c
}

// folderForHelm4 is the folder in ours that only Helm 4 may look into.
func (p *plugin) folderForHelm4() string { return filepath.Join(p.dir, "cmd") }

// programOf is what Helm 4 runs for a plugin. The first word is taken before variables are replaced,
// and the plugin's folder may be a link, so that .. leads on from the place that it leads to.
func (m *machine) programOf(p plugin) string {
	word, _, _ := strings.Cut(strings.TrimSpace(p.command), " ")
	path := os.Expand(word, func(name string) string {
		if name == "HELM_PLUGIN_DIR" {
			return p.dir
		}
		return m.variable(name)
	})
	end := strings.LastIndexByte(path, '/') + 1
	if found := m.onPath(path); end == 0 && len(found) > 0 {
		return found[0]
	}
	if dir, err := filepath.EvalSymlinks(path[:end]); err == nil {
		return filepath.Join(dir, path[end:])
	}
	return path
}

// exported is the command that has Helm look for plugins in these folders.
func exported(folders []string) string {
	return "export HELM_PLUGINS=" + quoted(strings.Join(folders, string(filepath.ListSeparator)))
}
