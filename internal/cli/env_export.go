package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/export"
	"github.com/hashintel/helm-hash/internal/program"
)

type envExportOptions struct {
	envOptions
	secrets string // file with the values of Secrets
}

func envExportCommand(p *program.Invocation) *cobra.Command {
	o := envExportOptions{envOptions: envOptions{invocation: p}}
	environment := ""
	cmd := &cobra.Command{
		Use:   "export WORKLOAD[/CONTAINER]",
		Short: "Print the variables of one container, to run it outside of the cluster",
		Long: `export prints what a container gets in an environment as a file of variables (dotenv, for
Docker Compose's env_file among others), as commands for a shell, or as a service of Docker
Compose with image, command and ports.

Values of Secrets are printed only with --secrets FILE, and taken only from that file: Secret
manifests, such as helm hash secrets generate prints. Without it, for what only the cluster knows,
and for credentials that stand in the manifests as plain text, a comment takes the place of the
variable, and stderr says how many there are.`,
		Example: `  helm hash env export hash-api --env local > api.env
  helm hash env export hash-graph/graph --env local -o shell
  helm hash env export hash-api --env local -o compose --secrets secrets.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return program.WithHint(fmt.Errorf("%s needs a workload", cmd.CommandPath()), "see which there are: helm hash env")
			}
			return oneTarget(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.target, o.environments = targetOf(args), []string{environment}
			return o.run(cmd.Context())
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			o.environments = []string{environment}
			return o.completeTarget(cmd, args, begun)
		},
	}
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	flags := cmd.Flags()
	environmentFlag(cmd, &environment, oneEnvironment)
	flags.BoolVar(&o.serviceLinks, "service-links", false, "print the variables, too, that the kubelet adds for Services")
	flags.BoolVar(&o.showCredentials, "show-credentials", false, "print credentials that stand in the manifests as plain text")
	flags.StringVar(&o.secrets, "secrets", "", "take the values of Secrets from the manifests in `FILE` (- for stdin)")
	formatFlag(cmd, &o.format, export.Names())
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *envExportOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, export.Names()), o.release.check()); err != nil {
		return err
	}
	if o.secrets == "-" && o.release.stream == "-" {
		return errors.New("--stream and --secrets cannot both be read from stdin: name a file for one of them")
	}
	r, err := o.one(ctx)
	if err != nil {
		return err
	}
	c, err := onlyContainer(r.components, o.target)
	if err != nil {
		return err
	}
	values, err := o.secretValues(r.project.Release.Namespace)
	if err != nil {
		return err
	}
	values.declare(r.objects)
	format, err := export.Find(o.format)
	if err != nil {
		return err
	}
	text, left := format.Write(r.export(c, o.serviceLinks, values.in(c.id.Namespace)))
	if err := o.invocation.Output(text); err != nil {
		return err
	}
	o.tell(left, r.of(c, o.serviceLinks).hides())
	return nil
}

// tell says on stderr what is left out, and how to get it.
func (o *envExportOptions) tell(left int, hides bool) {
	if left == 0 {
		return
	}
	what := "entries are"
	if left == 1 {
		what = "entry is"
	}
	var remedies []string
	if o.secrets == "" {
		remedies = append(remedies, "--secrets FILE gives the values of Secrets")
	}
	if hides {
		remedies = append(remedies, "--show-credentials those in plain text")
	}
	hint := ""
	if len(remedies) > 0 {
		hint = "; " + strings.Join(remedies, ", ")
	}
	_, _ = fmt.Fprintf(o.invocation.Stderr, "%s: %d %s left out, and named in comments%s\n", name, left, what, hint)
}
