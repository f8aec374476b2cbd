package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/helm"
	"github.com/hashintel/helm-hash/internal/program"
)

// helmOptions are those of a command of Helm's that is run with hash-post.
type helmOptions struct {
	invocation  *program.Invocation
	command     string // of Helm
	arguments   helm.Arguments
	config      string
	environment string
	report      string
}

// helmCommands give those commands of Helm that have a post-renderer.
func helmCommands(p *program.Invocation) []*cobra.Command {
	return []*cobra.Command{
		helmCommand(p, "install", "NAME"),
		helmCommand(p, "upgrade", "RELEASE"),
		helmCommand(p, "template", "NAME"),
	}
}

// helmCommand gives a command that takes Helm's own flags, and three of ours.
func helmCommand(p *program.Invocation, command, release string) *cobra.Command {
	o := helmOptions{invocation: p, command: command}
	cmd := &cobra.Command{
		Use:   command + " " + release + " CHART",
		Short: "Run helm " + command + " with hash-post, after judging all of the release",
		Long: fmt.Sprintf(`%[1]s renders the release and judges all of it, with what no post-renderer sees: the files
of crds/, and hooks under Helm 3. If a policy refuses the release, it prints the findings on
stderr and does not run Helm, so not even crds/ are installed. Else it runs helm %[1]s with
hash-post as the post-renderer, in the way that Helm 3 or Helm 4 wants it. What Helm prints
and its exit code come through unchanged.

What depends on lookup, or on the API versions of the cluster, is known to Helm alone: hash-post
judges it then, except in crds/ and in hooks under Helm 3.

All other flags are Helm's: see helm %[1]s --help. Only --post-renderer is ours to set; with
--post-renderer-args=-- --post-renderer-args=OTHER another one runs before hash-post.

Exit status: that of Helm; if Helm is not run, 1 findings at or over failOn, 2 wrong input or
configuration, 3 a bug.`, command),
		Example: fmt.Sprintf(`  helm hash %[1]s hash ./chart -f overlays/local/values.yaml
  helm hash %[1]s hash ./chart -f overlays/production/values.yaml --env production --report findings.json`, command),
		DisableFlagParsing: true,
		RunE:               o.runE,
	}
	configFlag(cmd, &o.config)
	environmentFlag(cmd, &o.environment, "`ENVIRONMENT`; default: $HASH_ENV, else what the chart says, else defaultEnvironment of hash.yaml")
	cmd.Flags().StringVar(&o.report, "report", "", "also write the findings to `FILE[:FORMAT]`")
	completeHelm(cmd, p, &o)
	return cmd
}

func (o *helmOptions) runE(cmd *cobra.Command, words []string) error {
	var err error
	if o.arguments, err = helm.Parse(o.command, words, ownFlags...); err != nil {
		return err
	}
	if o.arguments.Has("help") {
		return cmd.Help()
	}
	if err := o.takeOwn(cmd); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	return o.run(cmd.Context())
}

// ownFlags are the flags that Helm does not get.
var ownFlags = []string{"config", "env", "report"}

// takeOwn takes our flags out of the arguments.
func (o *helmOptions) takeOwn(cmd *cobra.Command) error {
	for _, flag := range ownFlags {
		var values []string
		values, o.arguments = o.arguments.Take(flag)
		for _, value := range values {
			if err := cmd.Flags().Set(flag, value); err != nil {
				return program.WithHint(err, "see "+cmd.CommandPath()+" --help")
			}
		}
	}
	return nil
}

// check refuses what can be refused before any work is done.
func (o *helmOptions) check() error {
	if o.arguments.Has("post-renderer") {
		return program.WithHint(
			fmt.Errorf("--post-renderer: helm hash %s brings its own, hash-post, and Helm takes only one", o.command),
			"leave it out; another one runs before hash-post with --post-renderer-args=-- --post-renderer-args=OTHER",
		)
	}
	operands := o.arguments.Operands()
	if n := len(operands); n == 2 || n == 1 && o.command != "upgrade" { // Helm makes a name, or says that one is missing
		return nil
	}
	return program.WithHint(
		fmt.Errorf("helm hash %s takes a release and a chart, got %q", o.command, operands),
		"if one of these is the value of a flag, write --flag=value",
	)
}
