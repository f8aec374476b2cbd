package check

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// mostBytes is what the API server takes as values of one ConfigMap or Secret.
const mostBytes = 1 << 20

// tooLarge finds ConfigMaps and Secrets that the API server refuses for their size.
func tooLarge() Check {
	rule := finding.Rule{
		ID:          "manifest/too-large",
		Title:       "ConfigMaps and Secrets fit",
		Description: "The values of a ConfigMap or a Secret come to more than 1 MiB, binary ones decoded. The API server refuses it, after Helm may have installed half of the release.",
		Severity:    finding.Error,
		Remediation: "Divide it over several objects, or bring the content in an image or a volume.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "resource",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/configuration/configmap/#motivation"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		for r := range in.judged() {
			if !isConfigMap(r) && !isSecret(r) {
				continue
			}
			if size, largest := sizeOf(r); size > mostBytes {
				message := fmt.Sprintf("the values come to %d bytes, and Kubernetes takes %d: this is the largest", size, mostBytes)
				findings = append(findings, in.at(rule, r, largest, message))
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// sizeOf adds up the values of a ConfigMap or Secret, and leads to the largest.
func sizeOf(r *manifest.Resource) (total int, largest manifest.Path) {
	sizes, paths := map[string]int{}, map[string]manifest.Path{}
	for _, field := range []string{"data", "binaryData", "stringData"} { // the API server puts stringData over data
		entries, _ := r.Object()[field].(map[string]any)
		encoded := field == "binaryData" || field == "data" && isSecret(r)
		for key, value := range entries {
			text, _ := value.(string)
			sizes[key], paths[key] = bytesOf(text, encoded), manifest.Path{field, key}
		}
	}
	most := -1
	for _, key := range slices.Sorted(maps.Keys(sizes)) {
		total += sizes[key]
		if sizes[key] > most {
			most, largest = sizes[key], paths[key]
		}
	}
	return total, largest
}

// bytesOf counts text that is no base64 as it is: the API server will refuse it for another reason.
func bytesOf(text string, encoded bool) int {
	if raw, err := base64.StdEncoding.DecodeString(text); encoded && err == nil {
		return len(raw)
	}
	return len(text)
}
