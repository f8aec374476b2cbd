package program

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/finding"
)

// Noteworthy is what to tell someone who installs: what was found without the infos, which are for
// lint. It reports whether there is an error or a warning to tell of.
func Noteworthy(found finding.Environment) (finding.Environment, bool) {
	found.Findings = slices.DeleteFunc(slices.Clone(found.Findings), func(f finding.Finding) bool {
		return f.Severity == finding.Info
	})
	return found, finding.Failing(found.Findings, finding.Warning)
}
