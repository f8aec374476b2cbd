package doctor

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/helm"
)

// machine is what there is to run, with the environment that a user's shell has.
type machine struct {
	Options
	helms []*installation
	named error // why $HELM_BIN leads nowhere
}

// installation is one Helm.
type installation struct {
	helm.Program
	calls   []string // the words that run it: $HELM_BIN, helm; empty: another one stands before it on the PATH
	version version
	folders []string // where it looks for plugins
	plugins []plugin
	err     error // why nothing is known of version, folders and plugins
}

// survey finds the Helms and asks them what they know of themselves.
func (o Options) survey(ctx context.Context) *machine {
	m := &machine{Options: o}
	if named := o.variable("HELM_BIN"); named != "" {
		program, err := helm.Find(o.Environ)
		if m.named = err; err == nil {
			m.add(program.Path, "$HELM_BIN")
		}
	}
	for _, name := range []string{"helm", "helm3", "helm4"} {
		for i, path := range o.onPath(name) {
			if i == 0 {
				m.add(path, name)
			} else {
				m.add(path, "")
			}
		}
	}
	for _, h := range m.helms {
		h.err = h.ask(ctx)
	}
	return m
}

// add notes a Helm that is called by a name, or by none. One file is one Helm, unless it is called
// otherwise: version managers run all programs through links to themselves.
func (m *machine) add(path, call string) {
	file := identity(path)
	i := slices.IndexFunc(m.helms, func(h *installation) bool { return identity(h.Path) == file })
	if i < 0 {
		i = len(m.helms)
		m.helms = append(m.helms, &installation{Program: helm.Program{Path: path, Environ: m.Environ}})
	}
	if call != "" {
		m.helms[i].calls = append(m.helms[i].calls, call)
	}
}

func identity(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil && strings.HasPrefix(filepath.Base(file), "helm") {
		return file
	}
	return path
}

// ask asks a Helm for its version, and for its plugins where they are of use.
func (h *installation) ask(ctx context.Context) error {
	text, err := h.Version(ctx)
	if err != nil {
		return err
	}
	if h.version = parseVersion(text); h.version.major != 3 && h.version.major != 4 {
		return nil
	}
	values, err := h.Env(ctx)
	if err != nil {
		return err
	}
	h.folders = filepath.SplitList(values["HELM_PLUGINS"])
	for _, folder := range h.folders {
		h.plugins = append(h.plugins, pluginsIn(folder)...)
	}
	return nil
}

// usable are the Helms that can be looked into.
func (m *machine) usable() []*installation {
	return slices.DeleteFunc(slices.Clone(m.helms), func(h *installation) bool { return h.folders == nil })
}

// has reports whether there is a Helm of that major version.
func (m *machine) has(major int) bool {
	return slices.ContainsFunc(m.usable(), func(h *installation) bool { return h.version.major == major })
}

// onPath gives the programs of that name, in the order of the PATH. A folder that is relative leads
// elsewhere tomorrow, and neither Go nor Helm runs what is found there.
func (o Options) onPath(name string) []string {
	var found []string
	for _, dir := range filepath.SplitList(o.variable("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil && !slices.Contains(found, path) {
			found = append(found, path)
		}
	}
	return found
}

func (o Options) variable(name string) string {
	return helm.Variable(o.Environ, name)
}
