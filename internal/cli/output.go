package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

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

// tableFormats are those of a command whose result is a table, or JSON for programs.
func tableFormats() []string { return slices.Insert(report.TableNames(), 1, "json") }

// printTable prints a table in a format that was checked.
func printTable(p *program.Invocation, format string, t *report.Table) error {
	f, err := report.FindTable(format)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := f.Write(&text, t); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return p.Output(text.Bytes())
}

// printJSON prints values as they are. What could move a cursor is written as JSON's escape, which means
// the same to whoever reads it.
func printJSON(p *program.Invocation, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return p.Output([]byte(escaped(b.String())))
}

// escaped writes control and formatting characters in a JSON text as escapes.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '\n' || !unicode.In(r, unicode.Cc, unicode.Cf) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
