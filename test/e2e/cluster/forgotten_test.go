package cluster

import (
	"slices"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestForgottenInNewNamespace asks Helm to make the namespace, too: without hash-post it does not get so far.
func TestForgottenInNewNamespace(t *testing.T) {
	withBothHelms(t, func(s *site) {
		namespace := s.namespace + "-new"
		for _, command := range [][]string{{"install", "hash"}, {"upgrade", "hash", "--install"}} {
			s.run("helm", slices.Concat(command, forgotten, []string{"--create-namespace", "--namespace", namespace})...).fails(1, noSuchKind)
		}
		if _, err := bed.client.CoreV1().Namespaces().Get(s.Context(), namespace, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
			s.Errorf("the namespace %s: got %v, want none", namespace, err)
		}
	})
}
