package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

// environmentFlag adds --env to a command for one environment.
func environmentFlag(cmd *cobra.Command, environment *string, usage string) {
	cmd.Flags().Var(&onceValue{text: environment}, "env", usage)
}

// oneEnvironment is the usage of --env where a default takes its place.
const oneEnvironment = "`ENVIRONMENT`; default: $HASH_ENV, else defaultEnvironment of hash.yaml"

// onceValue is a flag with one value: of several, the last one would win without a word.
type onceValue struct {
	text  *string
	given bool
}

func (v *onceValue) Set(text string) error {
	if v.given && *v.text != text {
		return fmt.Errorf("it is %s already, and one environment is meant", *v.text)
	}
	*v.text, v.given = text, true
	return nil
}

func (v *onceValue) String() string {
	if v.text == nil {
		return ""
	}
	return *v.text
}

// Type is what the help calls values that have no name.
func (v *onceValue) Type() string { return "string" }

// completeEnvironments offers the environments of the project to the shell.
func completeEnvironments(cmd *cobra.Command, p *program.Invocation, file *string) {
	complete := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		project, err := p.Project(*file)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var names []string
		for _, env := range project.Environments {
			names = append(names, env.Name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
	if err := cmd.RegisterFlagCompletionFunc("env", complete); err != nil {
		panic(err) // every caller has added the flag
	}
}
