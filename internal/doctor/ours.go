package doctor

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// ours gives the plugin hash of a Helm; of several, Helm runs the first one.
func (h *installation) ours() (p plugin, found bool) {
	for _, p := range h.plugins {
		if p.isOurs() {
			return p, true
		}
	}
	return plugin{}, false
}

func (p *plugin) isOurs() bool { return p.name == "hash" && !p.isV1 }

func (p *plugin) program(name string) string { return filepath.Join(p.dir, "bin", name) }

// checkOurs looks for the plugin behind helm hash, and whether its programs are as old as this one.
func (m *machine) checkOurs(ctx context.Context, h *installation) Check {
	c := Check{Name: "plugin hash", Subject: h.Path, Remedy: h.install()}
	p, found := h.ours()
	if !found {
		c.Status, c.Found = Failed, "there is none in "+cmp.Or(strings.Join(h.folders, " and "), "an empty HELM_PLUGINS")
		switch plugins := h.strayed(); {
		case plugins != "":
			c.Remedy = exported(append([]string{plugins}, h.folders...))
		case h != m.usable()[0]: // one Helm with helm hash is enough
			c.Status = Warning
		}
		return c
	}
	for _, name := range []string{"helm-hash", "hash-post"} {
		if err := m.sameVersion(ctx, p.program(name)); err != nil {
			c.Status, c.Found = Failed, err.Error()
			return c
		}
	}
	c.Status, c.Found, c.Remedy = OK, fmt.Sprintf("%s in %s", m.Version, p.dir), ""
	return c
}

// strayed gives the folder of plugins that a list lacks which names but the folder for Helm 4 in ours.
func (h *installation) strayed() string {
	for _, folder := range h.folders {
		above := filepath.Dir(folder)
		if p, found := pluginAt(above); found && p.isOurs() {
			return filepath.Dir(above)
		}
	}
	return ""
}
