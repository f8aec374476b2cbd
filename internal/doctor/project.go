package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// checkProject looks at hash.yaml. Outside of a project there is nothing to look at.
func (o Options) checkProject() Check {
	c := Check{Name: "project"}
	missing, isMissing := errors.AsType[*config.NotFoundError](o.Project.Err)
	switch {
	case isMissing:
		c.Status, c.Found, c.Remedy = Skipped, "there is no "+config.FileName+" here or above", missing.Hint()
		return c
	case errors.Is(o.Project.Err, fs.ErrNotExist):
		return c.broken(o.Project.Err, "name the file with --config or HASH_CONFIG")
	case o.Project.Err != nil:
		return c.broken(o.Project.Err, mendProject(o.Project.Err))
	}
	if name := o.variable("HASH_ENV"); name != "" {
		if _, err := o.Project.Environment(name); err != nil {
			return c.broken(fmt.Errorf("HASH_ENV: %w", err), "unset HASH_ENV")
		}
	}
	c.Status, c.Found = OK, o.Project.File
	if o.Project.Requires != "" && !config.IsRelease(o.Version) {
		c.Status = Warning
		c.Found += " requires " + o.Project.Requires + ", which nobody can check: this is a development build, of version " + o.Version
		c.Remedy = "make install in the sources, or unpack the archive: both have a version"
	}
	return c
}

// checkEnvironments takes each environment through what hash-post and lint do.
func (o Options) checkEnvironments(ctx context.Context) []Check {
	var checks []Check
	for _, env := range o.Project.Environments {
		checks = append(checks, checkVersions(env, o.Project.File), o.checkEnvironment(ctx, env))
	}
	return checks
}

// checkEnvironment goes the way of lint, and looks at none of its findings.
func (o Options) checkEnvironment(ctx context.Context, env *config.Environment) Check {
	c := Check{Name: "environment", Subject: env.Name}
	if o.Project.Chart == "" {
		return o.checkWithoutChart(ctx, env)
	}
	linted, err := pipeline.Lint(ctx, pipeline.LintOptions{
		Project:      o.Project.Project,
		Environments: []*config.Environment{env},
		Render:       o.Project.Render,
		Now:          o.Now,
	})
	if err != nil {
		return c.broken(err, o.Project.mend(err, env))
	}
	found := linted.Environments[0]
	c.Status = OK
	c.Found = fmt.Sprintf("policies compile, the chart renders, overlays build: %s on Kubernetes %s",
		resources(found.Resources), strings.Join(found.KubeVersions, ", "))
	return c
}

// checkWithoutChart can only look at what is ready before a stream comes.
func (o Options) checkWithoutChart(ctx context.Context, env *config.Environment) Check {
	c := Check{Name: "environment", Subject: env.Name}
	if _, err := pipeline.New(ctx, pipeline.Options{Project: o.Project.Project, Environment: env, Now: o.Now}); err != nil {
		return c.broken(err, o.Project.mend(err, env))
	}
	c.Status, c.Found = OK, "policies compile and overlays can be read; there is no chart to render"
	return c
}

func resources(n int) string {
	if n == 1 {
		return "1 resource"
	}
	return fmt.Sprintf("%d resources", n)
}
