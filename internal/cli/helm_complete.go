package cli

import (
	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

// completeHelm offers environments after --env, and files elsewhere. The library completes no value of a
// flag that it does not read; it does offer the names of our flags.
func completeHelm(cmd *cobra.Command, p *program.Invocation, o *helmOptions) {
	completeEnvironments(cmd, p, &o.config)
	environments, _ := cmd.GetFlagCompletionFunc("env")
	cmd.ValidArgsFunction = func(_ *cobra.Command, words []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(words) == 0 || words[len(words)-1] != "--env" {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return environments(cmd, words, word)
	}
}
