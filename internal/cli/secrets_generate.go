package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
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
		Long: `generate prints Secrets for kubectl: a value for every key that the release refers to and that
nothing in it makes. A value is 32 random letters and digits, or what generate in hash.yaml says of
the key. Where a template there puts a value before the @ of a URL, it is percent-encoded. Keys that
hash.yaml lists under existing, and those that pods can do without, get a value only if they are
named there.

With --cluster what the cluster has is left out. With --file FILE all Secrets in the file are kept,
and printed with the keys that they lacked. Without either every run makes new values; kubectl
create, unlike kubectl apply, never replaces those that are there.

With both, values are known from the file and Secrets from the cluster, and what is printed is new or
was completed. This is how a Secret of the cluster gets a key that it lacks: --cluster reads no
value, names such Secrets, and prints the command that hands them over. With the version that kubectl
get printed, the cluster refuses a Secret that somebody has changed since.

No value that exists is replaced, and none is made anew that another, which exists, was made of.

Where nothing is missing nothing is printed, which kubectl takes for an error.

The values are in what is printed. Let nobody else read such a file (umask 077), do not print to the
file that is read, and never commit it.`,
		Example: `  helm hash secrets generate --env local --cluster | kubectl create -f -
  helm hash secrets generate --env local > secrets.yaml
  helm hash secrets generate --env local --file secrets.yaml > new.yaml && mv new.yaml secrets.yaml`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd)
	cmd.Flags().StringVar(&o.file, "file", "", "keep the Secrets in `FILE` (- for stdin), and add what they lack")
	cmd.Flags().BoolVar(&o.inCluster, "cluster", false, "leave out what the cluster has")
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
	stanzas := r.project.GenerateFor(r.environment.Name)
	chosen, notes := secret.Choose(r.needs, stanzas)
	wanted := make([]generate.Wanted, len(chosen))
	for i, c := range chosen {
		wanted[i] = generate.Wanted(c)
	}
	options := generate.Options{Stanzas: stanzas, Namespace: r.project.Release.Namespace, Random: rand.Reader}
	var err error
	if o.file != "" {
		if options.Kept, err = o.kept(); err != nil {
			return nil, err
		}
	}
	if o.inCluster {
		if options.There, err = o.there(ctx, generate.Asked(wanted, stanzas)); err != nil {
			return nil, err
		}
	}
	made, err := generate.Secrets(options, wanted)
	if err != nil {
		return nil, o.withCommand(err)
	}
	for _, note := range slices.Concat(notes, made.Notes) {
		o.say(note)
	}
	if o.file == "" && !o.inCluster {
		o.say("every run makes new values: give --cluster to leave out what is there, or --file to keep what was printed before")
	}
	return made.Secrets, nil
}

// kept reads the file of --file. One without any Secret is refused: most likely a shell has emptied it, to
// write into it what is about to be printed.
func (o *secretsGenerateOptions) kept() (*manifest.Set, error) {
	file, name, err := secretsFile(o.file).open(o.invocation)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	set, err := manifest.Read(file, name)
	if err != nil {
		return nil, program.WithHint(err, "mend the file: it holds Secrets in YAML or JSON, as kubectl get secret --output=yaml prints them")
	}
	if set.Len() == 0 {
		return nil, program.WithHint(fmt.Errorf("--file: %s holds no Secret", name), "print to another file than the one that is read; leave --file out for the first time")
	}
	return set, nil
}

// secretsFile is what --file names in the commands on Secrets.
func secretsFile(name string) inputFile {
	return inputFile{"--file", name, "give the file on stdin: kubectl get secret ... | helm hash secrets ... --file -"}
}
