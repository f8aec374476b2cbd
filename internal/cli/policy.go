package cli

import (
	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

func policyCommand(p *program.Invocation) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "List the rules and test your own policies",
		Example: `  helm hash policy list --env production
  helm hash policy test my-policies`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(policyListCommand(p), policyTestCommand(p))
	return cmd
}
