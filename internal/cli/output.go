package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// formatFlag adds -o with the names given; the first is the default.
func formatFlag(cmd *cobra.Command, format *string, names []string) {
	cmd.Flags().StringVarP(format, "output", "o", names[0], "output `FORMAT`: "+strings.Join(names, ", "))
	complete := cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc("output", complete); err != nil {
		panic(err) // the flag was added two lines above
	}
}

// checkFormat refuses a format before any work is done.
func checkFormat(format string, names []string) error {
	if !slices.Contains(names, format) {
		return fmt.Errorf("unknown output format %q: one of %s", format, strings.Join(names, ", "))
	}
	return nil
}

// reportText is the report in a format.
func reportText(format string, r *finding.Report) ([]byte, error) {
	f, err := report.Find(format)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := f.Write(&text, r); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return text.Bytes(), nil
}

// printJSON prints a value of a command's own.
func printJSON(p *program.Invocation, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return p.Output(append(text, '\n'))
}
