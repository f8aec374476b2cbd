package secret

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
)

// Types of Secrets as Kubernetes knows them.
const (
	typeOpaque = "Opaque"
	typeTLS    = "kubernetes.io/tls"
	typeDocker = "kubernetes.io/dockerconfigjson"
)

// Type is the type that the Secret must have for those who use it.
func (n Need) Type() string {
	for _, u := range n.Uses() {
		switch u.As { //nolint:exhaustive // the others take Secrets of any type
		case environ.UseTLS:
			return typeTLS
		case environ.UseImagePull:
			return typeDocker
		}
	}
	return typeOpaque
}

// madeElsewhere are the keys whose values other programs make: certificates and credentials of
// registries. Random ones would be of no use.
func madeElsewhere() []string {
	return []string{"ca.crt", ".dockercfg", dockerConfig, "tls.crt", "tls.key"}
}

// Random reports whether a random value can be of any use for the key.
func (k NeededKey) Random() bool { return !slices.Contains(madeElsewhere(), k.Name) }

// Create is the command that makes the Secret from files, one for each key, so that no value gets into
// the history of a shell or the list of processes.
func (n Need) Create() string {
	if n.Type() == typeTLS {
		return n.create("tls", "--cert=tls.crt", "--key=tls.key")
	}
	arguments := make([]string, 0, len(n.Keys)+1)
	if n.Type() == typeDocker {
		arguments = append(arguments, "--type="+typeDocker)
	}
	for _, key := range n.Keys {
		arguments = append(arguments, quoted("--from-file="+key.Name+"="+n.Name+"/"+key.Name))
	}
	return n.create("generic", arguments...)
}

// Seal is the command that makes a SealedSecret from files, for a repository.
func (n Need) Seal() string {
	return n.Create() + " \\\n  --dry-run=client --output=yaml | kubeseal --format=yaml > " + quoted(n.Name+".sealed.yaml")
}

func (n Need) create(kind string, arguments ...string) string {
	first := fmt.Sprintf("kubectl create secret %s %s --namespace=%s", kind, quoted(n.Name), quoted(n.Namespace))
	return strings.Join(append([]string{first}, arguments...), " \\\n  ")
}

var plain = regexp.MustCompile(`^[-._/=A-Za-z0-9]+$`)

// quoted is a word as a shell takes it. Names in a manifest can hold anything, until a cluster sees them.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
