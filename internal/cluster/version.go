package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// Version is what an API server says of itself.
type Version struct {
	Host string // as messages may show it
	Git  string // such as v1.34.2 or v1.33.1+k3s1
}

// gitVersion is all that is taken for a version: whatever answers must not get its own words shown.
var gitVersion = regexp.MustCompile(`^v[1-9]\d?\.\d{1,3}\.\d{1,4}([-+][0-9A-Za-z.+-]{1,40})?$`)

// errNoVersion says nothing of the answer, as errNoSecret does.
var errNoVersion = errors.New("the answer is no version in JSON")

// Version asks for the version of the API server, which every user may see unless it was forbidden.
func (c *Cluster) Version(ctx context.Context) (Version, error) {
	result := c.client.Get().AbsPath("/version").Do(ctx)
	answer, err := result.Raw()
	if err != nil {
		return Version{}, c.explainVersion(result.Error())
	}
	var version struct {
		Git string `json:"gitVersion"`
	}
	if json.Unmarshal(answer, &version) != nil || !gitVersion.MatchString(version.Git) {
		return Version{}, c.explainVersion(errNoVersion)
	}
	return Version{Host: c.host, Git: version.Git}, nil
}

// explainVersion is explain for a question that is about no Secret.
func (c *Cluster) explainVersion(err error) error {
	status, isStatus := errors.AsType[*apierrors.StatusError](err)
	switch {
	case errors.Is(err, errNoVersion), isStatus && status.ErrStatus.Code == http.StatusNotFound:
		return &ConnectError{Reason: fmt.Sprintf("cluster %s is no Kubernetes API: %v", c.host, errNoVersion), Remedy: whichCluster}
	case apierrors.IsForbidden(err):
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s: you may not ask for its version", c.host),
			Remedy: "kubectl create clusterrolebinding NAME --clusterrole system:public-info-viewer --user USER allows it",
		}
	case isStatus && !apierrors.IsUnauthorized(err):
		return fmt.Errorf("cluster %s: %s", c.host, answered(int(status.ErrStatus.Code)))
	default:
		return c.explain(err, Wanted{})
	}
}
