package cluster

import (
	"context"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/dynamic"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// explain leaves in the output what a control plane knows of a failure in a namespace, or in all: the events of
// objects, and who asked for which change.
func explain(t *testing.T, plane *lab.ControlPlane, client dynamic.Interface, namespace string) {
	t.Helper()
	if !t.Failed() {
		return
	}
	list, err := client.Resource(corev1.SchemeGroupVersion.WithResource("events")).Namespace(namespace).List(context.Background(), metav1.ListOptions{})
	if err != nil {
		t.Log(err)
		return
	}
	for _, item := range list.Items {
		var event corev1.Event
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &event); err != nil {
			t.Log(err)
			continue
		}
		t.Logf("event: %s %s/%s: %s: %s", event.LastTimestamp.UTC().Format("15:04:05"), event.InvolvedObject.Kind, event.InvolvedObject.Name, event.Reason, event.Message)
	}
	changes, err := plane.Audit(func(e lab.Event) bool {
		return e.Changes() && (namespace == "" || e.Object.Namespace == namespace) && !strings.HasPrefix(e.UserAgent, "kube-controller-manager/")
	})
	if err != nil {
		t.Log(err)
	}
	for _, change := range changes {
		t.Log("audit:", change)
	}
}
