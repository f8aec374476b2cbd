package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/finding"
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

// writeReport writes the report in one go.
func writeReport(w io.Writer, format string, r *finding.Report) error {
	f, err := report.Find(format)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := f.Write(&text, r); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return write(w, text.Bytes())
}

func write(w io.Writer, text []byte) error {
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}

// writeJSON writes a value of a command's own, in one go.
func writeJSON(w io.Writer, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return write(w, append(text, '\n'))
}

// watched keeps the first error of writing, for those who drop it: cobra prints help without looking.
type watched struct {
	io.Writer
	err error
}

func (w *watched) Write(text []byte) (int, error) {
	n, err := w.Writer.Write(text)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("writing the output: %w", err)
	}
	return n, err
}
