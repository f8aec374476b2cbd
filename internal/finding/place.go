package finding

import (
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// PlaceSource turns a place in a file, such as hash.yaml:12, into the source of a finding.
func PlaceSource(place string) manifest.Source {
	if i := strings.LastIndexByte(place, ':'); i >= 0 {
		if line, err := strconv.Atoi(place[i+1:]); err == nil && line > 0 {
			return manifest.Source{File: place[:i], Line: line}
		}
	}
	return manifest.Source{File: place}
}
