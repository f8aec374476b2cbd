package finding

// Report is the findings of a run, environment by environment, in order.
type Report struct {
	Environments []Environment
}

// Environment is what was found in one environment of one project.
type Environment struct {
	Project      string // directory of the project, as the user names it
	Name         string
	KubeVersions []string
	Resources    int // how many were judged
	Findings     []Finding
}

// Counts is how many findings there are of each kind; waived ones count only as such.
type Counts struct {
	Errors   int
	Warnings int
	Infos    int
	Waived   int
}

// Count counts findings.
func Count(findings []Finding) Counts {
	var c Counts
	for _, f := range findings {
		switch {
		case f.Waiver != nil:
			c.Waived++
		case f.Severity == Error:
			c.Errors++
		case f.Severity == Warning:
			c.Warnings++
		default:
			c.Infos++
		}
	}
	return c
}

// Counts counts the findings of all environments.
func (r *Report) Counts() Counts {
	var all []Finding
	for _, e := range r.Environments {
		all = append(all, e.Findings...)
	}
	return Count(all)
}

// Failing reports whether a finding that is not waived reaches the level.
func Failing(findings []Finding, level Severity) bool {
	for _, f := range findings {
		if f.Waiver == nil && f.Severity >= level {
			return true
		}
	}
	return false
}
