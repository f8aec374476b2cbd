package cluster

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/hashintel/helm-hash/test/e2e/fakelet"
)

// world is what the chart's containers find, besides the API server: the records of migrations in each namespace's
// database, and services that answer. It goes by the arguments that the pods really have.
type world struct {
	mu      sync.Mutex
	records map[string]bool // namespace, component and revision
	broken  map[string]bool // namespace and container
}

func (w *world) rules() fakelet.Rules { return fakelet.Rules{Hold: w.hold, Fail: w.fail} }

// breaks makes a container of the site's pods end with an error, or no longer.
func (s *site) breaks(container string, broken bool) {
	bed.world.mu.Lock()
	bed.world.broken[key(s.namespace, container)] = broken
	bed.world.mu.Unlock()
	bed.node.SetRules(bed.world.rules()) // for pods that are ready
}

func key(words ...string) string { return strings.Join(words, " ") }

func (w *world) fail(pod *corev1.Pod, container string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.broken[key(pod.Namespace, container)]
}

// hold plays the scripts of chart/files/migrations.
func (w *world) hold(pod *corev1.Pod, container string) bool {
	args := arguments(pod, container)
	switch container {
	case "lock":
		return !answers(pod.Namespace, "hash-db")
	case "peers":
		return slices.ContainsFunc(args, func(peer string) bool {
			parsed, err := url.Parse(peer)
			return err != nil || !answers(pod.Namespace, parsed.Hostname())
		})
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch container {
	case "record":
		w.records[key(pod.Namespace, args[0], args[1])] = true
	case "wait":
		return !w.records[key(pod.Namespace, args[0], args[1])]
	}
	return false
}

func arguments(pod *corev1.Pod, container string) []string {
	for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
		if c.Name == container {
			return c.Args
		}
	}
	return nil
}

// answers tells whether a service has a ready pod. What is no service of the namespace is elsewhere, and answers.
func answers(namespace, service string) bool {
	slices, err := bed.client.DiscoveryV1().EndpointSlices(namespace).List(bed.ctx, metav1.ListOptions{LabelSelector: discoveryv1.LabelServiceName + "=" + service})
	if err != nil {
		return false
	}
	for _, slice := range slices.Items {
		for _, endpoint := range slice.Endpoints {
			if endpoint.Conditions.Ready != nil && *endpoint.Conditions.Ready {
				return true
			}
		}
	}
	return len(slices.Items) == 0
}
