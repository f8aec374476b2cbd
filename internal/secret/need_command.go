package secret

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
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
	return []string{"ca.crt", oldDockerConfig, dockerConfig, "tls.crt", "tls.key"}
}

// Random reports whether a random value can be of any use for the key.
func (k NeededKey) Random() bool { return !slices.Contains(madeElsewhere(), k.Name) }

// Create is the command that makes the Secret from files, one for each key, so that no value gets into
// the history of a shell or the list of processes.
func (n Need) Create() string {
	if n.Type() == typeTLS {
		return n.create("tls", Quoted("--cert="+n.Name+"/tls.crt"), Quoted("--key="+n.Name+"/tls.key"))
	}
	arguments := make([]string, 0, len(n.Keys)+1)
	if n.Type() == typeDocker {
		arguments = append(arguments, "--type="+typeDocker)
	}
	for _, key := range n.Keys {
		arguments = append(arguments, Quoted("--from-file="+key.Name+"="+n.Name+"/"+key.Name))
	}
	return n.create("generic", arguments...)
}

// Seal is the command that makes a SealedSecret from files, for a repository.
func (n Need) Seal() string { return n.seal(strict, "") }

// seal seals in a scope: into a file of its own, or as a flag of kubeseal says.
func (n Need) seal(scope, into string) string {
	command := n.Create() + " \\\n  --dry-run=client --output=yaml | kubeseal --format=yaml"
	if scope != strict {
		command += " --scope=" + scope
	}
	if into == "" {
		return command + " > " + Quoted(n.Name+".sealed.yaml")
	}
	return command + " " + Quoted(into)
}

// oneLine is a command as it fits into a message.
func oneLine(command string) string { return strings.ReplaceAll(command, " \\\n ", "") }

func (n Need) create(kind string, arguments ...string) string {
	first := fmt.Sprintf("kubectl create secret %s %s --namespace=%s", kind, Quoted(n.Name), Quoted(n.Namespace))
	return strings.Join(append([]string{first}, arguments...), " \\\n  ")
}

var plain = regexp.MustCompile(`^[-._/=A-Za-z0-9]+$`)

// Quoted is a word as a shell takes it. Names in a manifest can hold anything, until a cluster sees them.
func Quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
