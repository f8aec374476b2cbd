package postrender

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/report"
)

const usage = `hash-post stands between Helm's rendering and the cluster: it injects shared environment
variables and secret references, applies the environment's overlay, and checks the result
against policies. If a policy fails, it prints no manifest and Helm installs nothing.

Usage:
  hash-post [flags] [-- other-renderer [args...]] < manifests > manifests

Examples:
  helm install hash ./chart -f overlays/local/values.yaml --post-renderer hash-post
  helm template hash ./chart -f overlays/local/values.yaml | hash-post --env local

Flags:
  --env NAME            environment of hash.yaml; default: $HASH_ENV, else what the chart says
  --config FILE         hash.yaml; default: $HASH_CONFIG, else looked for upwards
  --report FILE[:FORMAT]  also write the findings there; formats: %s
  --kube-version V      Kubernetes version to judge for; default: the environment's highest
  --helm4               report errors the way in which Helm 4 shows them (set by the plugin file)
  --version             print the version
  --help                print this text

After -- another post-renderer may follow; it runs first. Helm takes only one.

Exit status: 0 done, 1 refused by a policy, 2 the input or the configuration is wrong,
3 a bug in hash-post.
`

type options struct {
	environment string
	config      string
	report      string
	format      report.Format
	kubeVersion string
	helm4       bool
	version     bool
	help        bool
	renderer    []string // another renderer and its arguments; empty: none
}

// parse reads the command line.
func parse(args []string) (options, error) {
	var o options
	if i := slices.Index(args, "--"); i >= 0 {
		args, o.renderer = args[:i], args[i+1:]
		if len(o.renderer) == 0 {
			return o, errors.New("nothing follows --: name the other renderer, or leave -- out")
		}
	}
	flags := flag.NewFlagSet("hash-post", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var target string
	flags.StringVar(&o.environment, "env", "", "")
	flags.StringVar(&o.config, "config", "", "")
	flags.StringVar(&target, "report", "", "")
	flags.StringVar(&o.kubeVersion, "kube-version", "", "")
	flags.BoolVar(&o.helm4, "helm4", false, "")
	flags.BoolVar(&o.version, "version", false, "")
	flags.BoolVar(&o.help, "help", false, "")
	flags.BoolVar(&o.help, "h", false, "")
	if err := flags.Parse(args); err != nil {
		return o, fmt.Errorf("%w: see hash-post --help", err)
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q: another renderer goes after --", flags.Arg(0))
	}
	return o, o.setReport(target)
}

// setReport splits FILE[:FORMAT]; without a format the file's ending says which it is.
func (o *options) setReport(target string) error {
	if target == "" {
		return nil
	}
	file, name := target, ""
	if i := strings.LastIndexByte(target, ':'); i > 1 && !strings.ContainsAny(target[i:], `/\`) {
		file, name = target[:i], target[i+1:]
	} else {
		name = strings.TrimPrefix(filepath.Ext(target), ".")
		if !slices.Contains(report.Names(), name) {
			name = report.Names()[0]
		}
	}
	format, err := report.Find(name)
	if err != nil {
		return fmt.Errorf("--report %s: %w", target, err)
	}
	o.report, o.format = file, format
	return nil
}
