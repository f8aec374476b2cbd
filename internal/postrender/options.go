package postrender

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
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
3 a bug in hash-post. An interrupt (Ctrl-C) ends it as a signal does, which shells show as 130.
`

type options struct {
	environment string
	config      string
	report      program.ReportFile
	kubeVersion string
	helm4       bool
	version     bool
	help        bool
	renderer    renderer
}

// parse reads the command line. With an error it still gives the protocol and the report, as far as
// they can be known.
func parse(args []string) (options, error) {
	var o options
	own, other, divided := args, []string(nil), false
	if i := slices.Index(args, "--"); i >= 0 {
		own, other, divided = args[:i], args[i+1:], true
	}
	o.renderer = other
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var reportTo string
	flags.StringVar(&o.environment, "env", "", "")
	flags.StringVar(&o.config, "config", "", "")
	flags.StringVar(&reportTo, "report", "", "")
	flags.StringVar(&o.kubeVersion, "kube-version", "", "")
	flags.BoolVar(&o.helm4, "helm4", helm4(own), "")
	flags.BoolVar(&o.version, "version", false, "")
	flags.BoolVar(&o.help, "help", false, "")
	flags.BoolVar(&o.help, "h", false, "")
	flagErr := flags.Parse(own)
	var reportErr error
	o.report, reportErr = program.ParseReportFile(reportTo)
	switch {
	case flagErr != nil:
		return o, fmt.Errorf("%w: see hash-post --help", flagErr)
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q: another renderer goes after --", flags.Arg(0))
	case divided && len(other) == 0:
		return o, errors.New("nothing follows --: name the other renderer, or leave -- out")
	}
	return o, cmp.Or(reportErr, program.CheckKubeVersion(o.kubeVersion))
}

// helm4 reports whether the plugin file said that Helm 4 is calling, even when the rest of the
// command line cannot be read.
func helm4(args []string) bool {
	for _, arg := range args {
		name, value, given := strings.Cut(arg, "=")
		if name == "--helm4" || name == "-helm4" {
			on, err := strconv.ParseBool(value)
			return !given || on && err == nil
		}
	}
	return false
}
