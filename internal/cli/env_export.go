package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

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
manifests, such as helm hash secrets generate prints. Without it, and for what only the cluster
knows, a comment stands in place of the variable, and stderr says how many there are.`,
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
	flags.StringVar(&environment, "env", "", "`ENVIRONMENT`; default: $HASH_ENV, else defaultEnvironment of hash.yaml")
	flags.BoolVar(&o.serviceLinks, "service-links", false, "print the variables, too, that the kubelet adds for Services")
	flags.StringVar(&o.secrets, "secrets", "", "take the values of Secrets from the manifests in `FILE` (- for stdin)")
	formatFlag(cmd, &o.format, exportFormatNames())
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *envExportOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, exportFormatNames()), o.release.check()); err != nil {
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
	format := findExportFormat(o.format)
	e := r.export(c, o.serviceLinks, values, format)
	var text bytes.Buffer
	format.write(&text, e)
	if err := o.invocation.Output(text.Bytes()); err != nil {
		return err
	}
	o.tell(e)
	return nil
}

// tell says on stderr what is left out.
func (o *envExportOptions) tell(e *export) {
	left := 0
	for _, v := range e.variables {
		if v.why != "" {
			left++
		}
	}
	if left == 0 {
		return
	}
	what := "entries are"
	if left == 1 {
		what = "entry is"
	}
	hint := ""
	if o.secrets == "" {
		hint = "; --secrets FILE gives the values of Secrets"
	}
	_, _ = fmt.Fprintf(o.invocation.Stderr, "%s: %d %s left out, and named in comments%s\n", name, left, what, hint)
}
