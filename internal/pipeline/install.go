package pipeline

import (
	"context"
	"time"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
)

// InstallOptions is what an installation is made with.
type InstallOptions struct {
	Project *config.Project
	Given   Given // the environment that a person named, if any
	Now     time.Time
}

// Installed is the release as it would be installed, and in which environment.
type Installed struct {
	*Result
	Environment *config.Environment
}

// Install takes a release, its directive included, through the pipeline of the environment that it is
// for. It is what hash-post does, and what render shows.
func Install(ctx context.Context, o InstallOptions, r Release) (*Installed, error) {
	env, rest, err := Environment(o.Project, o.Given, r.Resources)
	if err != nil {
		return nil, err
	}
	line, err := New(ctx, Options{Project: o.Project, Environment: env, Now: o.Now})
	if err != nil {
		return nil, err
	}
	result, err := line.Run(ctx, Release{Resources: rest, CRDs: r.CRDs, Values: r.Values})
	if err != nil {
		return nil, err
	}
	return &Installed{Result: result, Environment: env}, nil
}

// Refused reports whether the environment's failing level forbids the installation.
func (i *Installed) Refused() bool { return Refused(i.Environment, i.Findings) }

// Report is the findings as a report; kubeVersion is the Kubernetes version that was judged for.
func (i *Installed) Report(kubeVersion string) finding.Environment {
	if kubeVersion == "" {
		kubeVersion = i.Environment.KubeVersion()
	}
	return finding.Environment{
		Project:      ".",
		Name:         i.Environment.Name,
		KubeVersions: []string{kubeVersion},
		Resources:    i.Judged,
		Findings:     i.Findings,
	}
}
