package cli

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/helm"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// helmJudging is what is needed to judge a release before Helm is run with it.
type helmJudging struct {
	helm   helm.Program
	stdin  []byte // values; nil: none
	report program.ReportFile
}

// judge takes the release through the pipeline of hash-post and gives the refusal, if the findings are one.
func (o *helmOptions) judge(ctx context.Context, j helmJudging) error {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return err
	}
	o.sayNamespace(project)
	release, err := o.release(ctx, j, project)
	if err != nil {
		return err
	}
	installed, err := pipeline.Install(ctx, pipeline.InstallOptions{Project: project, Given: o.given(), Now: o.invocation.Now}, *release)
	if err != nil {
		return err
	}
	found := program.Relocate([]finding.Environment{installed.Report(o.kubeVersion())}, project)[0]
	if err := j.report.Write(&finding.Report{Environments: []finding.Environment{found}}); err != nil {
		return err
	}
	if err := sayNoteworthy(o.invocation, found); err != nil {
		return err
	}
	if installed.Refused() {
		return &program.RefusedError{Text: "a policy refuses this release; helm " + o.command + " was not run"}
	}
	return nil
}

// sayNamespace tells whoever installs into another namespace than the project's. As in hash-post, which
// is not told Helm's, it is that of hash.yaml that counts for resources that name none.
func (o *helmOptions) sayNamespace(project *config.Project) {
	given := o.invocation.Variable("HELM_NAMESPACE")
	if given != "" && given != "default" && given != project.Release.Namespace {
		text := fmt.Sprintf("judged as in the namespace %s, by release.namespace of hash.yaml; helm's is %s", project.Release.Namespace, given)
		_, _ = fmt.Fprintf(o.invocation.Stderr, "%s: %s\n", name, program.Printable(text)) // the result matters
	}
}
