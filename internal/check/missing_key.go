package check

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// missingKey finds references of pods to ConfigMaps, Secrets and keys that will not be there: the pods
// would wait for them for ever, or start without a variable.
func missingKey() Check {
	rule := finding.Rule{
		ID:          "reference/missing-key",
		Title:       "Pods refer to what exists",
		Description: "A pod takes a variable or a volume from a ConfigMap or Secret that no resource of the release makes, or from a key that it lacks; it would not start. What only a hook makes is there for hooks alone: Helm 3 does not show it to hash-post, and Helm may delete it. Secrets that exist outside the release are declared under secrets: in hash.yaml. References with optional: true may lead nowhere.",
		Severity:    finding.Error,
		Remediation: "Correct the name, render what is missing, declare a Secret that exists outside the release under secrets: in hash.yaml, or say optional: true.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/configuration/configmap/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		hooks := view{counted: in.provided(true)}
		others := view{counted: in.provided(false), hooked: hooks.counted}
		for r := range in.judged() {
			seen := others
			if r.Hook() {
				seen = hooks
			}
			for t := range in.Kinds.PodTemplates(r) {
				for ref := range environ.References(t) {
					for _, m := range seen.missing(ref, in.namespace(r)) {
						findings = append(findings, in.at(rule, r, m.path, m.message))
					}
				}
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// missing is a field of a reference that leads nowhere.
type missing struct {
	path    manifest.Path
	message string
}

// view is what some pods can count on, and what is there besides, but for hooks alone.
type view struct{ counted, hooked providers }

const hooksOnly = "which Helm 3 does not show to hash-post, and which Helm may delete"

// missing gives what of the reference is not provided in the namespace of its pods.
func (v view) missing(ref environ.Reference, namespace string) []missing {
	if ref.Optional {
		return nil
	}
	keys, found := v.counted.find(ref.Kind, namespace, ref.Name)
	hooked, byHook := v.hooked.find(ref.Kind, namespace, ref.Name)
	switch {
	case !found && byHook:
		return []missing{{ref.Path, fmt.Sprintf("%s %s is made only by a hook, %s", ref.Kind, ref.Name, hooksOnly)}}
	case !found:
		return []missing{{ref.Path, fmt.Sprintf("%s %s is not %s", ref.Kind, ref.Name, v.counted.whereNot(ref, namespace))}}
	}
	var lacking []missing
	for _, key := range ref.Keys {
		switch {
		case keys[key.Name]:
		case hooked[key.Name]:
			lacking = append(lacking, missing{key.Path, fmt.Sprintf("%s %s has the key %s only from a hook, %s",
				ref.Kind, ref.Name, key.Name, hooksOnly)})
		default:
			lacking = append(lacking, missing{key.Path, fmt.Sprintf("%s %s has no key %s%s",
				ref.Kind, ref.Name, key.Name, didYouMean(key.Name, sortedKeys(keys)))})
		}
	}
	return lacking
}

// whereNot says where the object of a reference was looked for, and what was meant perhaps.
func (p providers) whereNot(ref environ.Reference, namespace string) string {
	if others := p.namespaces(ref.Kind, ref.Name); len(others) > 0 {
		return fmt.Sprintf("in namespace %s, but in namespace %s", namespace, others[0])
	}
	suggestion := didYouMean(ref.Name, p.names(ref.Kind, namespace))
	if ref.Kind == environ.Secret {
		return "in the release and not declared in hash.yaml" + suggestion
	}
	return "in the release" + suggestion
}
