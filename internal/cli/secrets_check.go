package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

type secretsCheckOptions struct {
	secretsOptions
	cluster clusterFlags
	file    string
	all     bool
	rbac    bool
	subject string
	format  string
}

func secretsCheckCommand(p *program.Invocation) *cobra.Command {
	o := secretsCheckOptions{secretsOptions: secretsOptions{invocation: p}}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check that the cluster has the Secrets and keys that a release refers to",
		Long: `check asks the cluster of the kubeconfig for each Secret that the release refers to, and prints
those that are missing, and missing keys with the nearest one there is. It exits with 1 where a pod
would not start. Without credentials for images pods may start, and for certificates none waits:
where nothing but these is missing, it exits with 0.

Secrets that the release brings along are left out, since they come with it; --all is for a release
that is installed. What an operator makes of a resource of the release, such as an ExternalSecret,
is checked; before the first installation it is not there yet. What the Secrets Store CSI driver
makes is there only while a pod mounts it, and is no reason to fail.

It asks for metadata, in which Kubernetes records who set which key. Only where that does not
show a key, the Secret is read, and nothing is kept of it but the names of its keys. It needs the
verb get on these Secrets by name, no list and no watch; whoever has that may also read the
values. --rbac prints the Role. Without that permission, give the names of all keys in a file:

  kubectl get secrets --namespace NAMESPACE --output go-template='` + dumpTemplate + `'`,
		Example: `  helm hash secrets check --env production
  helm hash secrets check --env production --file keys.txt -o json
  helm hash secrets check --env production --rbac --subject group:developers | kubectl apply -f -`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd)
	o.cluster.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.file, "file", "", "instead of a cluster, `FILE` (- for stdin) with the lines NAMESPACE/NAME and NAMESPACE/NAME/KEY")
	flags.BoolVar(&o.all, "all", false, "check those Secrets, too, that the release brings along: for one that is installed")
	flags.BoolVar(&o.rbac, "rbac", false, "print the Role that allows to check, with its RoleBinding, and check nothing")
	flags.StringVar(&o.subject, "subject", "", "for --rbac: `WHO` may check: user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME")
	formatFlag(cmd, &o.format, tableFormats())
	return cmd
}

func (o *secretsCheckOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, tableFormats()), o.checkFlags()); err != nil {
		return err
	}
	r, err := o.readProject(ctx)
	if err != nil {
		return err
	}
	needs := r.needs
	if !o.all {
		needs = secret.NotApplied(needs)
	}
	if o.rbac {
		return o.printRBAC(r, needs)
	}
	found, err := o.ask(ctx, needs)
	if err != nil {
		return err
	}
	verdict := secretsVerdict{r, needs, secret.Judge(needs, found)}
	if err := verdict.print(o.invocation, o.format); err != nil {
		return err
	}
	if verdict.failed() {
		return &program.RefusedError{}
	}
	return nil
}

func (o *secretsCheckOptions) checkFlags() error {
	switch {
	case o.file != "" && o.cluster.given():
		return errors.New("--file is checked instead of a cluster: leave out --kubeconfig and --kube-context")
	case o.file != "" && o.rbac:
		return errors.New("--rbac checks nothing: leave --file out")
	case o.file == "-" && o.release.stream == "-":
		return errors.New("--stream and --file cannot both be read from stdin: name a file for one of them")
	case o.subject != "" && !o.rbac:
		return program.WithHint(errors.New("--subject is for --rbac"), "give --rbac as well")
	}
	_, err := subjectsOf(o.subject)
	return err
}

// ask gives what there is of each Secret.
func (o *secretsCheckOptions) ask(ctx context.Context, needs []secret.Need) ([]secret.Found, error) {
	if o.file != "" {
		return o.askFile(needs)
	}
	if len(needs) == 0 {
		return nil, nil
	}
	c, err := o.cluster.connect(o.invocation)
	if err != nil {
		return nil, err
	}
	wanted := make([]cluster.Wanted, len(needs))
	for i, n := range needs {
		wanted[i] = cluster.Wanted{Namespace: n.Namespace, Name: n.Name, Keys: n.KeyNames()}
	}
	answers, err := c.Secrets(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("checking Secrets: %w", err)
	}
	found := make([]secret.Found, len(answers))
	for i, answer := range answers {
		found[i] = secret.Found(answer)
	}
	return found, nil
}

func (o *secretsCheckOptions) askFile(needs []secret.Need) ([]secret.Found, error) {
	file, name, err := secretsFile(o.file).open(o.invocation)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return readDump(file, name, needs)
}
