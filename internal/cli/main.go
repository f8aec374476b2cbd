// Package cli holds the commands of helm hash: it turns words into a call and a result into a number.
//
// It hides the command-line library, where hash.yaml is looked for, how files are named to people, and
// the map from errors to exit codes. What a command does is decided elsewhere.
package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// Process is what a program gets from its surroundings.
type Process struct {
	Args    []string // without the program's name
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Environ []string // KEY=value
	Now     time.Time
	Version string
}

// variable gives the value of an environment variable, or "".
func (p Process) variable(name string) string {
	for _, entry := range p.Environ {
		if key, value, _ := strings.Cut(entry, "="); key == name {
			return value
		}
	}
	return ""
}

// Main runs one command and gives the exit code: 0 clean, 1 findings at or over the failing level, 2
// wrong input or configuration, 3 a bug.
func Main(ctx context.Context, p Process) int {
	err := p.guarded(ctx)
	if err != nil {
		// Nobody is left to tell when stderr is closed as well; the exit code still says it.
		_, _ = io.WriteString(p.Stderr, message(err))
	}
	return exitCode(err)
}

// guarded runs the command and turns a panic into an error.
func (p Process) guarded(ctx context.Context) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &bug{fmt.Errorf("panic: %v", cause)}
		}
	}()
	root := rootCommand(&p)
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	help := &watched{Writer: p.Stdout}
	root.SetOut(help)
	root.SetErr(p.Stderr)
	err = root.ExecuteContext(ctx)
	return cmp.Or(help.err, err)
}

func rootCommand(p *Process) *cobra.Command {
	root := &cobra.Command{
		Use:   "hash",
		Short: "Check and render Helm charts with shared env, overlays and policies",
		Long: `helm hash runs the code of the hash-post post-renderer outside of an installation: over
all environments in CI (lint), or to see what would be installed (render).`,
		Example: `  helm hash lint
  helm hash lint --env production -o json
  helm hash render --env staging`,
		Annotations:   map[string]string{cobra.CommandDisplayNameAnnotation: "helm hash"},
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return hinted{err, "see " + cmd.CommandPath() + " --help"}
	})
	root.AddCommand(
		lintCommand(p),
		renderCommand(p),
		policyCommand(p),
		versionCommand(p),
	)
	return root
}

// noArguments refuses arguments and unknown commands in the program's own words.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasSubCommands() {
		return hinted{fmt.Errorf("unexpected argument %q for %s", args[0], cmd.CommandPath()), "see " + cmd.CommandPath() + " --help"}
	}
	err := fmt.Errorf("unknown command %q for %s", args[0], cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2 // cobra's own default, which it sets elsewhere only
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return hinted{err, "did you mean " + cmd.CommandPath() + " " + near[0] + "?"}
	}
	return hinted{err, "see " + cmd.CommandPath() + " --help"}
}
