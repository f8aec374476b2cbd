package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

type secretsGenerateOptions struct {
	secretsOptions
	cluster   clusterFlags
	file      string
	inCluster bool
}

func secretsGenerateCommand(p *program.Invocation) *cobra.Command {
	o := secretsGenerateOptions{secretsOptions: secretsOptions{invocation: p}}
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Print Secrets with random values for all that the release refers to",
		Long: `generate prints Secrets for kubectl apply: a value for every key that the release refers to and
that nothing in it makes. A value is 32 random letters and digits, or what generate in hash.yaml
says of the key. Keys that hash.yaml lists under existing, and those that pods can do without,
get a value only if they are named there.

With --file FILE all Secrets in the file are kept, and printed with the keys that they lacked. With
--cluster Secrets that the cluster has are left out. It reads no value, so a Secret that is there
and lacks a key is an error, which says how to complete it with --file.

Where nothing is missing nothing is printed, which kubectl apply takes for an error.

The values are in what is printed. Let nobody else read such a file (umask 077), do not print to the
file that is read, and never commit it.`,
		Example: `  helm hash secrets generate --env local | kubectl apply -f -
  helm hash secrets generate --env local --cluster | kubectl apply -f -
  helm hash secrets generate --env local --file secrets.yaml > new.yaml && mv new.yaml secrets.yaml`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd)
	cmd.Flags().StringVar(&o.file, "file", "", "keep the Secrets in `FILE` (- for stdin), and add what they lack")
	cmd.Flags().BoolVar(&o.inCluster, "cluster", false, "leave out the Secrets that the cluster has")
	o.cluster.add(cmd)
	return cmd
}

func (o *secretsGenerateOptions) run(ctx context.Context) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return err
	}
	// Before the release is rendered: a backend may refuse it for what it lacks.
	if env, _, err := pipeline.Environment(project, o.invocation.Given(o.environment), &manifest.Set{}); err == nil {
		if err := checkExistingStore(env); err != nil {
			return err
		}
	}
	r, err := o.read(ctx, project)
	if err != nil {
		return err
	}
	if err := checkExistingStore(r.environment); err != nil {
		return err
	}
	made, err := o.generate(ctx, r)
	if err != nil {
		return err
	}
	if made.Len() == 0 {
		o.say("nothing to generate: no Secret is missing")
	}
	text, err := made.Bytes()
	if err != nil {
		return err
	}
	return o.invocation.Output(text)
}

func (o *secretsGenerateOptions) checkFlags() error {
	switch {
	case o.file != "" && o.inCluster:
		return errors.New("--file and --cluster are different ways to say what exists: give one of them")
	case o.file == "-" && o.release.stream == "-":
		return errors.New("--stream and --file cannot both be read from stdin: name a file for one of them")
	case o.cluster.given() && !o.inCluster:
		return program.WithHint(errors.New("--kubeconfig and --kube-context name a cluster, and none is asked"), "give --cluster as well")
	}
	return nil
}

// checkExistingStore refuses environments whose values come from a store: what is generated would be
// in its way.
func checkExistingStore(env *config.Environment) error {
	if env.SecretStore.Provider == "existing" {
		return nil
	}
	err := fmt.Errorf("environment %s takes its Secrets from %s (%s)", env.Name, env.SecretStore.Provider, env.SecretStore.Place)
	return program.WithHint(err, "generate is for environments without a secretStore, such as a laptop; see what this one needs: helm hash secrets list --env "+env.Name)
}

func (o *secretsGenerateOptions) generate(ctx context.Context, r *secretsRelease) (*manifest.Set, error) {
	stanzas := r.stanzas()
	wanted, notes := wantedValues(r.needs, stanzas)
	options := generate.Options{Stanzas: stanzas, Namespace: r.project.Release.Namespace, Random: rand.Reader}
	var made *manifest.Set
	var err error
	switch {
	case o.file != "":
		if options.Kept, err = readKeptSecrets(o.invocation, o.file); err == nil {
			made, err = generate.Secrets(options, wanted)
		}
	case o.inCluster:
		made, err = o.besides(ctx, options, wanted)
	default:
		made, err = generate.Secrets(options, wanted)
	}
	if err != nil {
		return nil, err
	}
	if !o.inCluster { // else it may be there
		notes = append(notes, unmade(stanzas, made, options.Namespace)...)
	}
	for _, note := range notes {
		o.say(note)
	}
	return made, nil
}

// stanzas are those of generate that count in the environment.
func (r *secretsRelease) stanzas() []config.Generate {
	var stanzas []config.Generate
	for _, s := range r.project.Generate {
		if config.AppliesTo(s.Environments, r.environment.Name) {
			stanzas = append(stanzas, s)
		}
	}
	return stanzas
}

// readKeptSecrets refuses a file without any Secret: most likely a shell has emptied it, to write into
// it what is about to be printed.
func readKeptSecrets(p *program.Invocation, file string) (*manifest.Set, error) {
	text, err := readFile(p, file)
	if err != nil {
		return nil, err
	}
	name := file
	if file == "-" {
		name = "stdin"
	}
	set, err := manifest.Read(bytes.NewReader(text), name)
	if err != nil {
		return nil, err
	}
	if set.Len() == 0 {
		return nil, program.WithHint(fmt.Errorf("--file: %s holds no Secret", name), "print to another file than the one that is read; leave --file out for the first time")
	}
	return set, nil
}

// readFile reads the file of --file.
func readFile(p *program.Invocation, file string) ([]byte, error) {
	if file == "-" {
		stdin, err := p.Input("give the file on stdin: kubectl get secret ... | helm hash secrets ... --file -")
		if err != nil {
			return nil, err
		}
		return io.ReadAll(stdin)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("--file: %w", err)
	}
	return text, nil
}
