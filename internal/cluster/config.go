package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// Config says which cluster, and who asks, as the flags and variables of kubectl and Helm do. What is
// empty is left to the kubeconfig.
type Config struct {
	File    string   // the only kubeconfig; empty: all of Files
	Files   []string // those that are there are taken together, the first word counts
	Context string
	Agent   string // the name of the program

	Server        string // the address of the API server
	CAFile        string
	Insecure      bool   // whoever answers is trusted
	TLSServerName string // in the server's certificate

	Token  string
	User   string   // to act as
	Groups []string // to act as, with User
}

// client brings the kubeconfig files and all else together.
func (c Config) client() (*rest.Config, error) {
	if err := c.checkFiles(); err != nil {
		return nil, err
	}
	rules := &clientcmd.ClientConfigLoadingRules{ExplicitPath: c.File, Precedence: c.Files}
	overrides := &clientcmd.ConfigOverrides{
		CurrentContext: c.Context,
		ClusterInfo: clientcmdapi.Cluster{
			Server:                c.Server,
			CertificateAuthority:  c.CAFile,
			InsecureSkipTLSVerify: c.Insecure,
			TLSServerName:         c.TLSServerName,
		},
		AuthInfo: clientcmdapi.AuthInfo{Token: c.Token, Impersonate: c.User, ImpersonateGroups: c.Groups},
	}
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides).ClientConfig()
	if err != nil {
		return nil, configError(err)
	}
	return config, nil
}

// checkFiles names the file that cannot be read. What is wrong in one is not said: it holds credentials.
func (c Config) checkFiles() error {
	if c.File != "" {
		return checkFile(c.File)
	}
	for _, file := range c.Files {
		if err := checkFile(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func checkFile(file string) error {
	if file == "" {
		return nil
	}
	_, err := clientcmd.LoadFromFile(file)
	unreadable, isPath := errors.AsType[*fs.PathError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return &ConnectError{Reason: fmt.Sprintf("kubeconfig %s does not exist", file), Remedy: whichCluster, cause: fs.ErrNotExist}
	case isPath:
		return &ConnectError{Reason: fmt.Sprintf("kubeconfig %s: %v", file, unreadable.Err), Remedy: whichCluster}
	default:
		return &ConnectError{Reason: fmt.Sprintf("%s is no kubeconfig", file), Remedy: whichCluster}
	}
}

const whichCluster = "see kubectl config get-contexts, and give --kubeconfig or --kube-context"

// configError says what is wrong with a kubeconfig whose files can be read.
func configError(err error) error {
	reason := userinfo.ReplaceAllString(err.Error(), "://")
	if clientcmd.IsEmptyConfig(err) {
		reason = "no kubeconfig leads to a cluster"
	}
	return &ConnectError{Reason: "kubeconfig: " + reason, Remedy: whichCluster}
}

// userinfo is the login in a URL, to the last @: a password may have one too.
var userinfo = regexp.MustCompile(`://[^\s"]*@`)

// shownHost is the address of a server without any login in it.
func shownHost(host string) string {
	parsed, err := url.Parse(host)
	if err != nil {
		return userinfo.ReplaceAllString(host, "://")
	}
	parsed.RawQuery, parsed.Fragment = "", ""
	return parsed.Redacted()
}
