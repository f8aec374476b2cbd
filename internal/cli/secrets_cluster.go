package cli

import (
	"cmp"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/program"
)

// clusterFlags say which cluster to ask. Helm takes flags of these names for itself and hands them on
// in variables, so that both ways lead to the same cluster.
type clusterFlags struct {
	kubeconfig string
	context    string
}

func (f *clusterFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.kubeconfig, "kubeconfig", "", "`FILE` that leads to the cluster; default: $KUBECONFIG, else ~/.kube/config")
	cmd.Flags().StringVar(&f.context, "kube-context", "", "`CONTEXT` of the kubeconfig; default: $HELM_KUBECONTEXT, else the current one")
}

func (f *clusterFlags) given() bool { return f.kubeconfig != "" || f.context != "" }

func (f *clusterFlags) connect(p *program.Invocation) (*cluster.Cluster, error) {
	files := filepath.SplitList(p.Variable("KUBECONFIG"))
	home := cmp.Or(p.Variable("HOME"), p.Variable("USERPROFILE"))
	if len(files) == 0 && home != "" {
		files = []string{filepath.Join(home, ".kube", "config")}
	}
	return cluster.Connect(cluster.Config{
		File:    f.kubeconfig,
		Files:   files,
		Context: cmp.Or(f.context, p.Variable("HELM_KUBECONTEXT")),
		Agent:   "helm-hash/" + p.Version,
	})
}
