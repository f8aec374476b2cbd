package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func versionCommand(p *Process) *cobra.Command {
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
				return writeJSON(p.Stdout, struct {
					Version string `json:"version"`
					Go      string `json:"go"`
				}{p.Version, runtime.Version()})
			}
			return write(p.Stdout, fmt.Appendf(nil, "helm hash %s (%s)\n", p.Version, runtime.Version()))
		},
	}
	formatFlag(cmd, &format, names)
	return cmd
}
