package helm

import "slices"

// Flag is a flag of helm install, upgrade or template, of Helm 3 or Helm 4.
type Flag struct {
	Name, Short string
	Value       bool   // it takes one, from the next word where none is in its own
	Only        string // the command in which it takes one; empty: in all
	use         use
}

// use is what a flag matters for besides the command that it is given to.
type use int

const (
	other      use = iota
	rendering      // helm template renders otherwise with it
	connecting     // every command of Helm knows it
)

// TakesValue reports whether the flag takes a value in a command.
func (f Flag) TakesValue(command string) bool { return f.Value && (f.Only == "" || f.Only == command) }

// Flags lists the flags of both majors, by name. They have to be known to tell the release and the chart
// from the value of a flag; one that is not listed is taken for a switch.
func Flags() []Flag { return slices.Clone(flags) }

var flags = []Flag{
	{Name: "api-versions", Short: "a", Value: true, use: rendering},
	{Name: "atomic"},
	{Name: "burst-limit", Value: true, use: connecting},
	{Name: "ca-file", Value: true, use: rendering},
	{Name: "cert-file", Value: true, use: rendering},
	{Name: "cleanup-on-fail"},
	{Name: "color", Value: true, use: connecting},
	{Name: "colour", Value: true, use: connecting},
	{Name: "content-cache", Value: true, use: connecting},
	{Name: "create-namespace"},
	{Name: "debug", use: connecting},
	{Name: "dependency-update", use: rendering},
	{Name: "description", Value: true},
	{Name: "devel", use: rendering},
	{Name: "disable-openapi-validation"},
	{Name: "dry-run"},
	{Name: "enable-dns", use: rendering},
	{Name: "force"},
	{Name: "force-conflicts"},
	{Name: "force-replace"},
	{Name: "generate-name", Short: "g", use: rendering},
	{Name: "help", Short: "h"},
	{Name: "hide-notes"},
	{Name: "hide-secret"},
	{Name: "history-max", Value: true},
	{Name: "include-crds"},
	{Name: "insecure-skip-tls-verify", use: rendering},
	{Name: "install", Short: "i"},
	{Name: "is-upgrade", use: rendering},
	{Name: "key-file", Value: true, use: rendering},
	{Name: "keyring", Value: true, use: rendering},
	{Name: "kube-apiserver", Value: true, use: connecting},
	{Name: "kube-as-group", Value: true, use: connecting},
	{Name: "kube-as-user", Value: true, use: connecting},
	{Name: "kube-ca-file", Value: true, use: connecting},
	{Name: "kube-context", Value: true, use: connecting},
	{Name: "kube-insecure-skip-tls-verify", use: connecting},
	{Name: "kube-tls-server-name", Value: true, use: connecting},
	{Name: "kube-token", Value: true, use: connecting},
	{Name: "kube-version", Value: true, use: rendering},
	{Name: "kubeconfig", Value: true, use: connecting},
	{Name: "labels", Short: "l", Value: true},
	{Name: "name-template", Value: true, use: rendering},
	{Name: "namespace", Short: "n", Value: true, use: connecting},
	{Name: "no-hooks", use: rendering},
	{Name: "output", Short: "o", Value: true},
	{Name: "output-dir", Value: true},
	{Name: "pass-credentials", use: rendering},
	{Name: "password", Value: true, use: rendering},
	{Name: "plain-http", use: rendering},
	{Name: "post-renderer", Value: true},
	{Name: "post-renderer-args", Value: true},
	{Name: "qps", Value: true, use: connecting},
	{Name: "registry-config", Value: true, use: connecting},
	{Name: "release-name"},
	{Name: "render-subchart-notes"},
	{Name: "replace"},
	{Name: "repo", Value: true, use: rendering},
	{Name: "repository-cache", Value: true, use: connecting},
	{Name: "repository-config", Value: true, use: connecting},
	{Name: "reset-then-reuse-values"},
	{Name: "reset-values"},
	{Name: "reuse-values"},
	{Name: "rollback-on-failure"},
	{Name: "server-side", Value: true, Only: "upgrade"},
	{Name: "set", Value: true, use: rendering},
	{Name: "set-file", Value: true, use: rendering},
	{Name: "set-json", Value: true, use: rendering},
	{Name: "set-literal", Value: true, use: rendering},
	{Name: "set-string", Value: true, use: rendering},
	{Name: "show-only", Short: "s", Value: true},
	{Name: "skip-crds", use: rendering},
	{Name: "skip-schema-validation", use: rendering},
	{Name: "skip-tests", use: rendering},
	{Name: "take-ownership"},
	{Name: "timeout", Value: true},
	{Name: "username", Value: true, use: rendering},
	{Name: "validate"},
	{Name: "values", Short: "f", Value: true, use: rendering},
	{Name: "verify", use: rendering},
	{Name: "version", Value: true, use: rendering},
	{Name: "wait"},
	{Name: "wait-for-jobs"},
}
