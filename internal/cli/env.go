package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

type envOptions struct {
	invocation   *program.Invocation
	release      releaseFlags
	config       string
	environments []string // of --env; empty: the default one, or all
	format       string
	target       string // WORKLOAD[/CONTAINER]; empty: all
	serviceLinks bool

	showCredentials bool // those that stand in the manifests as plain text
	differences     bool // of the matrix only rows that differ or lack something

	// The views; without one the environment is shown.
	byEnvironment bool
	drifting      bool
	repeated      bool
}

func envCommand(p *program.Invocation) *cobra.Command {
	o := envOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "env [WORKLOAD[/CONTAINER]]",
		Short: "Show which variables a container really gets, and from where",
		Long: `env renders the release, takes it through the pipeline of hash-post, and computes for every
container the variables that the kubelet will give it: in their order, with $(NAME) expanded,
and with what is skipped, overwritten or missing. WORKLOAD is a name or kind/name.

Values are shown as the manifests hold them. Those of Secrets never are: in their place stands
the Secret with the key. A credential that stands in the manifests as plain text is not shown,
nor what is made of it: helm hash lint finds it, and --show-credentials shows it.

--matrix compares environments, --drift lists the variables that do not follow hash.yaml, and
--duplicates lists those that several workloads define alike. In csv a quote goes before a value
that a spreadsheet would take for a formula; json has every value as it is.`,
		Example: `  helm hash env --env production
  helm hash env hash-api/api --env production -o json
  helm hash env --matrix -o html > environments.html
  helm hash env --drift --env staging`,
		Args: oneTarget,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.target = targetOf(args)
			return o.run(cmd.Context())
		},
		ValidArgsFunction: o.completeTarget,
	}
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	flags := cmd.Flags()
	flags.StringArrayVar(&o.environments, "env", nil, "`ENVIRONMENT`; default: $HASH_ENV, else defaultEnvironment of hash.yaml; repeated, only these for --matrix, --drift and --duplicates, else all")
	flags.BoolVar(&o.byEnvironment, "matrix", false, "compare the environments, variable by variable")
	flags.BoolVar(&o.drifting, "drift", false, "list the variables that are set otherwise than hash.yaml shares them")
	flags.BoolVar(&o.repeated, "duplicates", false, "list the variables that several workloads define alike")
	flags.BoolVar(&o.differences, "differences", false, "of --matrix only the variables that differ or are missing somewhere")
	flags.BoolVar(&o.serviceLinks, "service-links", false, "show the variables, too, that the kubelet adds for Services")
	flags.BoolVar(&o.showCredentials, "show-credentials", false, "show credentials that stand in the manifests as plain text")
	formatFlag(cmd, &o.format, tableFormats())
	completeEnvironments(cmd, p, &o.config)
	cmd.AddCommand(envExportCommand(p), envHoistCommand(p))
	return cmd
}

// oneTarget takes at most one argument.
func oneTarget(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return program.WithHint(fmt.Errorf("unexpected argument %q for %s", args[1], cmd.CommandPath()), "name one workload, or none for all")
	}
	return nil
}

func targetOf(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

func (o *envOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, tableFormats()), o.release.check(), o.checkViews()); err != nil {
		return err
	}
	switch {
	case o.byEnvironment:
		return o.matrix(ctx)
	case o.drifting:
		return o.drift(ctx)
	case o.repeated:
		return o.duplicates(ctx)
	default:
		return o.show(ctx)
	}
}

// checkViews refuses flags that mean different views, and those that a view cannot honour.
func (o *envOptions) checkViews() error {
	var views []string
	for _, view := range []struct {
		flag  string
		given bool
	}{{"--matrix", o.byEnvironment}, {"--drift", o.drifting}, {"--duplicates", o.repeated}} {
		if view.given {
			views = append(views, view.flag)
		}
	}
	switch {
	case len(views) > 1:
		return fmt.Errorf("%s and %s are different tables: give one of them", views[0], views[1])
	case len(views) == 0 && len(o.environments) > 1:
		return program.WithHint(errors.New("--env is given more than once, and one environment is shown"), "compare environments with --matrix")
	case o.serviceLinks && (o.drifting || o.repeated):
		return fmt.Errorf("%s has no service links: leave --service-links out", views[0])
	case o.showCredentials && (o.drifting || o.repeated):
		return fmt.Errorf("%s never shows credentials: leave --show-credentials out", views[0])
	case o.differences && !o.byEnvironment:
		return errors.New("--differences are those of --matrix: give both")
	case o.release.stream != "" && len(o.environments) > 1:
		return errors.New("--stream is rendered for one environment: give --env once")
	}
	return nil
}
