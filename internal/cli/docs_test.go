package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/postrender"
	"github.com/hashintel/helm-hash/internal/program"
)

// The page on the commands is the one that their help gives.
func TestDocsCommands(t *testing.T) {
	var page strings.Builder
	page.WriteString(commandsIntroduction)
	root := rootCommand(&program.Invocation{})
	root.InitDefaultHelpFlag()
	commandTable(&page, root)
	commandSections(&page, root)
	fmt.Fprintf(&page, "\n## hash-post\n\n```text\n%s```\n", hashPostHelp(t))
	golden.File(t, filepath.Join("..", "..", "docs", "cli.md"), page.String())
}

const commandsIntroduction = `# Commands

Written by ` + "`make docs`" + ` from the help of the programs: ` + "`helm hash`, a Helm plugin, and `hash-post`" + `, the post-renderer.
What they do together is in the [guide](guide.md). Exit codes are [the same everywhere](decisions/0005-exit-codes.md).

`

func commandTable(b *strings.Builder, root *cobra.Command) {
	b.WriteString("| command | does |\n|--|--|\n")
	for _, cmd := range documented(root) {
		fmt.Fprintf(b, "| [%s](#%s) | %s |\n", cmd.CommandPath(), strings.ReplaceAll(cmd.CommandPath(), " ", "-"), cmd.Short)
	}
	b.WriteString("| [hash-post](#hash-post) | Change and check manifests between Helm and the cluster |\n")
}

func commandSections(b *strings.Builder, root *cobra.Command) {
	for _, cmd := range documented(root) {
		fmt.Fprintf(b, "\n## %s\n\n", cmd.CommandPath())
		if cmd.Long == "" {
			fmt.Fprintf(b, "%s.\n", cmd.Short)
		} else {
			fmt.Fprintf(b, "%s\n", cmd.Long)
		}
		fmt.Fprintf(b, "\n```text\n%s\n```\n\nExamples:\n\n```sh\n%s\n```\n", cmd.UseLine(), unindented(cmd.Example))
		fmt.Fprintf(b, "\nFlags:\n\n```text\n%s```\n", cmd.NonInheritedFlags().FlagUsages())
	}
}

// documented lists the commands that do something themselves, below root and in its order. Those that
// the library adds when it runs, help and completion, are not among them.
func documented(root *cobra.Command) []*cobra.Command {
	var found []*cobra.Command
	for _, cmd := range root.Commands() {
		if cmd.HasSubCommands() {
			if strings.Contains(cmd.Use, " ") { // it takes arguments itself
				cmd.InitDefaultHelpFlag()
				found = append(found, cmd)
			}
			found = append(found, documented(cmd)...)
			continue
		}
		cmd.InitDefaultHelpFlag()
		found = append(found, cmd)
	}
	return found
}

func unindented(example string) string {
	lines := strings.Split(example, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "  ")
	}
	return strings.Join(lines, "\n")
}

func hashPostHelp(t *testing.T) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := postrender.Main(t.Context(), program.Invocation{Args: []string{"--help"}, Stdout: &stdout, Stderr: &stderr})
	if code != 0 || stdout.Len() == 0 {
		t.Fatalf("hash-post --help gives %d: %s", code, stderr.String())
	}
	return stdout.String()
}
