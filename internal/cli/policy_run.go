package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/policy"
	"github.com/hashintel/helm-hash/internal/program"
)

type policyTestOptions struct {
	invocation *program.Invocation
	config     string
	paths      []string
	format     string
}

func policyTestCommand(p *program.Invocation) *cobra.Command {
	o := policyTestOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "test [PATH...]",
		Short: "Run the Rego tests of your own policies",
		Long: `test runs the rules called test_… that lie beside your own policies: those of policies.paths
in hash.yaml, or of the files and directories given. They run as the policies do: without
network, clock and environment.

Exit status: 0 all pass, 1 a test fails, 2 wrong input or Rego that does not compile.`,
		Example: `  helm hash policy test
  helm hash policy test my-policies -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return o.run(cmd.Context())
		},
	}
	configFlag(cmd, &o.config)
	formatFlag(cmd, &o.format, []string{"text", "json"})
	return cmd
}

func (o *policyTestOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format, []string{"text", "json"}); err != nil {
		return err
	}
	options, err := o.policies()
	if err != nil {
		return err
	}
	results, err := policy.Test(ctx, options)
	if err != nil {
		return err
	}
	if len(results) == 0 {
		return program.WithHint(fmt.Errorf("no tests in %v", options.Paths), "a test is a rule called test_… in a file that ends in _test.rego")
	}
	if err := o.print(results); err != nil {
		return err
	}
	for _, r := range results {
		if !r.Pass && !r.Skipped {
			return &program.RefusedError{}
		}
	}
	return nil
}

// policies gives the paths of the arguments, or those of the project.
func (o *policyTestOptions) policies() (policy.Options, error) {
	if len(o.paths) > 0 {
		return policy.Options{Root: ".", Paths: o.paths}, exist(o.paths)
	}
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return policy.Options{}, err
	}
	if len(project.Policies.Paths) == 0 {
		return policy.Options{}, program.WithHint(fmt.Errorf("%s has no policies of its own", project.File), "set policies.paths, or name a directory")
	}
	return policy.Options{Root: project.Dir, Paths: project.Policies.Paths, Data: project.Policies.Data}, nil
}

// exist looks for the paths given as arguments, which an error must not call those of hash.yaml.
func exist(paths []string) error {
	for _, path := range paths {
		_, err := os.Stat(path)
		if inPath, ok := errors.AsType[*fs.PathError](err); ok {
			return fmt.Errorf("%s: %w", path, inPath.Err)
		}
	}
	return nil
}

type jsonTest struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Pass    bool   `json:"pass"`
	Skipped bool   `json:"skipped"`
	Output  string `json:"output"`
	Error   string `json:"error"`
}

func (o *policyTestOptions) print(results []policy.TestResult) error {
	if o.format == "json" {
		list := make([]jsonTest, len(results))
		for i, r := range results {
			list[i] = jsonTest(r)
		}
		return printJSON(o.invocation, list)
	}
	var out bytes.Buffer
	passed, failed, skipped := 0, 0, 0
	for _, r := range results {
		switch {
		case r.Skipped:
			skipped++
		case r.Pass:
			passed++
		default:
			failed++
			fmt.Fprintf(&out, "FAIL %s:%d %s.%s\n", program.Printable(r.File), r.Line, program.Printable(r.Package), program.Printable(r.Name))
			for _, text := range []string{r.Error, r.Output} {
				if text != "" {
					fmt.Fprintf(&out, "     %s\n", program.Printable(text))
				}
			}
		}
	}
	fmt.Fprintf(&out, "%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	return o.invocation.Output(out.Bytes())
}
