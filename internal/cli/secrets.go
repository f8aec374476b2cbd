package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

func secretsCommand(p *program.Invocation) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "secrets",
		Short: "List, prepare, generate and check the Secrets that a release needs",
		Long: `secrets is about the Secrets that a release refers to, and who makes them. Only generate ever
sees a value, and only one that it makes or that you hand over.`,
		Example: `  helm hash secrets list --env production
  helm hash secrets check --env production`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(secretsListCommand(p), secretsTemplateCommand(p), secretsGenerateCommand(p), secretsCheckCommand(p))
	return cmd
}

// secretsOptions are those of all commands about the Secrets of a release.
type secretsOptions struct {
	invocation  *program.Invocation
	release     releaseFlags
	config      string
	environment string
}

func (o *secretsOptions) add(cmd *cobra.Command) {
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	environmentFlag(cmd, &o.environment, oneEnvironment)
	completeEnvironments(cmd, o.invocation, &o.config)
}

// secretsRelease is a release with the Secrets that it refers to.
type secretsRelease struct {
	project     *config.Project
	environment *config.Environment
	needs       []secret.Need
}

// read renders the release and takes it through the pipeline. What policies find does not matter here:
// a Secret is needed all the same.
func (o *secretsOptions) read(ctx context.Context, project *config.Project) (*secretsRelease, error) {
	if err := o.release.check(); err != nil {
		return nil, err
	}
	done, err := o.release.installed(ctx, o.invocation, project, o.invocation.Given(o.environment))
	if err != nil {
		return nil, err
	}
	o.sayNamespace(project)
	needs := secret.Needs(secret.Release{
		Set:         done.Resources,
		Kinds:       pipeline.Kinds(project),
		Project:     project,
		Environment: done.Environment,
	})
	return &secretsRelease{project: project, environment: done.Environment, needs: needs}, nil
}

// readProject reads the project and the release.
func (o *secretsOptions) readProject(ctx context.Context) (*secretsRelease, error) {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	return o.read(ctx, project)
}

// say tells on stderr what is no result.
func (o *secretsOptions) say(text string) {
	_, _ = fmt.Fprintf(o.invocation.Stderr, "%s: %s\n", name, program.Printable(text)) // the result matters
}

// sayNamespace tells whoever has given Helm another namespace than the project's. Without -n Helm names
// that of the kubeconfig, which is default as a rule.
func (o *secretsOptions) sayNamespace(project *config.Project) {
	given := o.invocation.Variable("HELM_NAMESPACE")
	if given != "" && given != "default" && given != project.Release.Namespace {
		o.say(fmt.Sprintf("the namespace is %s, by release.namespace of hash.yaml: helm's -n %s is not used", project.Release.Namespace, given))
	}
}
