package doctor

import "path/filepath"

// install is what puts our plugin, whole and of one version, where a Helm finds it first: for who has
// the sources, and for who has an archive.
func (h *installation) install() string {
	if len(h.folders) == 0 {
		return "unset HELM_PLUGINS"
	}
	dir := quoted(filepath.Join(h.folders[0], "hash"))
	return "make install HELM=" + quoted(h.Path) + " in the sources, or unpack the archive: " +
		"mkdir -p " + dir + " && tar -C " + dir + " -xzf hash-VERSION-OS-ARCH.tgz"
}
