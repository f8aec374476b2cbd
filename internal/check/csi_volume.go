package check

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// csiVolume finds pods that wait for a Secret which the Secrets Store CSI driver makes only while its
// volume is mounted, and that do not mount it.
func csiVolume() Check {
	rule := finding.Rule{
		ID:          "reference/csi-volume",
		Title:       "Pods mount what makes their Secrets",
		Description: "A pod takes a variable or a volume from a Secret that only the secretObjects of a SecretProviderClass make, and mounts no volume of that class. The Secrets Store CSI driver makes the Secret when a pod mounts the class, and deletes it with the last of them: this pod starts only while another one runs, or never.",
		Severity:    finding.Warning,
		Remediation: "Mount a csi volume of the SecretProviderClass in a container of the pod; a stanza under secrets: in hash.yaml does so by itself.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		known, outside := in.references(), in.outside()
		mounted := map[*manifest.Resource]map[string]bool{}
		for _, ref := range known.all {
			class, only := onlyClass(known.madeBy(ref.target))
			if _, declared := outside.find(ref.target); declared || !only || ref.Optional || ref.Use == environ.UseTLS {
				continue
			}
			if mounted[ref.resource] == nil {
				mounted[ref.resource] = in.mountedClasses(ref.resource)
			}
			if in.makesPods(ref.resource) && !mounted[ref.resource][class] {
				message := fmt.Sprintf("Secret %s is there only while a pod mounts SecretProviderClass %s, and this one does not", ref.Name, class)
				findings = append(findings, in.at(rule, ref.resource, ref.Path, message))
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// onlyClass gives the SecretProviderClass that makes an object, if nothing else does.
func onlyClass(makers []*manifest.Resource) (name string, only bool) {
	if len(makers) == 0 || slices.ContainsFunc(makers, func(r *manifest.Resource) bool { return r.ID().Kind != "SecretProviderClass" }) {
		return "", false
	}
	return makers[0].ID().Name, true
}

func (in Release) makesPods(r *manifest.Resource) bool {
	for range in.Kinds.PodTemplates(r) {
		return true
	}
	return false
}

// mountedClasses gives the classes of the csi volumes of a resource's pods that a container mounts: the
// kubelet leaves out volumes that none does.
func (in Release) mountedClasses(r *manifest.Resource) map[string]bool {
	classes := map[string]bool{}
	for t := range in.Kinds.PodTemplates(r) {
		mounts := map[any]bool{}
		for c := range t.Containers() {
			list, _ := c.Object["volumeMounts"].([]any)
			for _, entry := range list {
				mount, _ := entry.(map[string]any)
				mounts[mount["name"]] = true
			}
		}
		volumes, _ := manifest.Path{"spec", "volumes"}.Lookup(t.Object)
		list, _ := volumes.([]any)
		for _, entry := range list {
			volume, _ := entry.(map[string]any)
			class, _ := manifest.Path{"csi", "volumeAttributes", "secretProviderClass"}.Lookup(volume)
			if name, ok := class.(string); ok && mounts[volume["name"]] {
				classes[name] = true
			}
		}
	}
	return classes
}
