package overlay

import "math"

// kustomizationKeys are the keys that an unknown one may have been meant for.
var kustomizationKeys = []string{
	"annotations", "apiVersion", "behavior", "buildMetadata", "commonAnnotations", "commonLabels", "components",
	"configMapGenerator", "configurations", "count", "crds", "delimiter", "digest", "disableNameSuffixHash", "env",
	"envs", "fieldPath", "fieldPaths", "fields", "files", "generatorOptions", "generators", "group", "images",
	"immutable", "includeSelectors", "includeTemplates", "index", "kind", "labelSelector", "annotationSelector",
	"labels", "literals", "metadata", "name", "namePrefix", "nameSuffix", "namespace", "newName", "newTag", "openapi",
	"options", "pairs", "patch", "patches", "path", "reject", "replacements", "replicas", "resources",
	"secretGenerator", "select", "sortOptions", "source", "target", "targets", "transformers", "type", "validators",
	"version",
}

// nearest gives the candidate that is closest to word, or "" where none is close. Of equally close
// ones it takes the first.
func nearest(word string, candidates []string) string {
	best, limit := "", max(2, len(word)/3)+1
	for _, candidate := range candidates {
		if d := distance(word, candidate); d < limit {
			best, limit = candidate, d
		}
	}
	return best
}

// closest gives the candidate that is closest to word, however far that is.
func closest(word string, candidates []string) string {
	best, limit := "", math.MaxInt
	for _, candidate := range candidates {
		if d := distance(word, candidate); d < limit {
			best, limit = candidate, d
		}
	}
	return best
}

// distance counts the single-character edits between a and b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
