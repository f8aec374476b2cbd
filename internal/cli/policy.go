package cli

import "github.com/spf13/cobra"

func policyCommand(p *Process) *cobra.Command {
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
