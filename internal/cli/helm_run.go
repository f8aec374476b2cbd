package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hashintel/helm-hash/internal/helm"
	"github.com/hashintel/helm-hash/internal/program"
)

// run judges the release, and then has Helm do what it was asked for.
func (o *helmOptions) run(ctx context.Context) error {
	target, err := program.ParseReportFile(o.report)
	if err != nil {
		return err
	}
	if err := target.Clear(); err != nil {
		return err
	}
	found, err := helm.Find(o.invocation.Environ)
	if err != nil {
		return err
	}
	defer found.EndWithCaller()()
	prepared, flags, err := o.prepare(ctx, found)
	if err != nil {
		return err
	}
	stdin, err := o.readValues()
	if err != nil {
		return err
	}
	if err := o.judge(ctx, helmJudging{helm: found, stdin: stdin, report: target}); err != nil {
		return err
	}
	streams := helm.Streams{In: o.invocation.Stdin, Out: o.invocation.Stdout, Err: o.invocation.Stderr}
	if stdin != nil {
		streams.In = bytes.NewReader(stdin)
	}
	args := append([]string{o.command}, flags...)
	return prepared.Run(ctx, streams, append(args, o.arguments.Words()...)...)
}

// prepare gives Helm as it is run in the end, and the flags by which it calls hash-post. The plugin is
// where Helm says, or else around the program itself.
func (o *helmOptions) prepare(ctx context.Context, found helm.Program) (helm.Program, []string, error) {
	version, err := found.Version(ctx)
	if err != nil {
		return helm.Program{}, nil, err
	}
	if err := o.arguments.Unfiltered(version); err != nil {
		return helm.Program{}, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return helm.Program{}, nil, err
	}
	renderer, err := helm.FindPostRenderer(o.invocation.Variable("HELM_PLUGIN_DIR"), filepath.Dir(filepath.Dir(self)))
	if err != nil {
		return helm.Program{}, nil, err
	}
	args, err := o.rendererArguments()
	if err != nil {
		return helm.Program{}, nil, err
	}
	return renderer.Prepare(ctx, found, version, args)
}

// rendererArguments are the flags that hash-post gets from us.
func (o *helmOptions) rendererArguments() ([]string, error) {
	var args []string
	if o.environment != "" {
		args = append(args, "--env="+o.environment)
	}
	if o.config != "" {
		file, err := filepath.Abs(o.config)
		if err != nil {
			return nil, err
		}
		args = append(args, "--config="+file)
	}
	return args, nil
}

// readValues reads the values that Helm would take from stdin: they are needed twice. Otherwise it
// leaves stdin to Helm and gives nil.
func (o *helmOptions) readValues() ([]byte, error) {
	if !o.arguments.ReadsStdin() {
		return nil, nil
	}
	stdin, err := o.invocation.Input("give the values on stdin: ... | helm hash " + o.command + " -f - ...")
	if err != nil {
		return nil, err
	}
	values, err := io.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("reading stdin: %w", err)
	}
	return values, nil
}
