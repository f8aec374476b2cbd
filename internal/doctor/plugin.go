package doctor

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// plugin is what a folder with a plugin.yaml holds.
type plugin struct {
	folder  string // in which a Helm looks for plugins
	dir     string
	name    string
	isV1    bool     // for Helm 4 only
	kind    string   // such as postrenderer/v1; of v1 only
	command string   // the program that it runs; of v1 only
	unknown []string // the keys that Helm 3 refuses
	err     error    // why the file cannot be read
}

// pluginsIn gives the plugins that both Helms find in a folder: exactly one level below it.
func pluginsIn(folder string) []plugin {
	entries, _ := os.ReadDir(folder) // Helm, too, takes a folder that is not there for an empty one
	var found []plugin
	for _, entry := range entries {
		dir := filepath.Join(folder, entry.Name())
		if p, ok := pluginAt(dir); ok {
			p.folder = folder
			found = append(found, p)
		}
	}
	return found
}

// pluginAt reads the plugin.yaml of a folder, if there is one.
func pluginAt(dir string) (p plugin, ok bool) {
	p = plugin{dir: dir}
	info, err := os.Stat(p.file())
	if err != nil {
		return p, false
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		p.err = fmt.Errorf("%s is no regular file", p.file())
		return p, true
	}
	f, err := os.Open(p.file())
	if err != nil {
		p.err = err
		return p, true
	}
	defer f.Close() //nolint:errcheck // it was only read
	p.err = p.read(f)
	return p, true
}

func (p *plugin) file() string { return filepath.Join(p.dir, "plugin.yaml") }

// read describes the plugin by the first document; neither Helm reads on.
func (p *plugin) read(f *os.File) error {
	set, err := manifest.Read(f, p.file())
	if err != nil {
		return err
	}
	for r := range set.All() {
		if len(r.Duplicates()) > 0 {
			return fmt.Errorf("%s has a key twice", p.file())
		}
		p.describe(r.Object())
		return nil
	}
	return nil
}

// legacyKeys are those that Helm 3 knows, in small letters: it does not tell them from capitals.
func legacyKeys() []string {
	return []string{
		"command", "description", "downloaders", "hooks", "ignoreflags", "name",
		"platformcommand", "platformhooks", "usage", "usetunnel", "version",
	}
}

func (p *plugin) describe(object map[string]any) {
	p.name, _ = object["name"].(string)
	p.kind, _ = object["type"].(string)
	_, p.isV1 = object["apiVersion"]
	command, _ := manifest.Path{"runtimeConfig", "platformCommand", 0, "command"}.Lookup(object)
	p.command, _ = command.(string)
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(legacyKeys(), strings.ToLower(key)) {
			p.unknown = append(p.unknown, key)
		}
	}
}

// isRenderer reports whether Helm 4 runs the plugin for --post-renderer hash-post.
func (p *plugin) isRenderer() bool {
	return p.isV1 && p.kind == "postrenderer/v1" && p.name == "hash-post"
}

var pluginName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// refused says why Helm 3 does not take the plugin, or nothing.
func (p *plugin) refused() string {
	switch {
	case p.err != nil:
		return p.err.Error()
	case !pluginName.MatchString(p.name):
		return p.file() + " gives no valid name"
	case p.isV1:
		return p.file() + " is for Helm 4 only"
	case len(p.unknown) > 0:
		return p.file() + " has the key " + p.unknown[0]
	default:
		return ""
	}
}
