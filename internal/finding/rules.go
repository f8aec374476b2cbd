package finding

var (
	waiverUnused = Rule{
		ID:          "waiver/unused",
		Title:       "Every waiver covers a finding",
		Description: "A waiver that covers nothing is left over, or names the wrong rule, resource or field. It would silently accept the next finding that fits. Only lint looks for it, over all environments.",
		Severity:    Warning,
		Remediation: "Remove the waiver, or correct what it names.",
		Profiles:    EveryProfile(),
		Scope:       "release",
		Engine:      "go",
	}
	waiverRefused = Rule{
		ID:          "waiver/refused",
		Title:       "Only waivable rules are waived",
		Description: "Some rules allow no exception: their metadata says waivable: false. A waiver that covers a finding of one has no effect, and whoever wrote it should know.",
		Severity:    Error,
		Remediation: "Remove the waiver and mend what the rule found.",
		Profiles:    EveryProfile(),
		Scope:       "release",
		Engine:      "go",
	}
)

// Rules lists the rules about waivers themselves.
func Rules() []Rule { return []Rule{waiverRefused, waiverUnused} }

// EveryProfile lists all profiles, for rules that run unless they are disabled. The empty one is there
// too: a profile says which policies run, and these rules guard the product's own promises.
func EveryProfile() []string { return []string{"none", "baseline", "restricted", "production"} }
