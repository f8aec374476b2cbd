// Package cli holds the commands of helm hash: it turns words into a call and a result into a number.
//
// It hides the command-line library, which projects an argument stands for, and where a release
// comes from. What a command does is decided elsewhere.
package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log" //nolint:depguard // only to silence Helm's SDK, which logs the values that it merges

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

// name is what messages begin with.
const name = "hash"

// Main runs one command and gives the exit code: 0 clean, 1 findings at or over the failing level, 2
// wrong input or configuration, 3 a bug.
func Main(ctx context.Context, in program.Invocation) int {
	return in.End(name, guarded(ctx, in))
}

// guarded runs the command and turns a panic into an error.
func guarded(ctx context.Context, in program.Invocation) (err error) {
	defer program.Recover(&err)
	log.SetOutput(io.Discard)
	root := rootCommand(&in)
	root.SetArgs(in.Args)
	root.SetIn(in.Stdin)
	var help bytes.Buffer // cobra prints help and completions, and does not look whether it could
	root.SetOut(&help)
	root.SetErr(in.Stderr)
	if err := root.ExecuteContext(ctx); err != nil || help.Len() == 0 {
		return err
	}
	return in.Output(help.Bytes())
}

func rootCommand(p *program.Invocation) *cobra.Command {
	root := &cobra.Command{
		Use:   "hash",
		Short: "Check and render Helm charts with shared env, overlays and policies",
		Long: `helm hash runs the code of the hash-post post-renderer outside of an installation: over
all environments in CI (lint), to see what would be installed (render), which variables
every container gets (env), and which Secrets have to be there (secrets). It also runs Helm with
hash-post (install, upgrade, template), and says whether all is well (doctor).`,
		Example: `  helm hash lint
  helm hash lint --env production -o json
  helm hash render --env staging
  helm hash upgrade --install hash ./chart -f overlays/staging/values.yaml
  helm hash env --matrix
  helm hash secrets list --env production`,
		Annotations:   map[string]string{cobra.CommandDisplayNameAnnotation: "helm hash"},
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true // helm completion asks plugin.complete
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return program.WithHint(err, "see "+cmd.CommandPath()+" --help")
	})
	root.AddCommand(helmCommands(p)...)
	root.AddCommand(
		lintCommand(p),
		renderCommand(p),
		envCommand(p),
		graphCommand(p),
		policyCommand(p),
		secretsCommand(p),
		doctorCommand(p),
		versionCommand(p),
	)
	return root
}

// noArguments refuses arguments and unknown commands in the program's own words.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	help := "see " + cmd.CommandPath() + " --help"
	if !cmd.HasSubCommands() {
		return program.WithHint(fmt.Errorf("unexpected argument %q for %s", args[0], cmd.CommandPath()), help)
	}
	err := fmt.Errorf("unknown command %q for %s", args[0], cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2 // cobra's own default, which it sets elsewhere only
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return program.WithHint(err, "did you mean "+cmd.CommandPath()+" "+near[0]+"?")
	}
	return program.WithHint(err, help)
}
