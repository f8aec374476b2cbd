package cli

import (
	"cmp"
	"path/filepath"
	"strings"

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
	c := cluster.Config{
		File:    f.kubeconfig,
		Files:   files,
		Context: f.contextOf(p),
		Agent:   "helm-hash/" + p.Version,

		Server:        p.Variable("HELM_KUBEAPISERVER"),
		CAFile:        p.Variable("HELM_KUBECAFILE"),
		Insecure:      p.Variable("HELM_KUBEINSECURE_SKIP_TLS_VERIFY") == "true",
		TLSServerName: p.Variable("HELM_KUBETLS_SERVER_NAME"),
		Token:         p.Variable("HELM_KUBETOKEN"),
		User:          p.Variable("HELM_KUBEASUSER"),
	}
	if groups := p.Variable("HELM_KUBEASGROUPS"); groups != "" {
		c.Groups = strings.Split(groups, ",")
	}
	return cluster.Connect(c)
}

func (f *clusterFlags) contextOf(p *program.Invocation) string {
	return cmp.Or(f.context, p.Variable("HELM_KUBECONTEXT"))
}

// kubectl gives the flags with which kubectl asks the same cluster, each with a blank before it.
func (f *clusterFlags) kubectl(p *program.Invocation) string {
	var text string
	if f.kubeconfig != "" {
		text += " --kubeconfig=" + shellWord(f.kubeconfig)
	}
	if context := f.contextOf(p); context != "" {
		text += " --context=" + shellWord(context)
	}
	return text
}
