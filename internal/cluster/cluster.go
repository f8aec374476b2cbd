// Package cluster asks an API server the few questions that only a cluster can answer.
//
// It hides kubeconfig files, credentials, the API's own client, and what a server says beside an answer:
// of Secrets it asks which there are and which keys they have, and no value leaves the function that
// reads an answer, nor gets into an error.
package cluster

import (
	"net/http"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
)

// Cluster is an API server and whoever asks it.
type Cluster struct {
	host     string // as messages may show it
	metadata metadata.Interface
	client   *rest.RESTClient
}

// Connect reads the kubeconfig. It asks the cluster nothing yet.
func Connect(c Config) (*Cluster, error) {
	silence()
	config, err := c.client()
	if err != nil {
		return nil, err
	}
	config.UserAgent = c.Agent
	config.Timeout = perRequest
	config.QPS = -1 // a handful of requests, one after the other
	config.WarningHandler = rest.NoWarnings{}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, configError(err)
	}
	// The place that an answer leads to is none that the user has named.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return newCluster(config, client)
}

// perRequest is for clusters that are far away; one that is not there takes no longer either.
const perRequest = 10 * time.Second

// silence keeps the client from writing to stderr what a server has answered. The logger is one for the
// whole program.
var silence = sync.OnceFunc(func() { klog.SetLogger(klog.Logger{}) })

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
	return &Cluster{host: shownHost(config.Host), metadata: partial, client: full}, nil
}
