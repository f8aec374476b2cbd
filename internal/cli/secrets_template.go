package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

type secretsTemplateOptions struct {
	secretsOptions
	format      string
	store       string // [KIND/]NAME
	prefix      string
	csiProvider string
	names       []string // of Secrets; empty: those that nobody provides
}

func secretsTemplateCommand(p *program.Invocation) *cobra.Command {
	o := secretsTemplateOptions{secretsOptions: secretsOptions{invocation: p}}
	cmd := &cobra.Command{
		Use:   "template [SECRET...]",
		Short: "Print what to commit or to type so that the Secrets of a release exist",
		Long: `template prints, for each Secret that no resource of the release makes, or for those named,
what makes it: commands of kubectl or kubeseal that read each value from a file, or an
ExternalSecret or a SecretProviderClass that fetches the values from a store. No value is in it.

Where secretStore of hash.yaml names externalSecrets, sealedSecrets or csi, hash-post adds these
resources by itself. This command is for Secrets that the chart refers to without a stanza of
hash.yaml, and for a start.`,
		Example: `  helm hash secrets template --env local -o kubectl
  helm hash secrets template --env production -o external-secret --store ClusterSecretStore/aws
  helm hash secrets template --env staging -o sealed-secret hash-kratos`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.names = args
			return o.run(cmd.Context())
		},
		ValidArgsFunction: o.completeSecret,
	}
	o.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.store, "store", "", "for external-secret: the `STORE`, such as SecretStore/NAME or ClusterSecretStore/NAME; default: storeRef of hash.yaml")
	flags.StringVar(&o.prefix, "prefix", "", "`PREFIX` of the names in the store; default: prefix of hash.yaml")
	flags.StringVar(&o.csiProvider, "csi-provider", "", "for csi: the `PROVIDER`: aws, azure, gcp or vault; default: that of hash.yaml")
	formatFlag(cmd, &o.format, secretFormatNames())
	return cmd
}

// secretFormat writes what makes Secrets.
type secretFormat struct {
	name  string
	write func(o *secretsTemplateOptions, r *secretsRelease, chosen []secret.Need) ([]byte, error)
}

func secretFormats() []secretFormat {
	return []secretFormat{
		{"kubectl", func(_ *secretsTemplateOptions, _ *secretsRelease, chosen []secret.Need) ([]byte, error) {
			return commands(chosen, secret.Need.Create), nil
		}},
		{"external-secret", func(o *secretsTemplateOptions, r *secretsRelease, chosen []secret.Need) ([]byte, error) {
			return o.required(r, "externalSecrets", chosen)
		}},
		{"sealed-secret", func(_ *secretsTemplateOptions, _ *secretsRelease, chosen []secret.Need) ([]byte, error) {
			return commands(chosen, secret.Need.Seal), nil
		}},
		{"csi", func(o *secretsTemplateOptions, r *secretsRelease, chosen []secret.Need) ([]byte, error) {
			return o.required(r, "csi", chosen)
		}},
	}
}

func secretFormatNames() []string {
	var names []string
	for _, f := range secretFormats() {
		names = append(names, f.name)
	}
	return names
}

func (o *secretsTemplateOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format, secretFormatNames()); err != nil {
		return err
	}
	r, err := o.readUnsealed(ctx)
	if err != nil {
		return err
	}
	chosen, err := o.chosen(r)
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		o.say("nothing to do: the release refers to no Secret that it does not make itself")
		return nil
	}
	i := slices.IndexFunc(secretFormats(), func(f secretFormat) bool { return f.name == o.format })
	text, err := secretFormats()[i].write(o, r, chosen)
	if err != nil {
		return err
	}
	return o.invocation.Output(text)
}

// readUnsealed takes sealed Secrets for any others: whoever is about to seal the first one has none yet,
// and the backend refuses a release that lacks one.
func (o *secretsTemplateOptions) readUnsealed(ctx context.Context) (*secretsRelease, error) {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	for _, env := range project.Environments {
		if env.SecretStore.Provider == "sealedSecrets" {
			env.SecretStore = config.SecretStore{Provider: "existing"}
		}
	}
	return o.read(ctx, project)
}

// chosen gives the Secrets named, or those that neither the release nor hash.yaml's existing provides.
func (o *secretsTemplateOptions) chosen(r *secretsRelease) ([]secret.Need, error) {
	var chosen []secret.Need
	var known []string
	for _, n := range r.needs {
		known = append(known, n.Name)
		unmade := n.Provider.By == secret.ByNobody || n.Provider.By == secret.ByStanza
		if slices.Contains(o.names, n.Name) || len(o.names) == 0 && unmade {
			chosen = append(chosen, n)
		}
	}
	for _, name := range o.names {
		if !slices.Contains(known, name) {
			return nil, unknownName("Secret", name, "the release", slices.Compact(known))
		}
	}
	return slices.DeleteFunc(chosen, func(n secret.Need) bool {
		if len(n.Keys) == 0 {
			o.say(unknownKeys(n))
		}
		return len(n.Keys) == 0
	}), nil
}

// unknownKeys says that nobody can know what a Secret holds.
func unknownKeys(n secret.Need) string {
	return fmt.Sprintf("Secret %s is left out: %s takes all of its keys, and nothing says which these are", n, n.Whole[0])
}

func commands(chosen []secret.Need, command func(secret.Need) string) []byte {
	text := []byte("# Each value is read from a file of its own, SECRET/KEY. Let nobody else read it (umask 077), and have no\n" +
		"# line end after the value: printf %s.\n")
	for _, n := range chosen {
		text = append(text, command(n)+"\n"...)
	}
	return text
}

// completeSecret offers the Secrets of the release to the shell.
func (o *secretsTemplateOptions) completeSecret(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	r, err := o.readUnsealed(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, n := range r.needs {
		if !slices.Contains(args, n.Name) {
			names = append(names, n.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
