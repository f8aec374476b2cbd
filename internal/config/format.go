package config

import (
	"slices"
)

// The format of hash.yaml: one function for each section, one line for each key. Reading, defaults
// and the JSON Schema all come from these tables.

const (
	apiVersion = "post.hash.dev/v1"
	kind       = "Project"
)

func project(p *Project) value {
	*p = defaultProject()
	var head struct{ apiVersion, kind string }
	v := object(
		required("apiVersion", "Version of this format.", decisive(text(&head.apiVersion, oneOf("apiVersion", apiVersion)))),
		required("kind", "Always Project.", decisive(text(&head.kind, oneOf("kind", kind)))),
		optional("requires", "Oldest version of hash-post that may use this file, such as >=0.1.0.", decisive(text(&p.Requires, requirement()))),
		optional("chart", "Directory of the chart. Leave it out where only streams are filtered.", text(&p.Chart, existing(toDirectory))),
		optional("release", "What lint renders the chart with.", releaseSection(&p.Release)),
		optional("defaultEnvironment", "Environment that counts where neither a flag nor the stream names one.", text(&p.DefaultEnvironment, knownEnvironment())),
		optional("hooks", "Whether Helm hooks are injected and patched: Helm 3 never shows them to a post-renderer.", text(&p.Hooks, oneOf("word", HooksLeave, HooksProcess))),
		optional("checksums", "Which workloads get a checksum annotation: those that a stanza selects, all, or none.", text(&p.Checksums, oneOf("word", ChecksumsInjected, ChecksumsAll, ChecksumsNone))),
		optional("workloads", "Custom kinds that make pods.", checked(list(&p.Workloads, workload), func(r *reader, in input) { uniqueKinds(r, in, p.Workloads) })),
		required("environments", "Everything that differs between local, staging and production, by name.", filled(environments(&p.Environments))),
		optional("env", "Shared env: ConfigMaps whose keys become variables of several workloads.", checked(list(&p.Env, sharedEnv), func(r *reader, in input) { uniqueMakers(r, in, p.Env) })),
		optional("secrets", "Secret references: variables whose values stay in a Secret.", list(&p.Secrets, secretReference)),
		optional("existing", "ConfigMaps and Secrets that the cluster has besides the release.", checked(list(&p.Existing, existingObject), func(r *reader, in input) { uniqueExisting(r, in, p.Existing) })),
		optional("generate", "How helm hash secrets generate makes values of Secrets.", checked(list(&p.Generate, generate), func(r *reader, in input) { checkGenerate(r, in, p.Generate) })),
		optional("policies", "Policies of the project's own and accepted findings.", policies(&p.Policies)),
	)
	return checked(v, func(r *reader, in input) { p.check(r, in) })
}

func releaseSection(s *Release) value {
	return object(
		optional("name", "Name of the release; the chart's directory name unless given.", text(&s.Name, releaseForm())),
		optional("namespace", "Namespace of the release, and of resources that name none.", text(&s.Namespace, namespaceForm())),
	)
}

func workload(w *Workload) value {
	return object(
		required("apiVersion", "Group and version of the kind.", text(&w.APIVersion, someText())),
		required("kind", "The kind.", text(&w.Kind, someText())),
		required("podTemplate", "Keys that lead to the pod template, such as spec.template.", parsed(&w.PodTemplate, podTemplate())),
		optional("checksum", "Whether its pods roll when their settings change.", flag(&w.Checksum)),
	)
}

func environments(dst *[]*Environment) value {
	return mapping(newEnvironment(), func(name string) value {
		e := &Environment{}
		*dst = append(*dst, e)
		v := environment(e)
		e.Name = name
		return v
	})
}

func environment(e *Environment) value {
	*e = defaultEnvironment()
	return object(
		optional("values", "Values files; later ones win.", texts(&e.Values, existing(toFile))),
		optional("overlays", "Directories with a kustomization, applied in this order.", texts(&e.Overlays, existing(toDirectory))),
		optional("kubeVersions", "Versions of Kubernetes that lint judges; render and hash-post take the highest.", kubeVersions(&e.KubeVersions)),
		optional("secretStore", "Where the Secrets of the environment come from.", secretStore(&e.SecretStore)),
		optional("failOn", "Lowest severity that fails.", text(&e.FailOn, oneOf("severity", "error", "warning"))),
		optional("policies", "Which rules run, and how.", environmentPolicies(&e.Policies)),
	)
}

func kubeVersions(dst *[]string) value {
	return filled(checked(texts(dst, kubeVersion()), func(r *reader, in input) {
		slices.SortFunc(*dst, byVersion)
		if err := unique(*dst); err != nil {
			r.fail(in, err)
		}
	}))
}

func environmentPolicies(p *EnvironmentPolicies) value {
	return object(
		optional("profile", "Named set of rules.", text(&p.Profile, profile())),
		optional("enable", "Globs over rule IDs, added to the profile.", texts(&p.Enable, ruleGlob())),
		optional("disable", "Globs over rule IDs; wins over enable.", texts(&p.Disable, ruleGlob())),
		optional("params", "Parameters that rules read.", mapOf(&p.Params, someText(), anything)),
		optional("severities", "Severity of rules, by a glob over rule IDs; the longest that matches counts.", mapOf(&p.Severities, ruleGlob(), func(s *string) value {
			return text(s, oneOf("severity", "error", "warning", "info"))
		})),
	)
}

func policies(p *Policies) value {
	return object(
		optional("paths", "Directories or files of Rego, always on unless disabled.", texts(&p.Paths, existing(toEither))),
		optional("data", "Files of data for policies.", texts(&p.Data, existing(toFile))),
		optional("waivers", "Accepted findings, or names of files that list some.", waivers(&p.Waivers)),
	)
}
