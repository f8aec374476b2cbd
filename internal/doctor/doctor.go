// Package doctor looks for what keeps a release from passing through hash-post: in the Helms of a
// machine, in their plugins, in the project, and in the way to the cluster.
//
// It hides which mistakes can be made there and how each is mended. It changes nothing, and what
// policies find in a release is not its matter.
package doctor

import (
	"context"
	"time"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// Options say what to examine.
type Options struct {
	Environ []string // KEY=value
	Version string   // of this program
	Now     time.Time
	Project Project
	// Cluster asks an API server; nil: none is asked.
	Cluster func(ctx context.Context) (Server, error)
}

// Project is the project to examine, or why there is none.
type Project struct {
	*config.Project
	Err          error
	Environments []*config.Environment // to look at; Err: none
	Render       pipeline.RenderFunc
}

// Server is what an API server says of itself.
type Server struct {
	Name    string // for people
	Version string // such as v1.34.2
}

// Examine makes all checks, in the order in which one mends what they find.
func Examine(ctx context.Context, o Options) []Check {
	machine := o.survey(ctx)
	var checks []Check
	checks = append(checks, machine.checkHelms()...)
	checks = append(checks, machine.checkPlugins(ctx)...)
	checks = append(checks, machine.checkRenderer(ctx))
	checks = append(checks, o.checkProject())
	checks = append(checks, o.checkEnvironments(ctx)...)
	return append(checks, o.checkCluster(ctx))
}
