package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

func versionCommand(p *program.Invocation) *cobra.Command {
	names := []string{"text", "json"}
	var format string
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  helm hash version -o json",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if err := checkFormat(format, names); err != nil {
				return err
			}
			if format == "json" {
				return printJSON(p, struct {
					Version string `json:"version"`
					Go      string `json:"go"`
				}{p.Version, runtime.Version()})
			}
			return p.Output(fmt.Appendf(nil, "helm hash %s (%s)\n", p.Version, runtime.Version()))
		},
	}
	formatFlag(cmd, &format, names)
	return cmd
}
