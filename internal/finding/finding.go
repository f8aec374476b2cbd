// Package finding holds what was found and what we do about it: severity, order, fingerprints and
// waivers. It hides how a finding is identified from run to run and when a waiver counts. Everything
// in it is a pure function over values; the time is an argument.
package finding

import (
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Finding is one violation of a rule, with its place and its remedy.
type Finding struct {
	Rule     string // rule ID: category/rule-name, or a foreign policy's package
	RuleName string // the suffix of a foreign rule: "x" for deny_x
	Severity Severity
	Message  string
	Fix      string
	Resource manifest.ID // zero where the finding is about the whole release
	// Container is the name of the container that the path leads into, or empty.
	Container string
	Path      manifest.Path
	// NamedPath is Path with names for list positions, as [NamedPath] gives it; empty where the resource
	// was not at hand. It keeps the fingerprint when an entry is put before this one.
	NamedPath string
	Source    manifest.Source
	// KubeVersions are the Kubernetes versions under which the finding holds; empty means all judged.
	KubeVersions []string
	// Waivable is false for rules whose METADATA refuses waivers.
	Waivable bool
	// Waiver is the valid waiver that covers the finding, or nil.
	Waiver *Waiver
	// Expired is a waiver that would cover the finding, had it not ended; nil where Waiver is set.
	Expired *Waiver
}
