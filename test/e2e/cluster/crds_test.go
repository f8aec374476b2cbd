package cluster

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var definitions = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}

// widget is a definition of whoever has the group NAMESPACE.example.
const widget = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.NAMESPACE.example
spec:
  group: NAMESPACE.example
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
`

// TestCRDs has a chart with crds/. Helm installs them before it runs any post-renderer, and leaves them there when
// that refuses; helm hash refuses before it runs Helm.
func TestCRDs(t *testing.T) {
	withBothHelms(t, func(s *site) {
		definition := strings.ReplaceAll(widget, "NAMESPACE", s.namespace)
		before := s.quiet()
		s.write("chart/crds/widget.yaml", definition+"kind: CustomResourceDefinition\n")
		s.run("helm", slices.Concat([]string{"hash", "install", "hash"}, forgotten)...).fails(1, "duplicate-key", "chart/crds/widget.yaml")
		s.write("chart/crds/widget.yaml", definition)
		s.run("helm", slices.Concat([]string{"hash", "install", "hash", stranger}, forgotten)...).fails(1, finding...)
		if s.defined() {
			s.Error("helm hash install has installed crds/ of a release that it refuses")
		}
		s.run("helm", slices.Concat([]string{"install", "hash", stranger}, filtered)...).fails(1, finding...)
		if !s.defined() {
			s.Error("helm install leaves crds/ behind no longer: mend docs/operate.md")
		}
		s.unchanged(before, "two refusals")
	})
}

// defined tells whether the site's definition is there.
func (s *site) defined() bool {
	s.Helper()
	_, err := bed.dynamic.Resource(definitions).Get(s.Context(), "widgets."+s.namespace+".example", metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		s.Fatal(err)
	}
	return err == nil
}

// write adds a file to the project.
func (s *site) write(name, text string) {
	s.Helper()
	file := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
}
