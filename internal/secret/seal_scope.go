package secret

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// scope is what the seal of a SealedSecret is bound to. The controller goes by annotations and names
// of the SealedSecret; kubeseal leaves a copy of the names in the template, which tells when somebody
// changed them since.
type scope struct {
	wide      string // strict, namespace-wide or cluster-wide
	namespace string // in which the Secret is made; empty: that of the release
	sealedFor string // namespace, where the template tells
	sealedAs  string // name, where the template tells
}

// The scopes, as kubeseal --scope calls them.
const (
	strict        = "strict"
	namespaceWide = "namespace-wide"
	clusterWide   = "cluster-wide"
)

func scopeOf(r *manifest.Resource) scope {
	s := scope{
		wide:      strict,
		namespace: r.ID().Namespace,
		sealedFor: text(r.Object(), "spec", "template", "metadata", "namespace"),
		sealedAs:  text(r.Object(), "spec", "template", "metadata", "name"),
	}
	for _, wide := range []string{namespaceWide, clusterWide} {
		if r.Annotations()["sealedsecrets.bitnami.com/"+wide] == "true" {
			s.wide = wide
		}
	}
	return s
}

// fits refuses a SealedSecret that the controller could not unseal in the namespace of the release.
func (s seal) fits(e Environment) error {
	refuse := func(reason, remedy string) error {
		return &StoreError{Place: s.source.String(), Reason: "SealedSecret " + s.Name + " " + reason, Remedy: remedy}
	}
	again := "seal it again: " + oneLine(needOf(s.Name, s.Keys, e).seal(s.scope.wide, ""))
	switch scope := s.scope; {
	case scope.namespace != "" && scope.namespace != e.Namespace:
		remedy := again
		if scope.wide == clusterWide {
			remedy = "take metadata.namespace out of the file"
		}
		return refuse(fmt.Sprintf("makes its Secret in namespace %s, and the release is in %s", scope.namespace, e.Namespace), remedy)
	case scope.wide == clusterWide:
		return nil
	case scope.sealedFor != "" && scope.sealedFor != e.Namespace:
		return refuse(fmt.Sprintf("was sealed for namespace %s (scope %s), and the release is in %s", scope.sealedFor, scope.wide, e.Namespace), again)
	case scope.wide == strict && scope.sealedAs != "" && scope.sealedAs != s.Name:
		return refuse(fmt.Sprintf("was sealed as %s (scope %s), and cannot be unsealed by another name", scope.sealedAs, scope.wide), again)
	default:
		return nil
	}
}
