package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

// there gives what the cluster has of the Secrets that are asked for.
func (o *secretsGenerateOptions) there(ctx context.Context, asked []generate.Wanted) ([]generate.Wanted, error) {
	c, err := o.cluster.connect(o.invocation)
	if err != nil {
		return nil, err
	}
	wanted := make([]cluster.Wanted, len(asked))
	for i, w := range asked {
		wanted[i] = cluster.Wanted(w)
	}
	found, err := c.Secrets(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("asking for Secrets: %w", err)
	}
	var there []generate.Wanted
	for i, f := range found {
		if f.Exists {
			there = append(there, generate.Wanted{Namespace: asked[i].Namespace, Name: asked[i].Name, Keys: f.Keys})
		}
	}
	return there, nil
}

// withCommand tells whoever lacks values of the cluster how to hand them over. What is handed over is
// completed and nothing else replaced: a Secret that is in the cluster and not handed over is left alone.
func (o *secretsGenerateOptions) withCommand(err error) error {
	unknown, is := errors.AsType[*generate.UnknownError](err)
	if !is {
		return err
	}
	get := o.getSecrets(unknown.Secrets())
	switch {
	case o.file != "":
		return program.WithHint(err, "put what the cluster has into the file: "+get)
	case o.release.stream == "-":
		return program.WithHint(err, "put what the cluster has into a file that nobody else can read, and give it as --file: "+get)
	default:
		return program.WithHint(err, fmt.Sprintf("let these values be read, so that they stay as they are: %s | %s --file - | kubectl apply%s -f -",
			get, o.commandLine(), o.cluster.kubectl(o.invocation)))
	}
}

// getSecrets is the command that prints Secrets of any namespaces.
func (o *secretsGenerateOptions) getSecrets(names []generate.Name) string {
	var commands []string
	for rest := names; len(rest) > 0; {
		namespace := rest[0].Namespace
		words := []string{"kubectl get secret"}
		for len(rest) > 0 && rest[0].Namespace == namespace {
			words = append(words, shellWord(rest[0].Name))
			rest = rest[1:]
		}
		words = append(words, "--namespace="+shellWord(namespace)+o.cluster.kubectl(o.invocation), "--output=yaml")
		commands = append(commands, strings.Join(words, " "))
	}
	if len(commands) == 1 {
		return commands[0]
	}
	return "{ " + strings.Join(commands, "; echo ---; ") + "; }"
}

// commandLine is the command as it was given, but for values that may be secrets, and with what Helm has
// taken of it.
func (o *secretsGenerateOptions) commandLine() string {
	args := slices.Clone(o.invocation.Args)
	for i, arg := range args {
		flag, _, hasValue := strings.Cut(arg, "=")
		switch flag {
		case "--set", "--set-string", "--set-json", "--set-literal":
			if hasValue {
				args[i] = flag + "=..."
			} else if i+1 < len(args) {
				args[i+1] = "..."
			}
		}
	}
	if context := o.invocation.Variable("HELM_KUBECONTEXT"); context != "" && o.cluster.context == "" {
		args = append(args, "--kube-context", context)
	}
	for i, arg := range args {
		args[i] = shellWord(arg)
	}
	return "helm hash " + strings.Join(args, " ")
}

// shellWord is a word as a shell takes it.
func shellWord(word string) string { return secret.Quoted(word) }
