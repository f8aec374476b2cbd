// Package directive answers which environment a release is for.
//
// It hides the PostRender document by which a chart says so: its format, that it never reaches the
// cluster, and which of several wishes counts.
package directive

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

const (
	group      = "post.hash.dev"
	apiVersion = group + "/v1"
	kind       = "PostRender"
)

// Directive is what a stream says about itself. The zero value is a stream that says nothing.
type Directive struct {
	Environment string
	Place       string // where in the stream it stands, for messages
}

// Take reads the directives of a stream and gives the set without them. Several may agree.
func Take(s *manifest.Set) (Directive, *manifest.Set, error) {
	var first Directive
	var taken []*manifest.Resource
	for r := range s.All() {
		if r.ID().Group() != group {
			continue
		}
		d, err := read(r)
		if err != nil {
			return Directive{}, nil, fmt.Errorf("%s: %w", r.Place(), err)
		}
		if first.Environment != "" && first.Environment != d.Environment {
			return Directive{}, nil, &DisagreementError{First: first, Second: d}
		}
		if first.Environment == "" {
			first = d
		}
		taken = append(taken, r)
	}
	return first, s.Without(taken...), nil
}

func read(r *manifest.Resource) (Directive, error) {
	id := r.ID()
	if id.APIVersion != apiVersion || id.Kind != kind {
		return Directive{}, fmt.Errorf("%s of %s is unknown: only kind %s of %s may stand in a stream", id.Kind, id.APIVersion, kind, apiVersion)
	}
	spec, ok := r.Object()["spec"].(map[string]any)
	if !ok {
		return Directive{}, fmt.Errorf("%s has no spec: write spec: {environment: NAME}", id)
	}
	for _, field := range slices.Sorted(maps.Keys(spec)) {
		if field != "environment" {
			return Directive{}, fmt.Errorf("%s has the unknown field spec.%s: environment is the only one", id, field)
		}
	}
	name, ok := spec["environment"].(string)
	switch {
	case !ok && spec["environment"] != nil:
		return Directive{}, fmt.Errorf("spec.environment of %s is no string: put it in quotes", id)
	case strings.TrimSpace(name) == "":
		return Directive{}, fmt.Errorf("%s names no environment: set the value postRender.environment", id)
	}
	return Directive{Environment: name, Place: r.Place()}, nil
}

// DisagreementError is a stream that is for two environments at once.
type DisagreementError struct{ First, Second Directive }

func (e *DisagreementError) Error() string {
	return fmt.Sprintf("%s says environment %q, and %s says %q", e.First.Place, e.First.Environment, e.Second.Place, e.Second.Environment)
}

// Hint names the remedy.
func (e *DisagreementError) Hint() string {
	return "one release has one environment: give every subchart the same postRender.environment"
}
