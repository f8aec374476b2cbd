package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/program"
)

type envHoistOptions struct {
	invocation *program.Invocation
	config     string
	chart      string // CHART or DIR; empty: the project here or above
	release    releaseFlags
	write      bool
	format     string
}

func envHoistCommand(p *program.Invocation) *cobra.Command {
	o := envHoistOptions{invocation: p}
	names := []string{"text", "json"}
	cmd := &cobra.Command{
		Use:   "hoist [CHART|DIR]",
		Short: "Share the variables that several workloads repeat, without touching a template",
		Long: `hoist finds variables that several workloads define literally with the same value, and
proposes shared ConfigMaps for them: stanzas of hash.yaml, by which hash-post drops the repeated
ones when it renders. It takes the release of every environment through the pipeline without
the proposal and with it, and leaves out what would change any variable of any container.
Values given here are part of that proof.

CHART is any chart, DIR a directory with a hash.yaml. A chart without one gets it beside its
Chart.yaml, with one environment called default, which gets the files of -f that are in that
directory. With --write hash.yaml is written; nothing else ever is. What looks like a credential is left where it is, and hooks are left alone.`,
		Example: `  helm hash env hoist
  helm hash env hoist ./chart -f ./chart/values-eu.yaml --write`,
		Args: oneChart,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.chart = targetOf(args)
			if err := cmp.Or(checkFormat(o.format, names), o.release.check()); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	configFlag(cmd, &o.config)
	o.release.add(cmd)
	cmd.Flags().BoolVar(&o.write, "write", false, "write hash.yaml instead of only showing what would change")
	formatFlag(cmd, &o.format, names)
	return cmd
}

func oneChart(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return program.WithHint(fmt.Errorf("unexpected argument %q for %s", args[1], cmd.CommandPath()), "name one chart or project, or none for the one here")
	}
	return nil
}

func (o *envHoistOptions) run(ctx context.Context) error {
	subject, err := o.subject()
	if err != nil {
		return err
	}
	if _, err := o.release.environments(subject.project, nil); err != nil {
		return err // a stream for several environments
	}
	run := hoisting{subject: subject, invocation: o.invocation, flags: o.release}
	if err := run.render(ctx); err != nil {
		return err
	}
	proposal, proof, err := hoist.Settle(ctx, run.input, run.try)
	if err != nil {
		return err
	}
	changed := len(proposal.Groups) > 0 && !bytes.Equal(run.text, subject.onDisk)
	if o.write && changed {
		if err := replaceFile(subject.file, subject.onDisk, run.text); err != nil {
			return err
		}
	}
	shown := hoisted{
		file:      subject.file,
		release:   subject.project.Release.Name,
		namespace: subject.project.Release.Namespace,
		proposal:  proposal,
		proof:     proof,
		written:   o.write && changed,
	}
	if changed {
		shown.diff = hoist.Diff(subject.file, subject.onDisk, run.text)
	}
	if o.format == "json" {
		return printJSON(o.invocation, shown.asJSON())
	}
	return o.invocation.Output(shown.asText())
}
