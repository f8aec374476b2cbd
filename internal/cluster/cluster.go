// Package cluster asks an API server the few questions that only a cluster can answer.
//
// It hides kubeconfig files, credentials and the API's own client. Of Secrets it asks which there are
// and which keys they have; no value leaves the function that reads an answer.
package cluster

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// Config says which cluster, as kubectl's flags and variables do.
type Config struct {
	File    string   // the only kubeconfig; empty: all of Files
	Files   []string // those that are there are taken together, the first word counts
	Context string   // empty: the current one
	Agent   string   // the name of the program
}

// Cluster is an API server and whoever asks it.
type Cluster struct {
	host     string
	metadata metadata.Interface
	client   *rest.RESTClient
}

// Connect reads the kubeconfig. It asks the cluster nothing yet.
func Connect(c Config) (*Cluster, error) {
	rules := &clientcmd.ClientConfigLoadingRules{ExplicitPath: c.File, Precedence: c.Files}
	overrides := &clientcmd.ConfigOverrides{CurrentContext: c.Context}
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides).ClientConfig()
	if err != nil {
		return nil, configError(err)
	}
	config.UserAgent = c.Agent
	config.Timeout = perRequest
	config.QPS = -1 // a handful of requests, one after the other
	config.WarningHandler = rest.NoWarnings{}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, configError(err)
	}
	return newCluster(config, client)
}

// perRequest is for clusters that are far away; one that is not there takes no longer either.
const perRequest = 10 * time.Second

func newCluster(config *rest.Config, client *http.Client) (*Cluster, error) {
	partial, err := metadata.NewForConfigAndClient(config, client)
	if err != nil {
		return nil, configError(err)
	}
	whole := metadata.ConfigFor(config)
	whole.APIPath = "/api"
	whole.GroupVersion = &schema.GroupVersion{Version: "v1"}
	whole.ContentType = "application/json"
	whole.AcceptContentTypes = "application/json"
	full, err := rest.RESTClientForConfigAndClient(whole, client)
	if err != nil {
		return nil, configError(err)
	}
	return &Cluster{host: config.Host, metadata: partial, client: full}, nil
}

// configError says what is wrong with a kubeconfig.
func configError(err error) error {
	if clientcmd.IsEmptyConfig(err) {
		err = errors.New("no kubeconfig leads to a cluster")
	}
	return &ConnectError{Reason: fmt.Sprintf("kubeconfig: %v", err), Remedy: "see kubectl config get-contexts, and give --kubeconfig or --kube-context"}
}
