package inject

import "github.com/hashintel/helm-hash/internal/finding"

// UnmatchedRule is the ID of the finding for a stanza that reaches no container in an environment. Its
// source is the place of the stanza, by which lint tells whether it reaches one in another.
const UnmatchedRule = "env/unmatched"

var (
	ruleDrift = finding.Rule{
		ID:          "env/drift",
		Title:       "Shared variables have one value",
		Description: "A container sets a variable that a stanza of hash.yaml shares, and sets it otherwise. What the chart wrote wins, so a change of the shared value will not reach this container. Values are compared as the chart rendered them, before overlays.",
		Severity:    finding.Warning,
		Remediation: "Remove the variable from the template, or leave the container out of the stanza in hash.yaml.",
		Profiles:    finding.EveryProfile(),
		Scope:       "resource",
		Waivable:    true,
		Engine:      "go",
	}
	ruleHook = finding.Rule{
		ID:          "env/hook",
		Title:       "Hooks get the variables that they are meant to get",
		Description: "A stanza of hash.yaml means a hook that runs without its variables. With hooks: leave, hash-post gives hooks nothing, and this one neither refers to the ConfigMap or Secret nor sets the variables itself. With hooks: process, Helm 4 gives them, and Helm 3, which never shows hooks to a post-renderer, runs the hook without them and without a word. Only lint looks for it.",
		Severity:    finding.Warning,
		Remediation: "Write the variables into the hook, or make it a plain resource. A hook that needs none says so with the annotation post.hash.dev/inject: \"false\".",
		Profiles:    finding.EveryProfile(),
		Scope:       "resource",
		Waivable:    true,
		Engine:      "go",
	}
	ruleOptOut = finding.Rule{
		ID:          "env/opt-out",
		Title:       "Opt-outs have an effect",
		Description: "An annotation post.hash.dev/inject or post.hash.dev/inject.CONTAINER does nothing: it stands in the wrong place, names a container that is not there, or has another value than \"false\". What it is meant for is injected all the same.",
		Severity:    finding.Warning,
		Remediation: "Write post.hash.dev/inject: \"false\" into metadata of the workload, or post.hash.dev/inject.CONTAINER: \"false\" into metadata of its pod template.",
		Profiles:    finding.EveryProfile(),
		Scope:       "resource",
		Waivable:    true,
		Engine:      "go",
	}
	ruleUnmatched = finding.Rule{
		ID:          UnmatchedRule,
		Title:       "Every stanza reaches a container",
		Description: "A stanza of hash.yaml under env or secrets selects no container in an environment. Where it selects none in any environment, lint makes it an error, unless severities of the environment sets another: the selector is misspelt or left over. Stanzas with optional: true may select nothing.",
		Severity:    finding.Info,
		Remediation: "Correct the selector or the containers of the stanza, remove it, or say optional: true.",
		Profiles:    finding.EveryProfile(),
		Scope:       "release",
		Engine:      "go",
	}
)

// Rules lists what the findings of the injector are violations of.
func Rules() []finding.Rule { return []finding.Rule{ruleDrift, ruleHook, ruleOptOut, ruleUnmatched} }
