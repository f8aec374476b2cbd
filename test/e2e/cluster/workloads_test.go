package cluster

import (
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// workloads are the Deployments and StatefulSets of a namespace, and the variables that they may refer to.
type workloads struct {
	byName    map[string]workload
	variables variables
}

type workload struct {
	generation, observed     int64
	replicas, updated, ready int32 // as many as it wants; as its controller has counted
	template                 corev1.PodTemplateSpec
	pods                     []types.UID // without those that are about to go
}

// variables are the data of all ConfigMaps: by ConfigMap and key.
type variables map[string]string

// workloads reads them at a moment when no pod comes or goes.
func (s *site) workloads() workloads {
	s.Helper()
	w := workloads{variables: s.variables()}
	s.eventually("all pods are those that their workloads want", func() bool {
		w.byName = s.readWorkloads()
		return !slices.ContainsFunc(slices.Collect(maps.Values(w.byName)), workload.moves)
	})
	return w
}

// workload is what one is now.
func (s *site) workload(name string) workload {
	s.Helper()
	return s.readWorkloads()[name]
}

func (s *site) readWorkloads() map[string]workload {
	s.Helper()
	all := map[string]workload{}
	s.addDeployments(all)
	s.addStatefulSets(all)
	return all
}

func (w workload) moves() bool {
	return w.observed != w.generation || w.updated != w.replicas || w.ready != w.replicas || len(w.pods) != int(w.replicas)
}

func (s *site) addDeployments(all map[string]workload) {
	s.Helper()
	list, err := bed.client.AppsV1().Deployments(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	for _, d := range list.Items {
		all[d.Name] = workload{
			generation: d.Generation, observed: d.Status.ObservedGeneration,
			replicas: *d.Spec.Replicas, updated: d.Status.UpdatedReplicas, ready: d.Status.ReadyReplicas,
			template: d.Spec.Template, pods: s.staying(d.Spec.Selector),
		}
	}
}

func (s *site) addStatefulSets(all map[string]workload) {
	s.Helper()
	list, err := bed.client.AppsV1().StatefulSets(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	for _, set := range list.Items {
		all[set.Name] = workload{
			generation: set.Generation, observed: set.Status.ObservedGeneration,
			replicas: *set.Spec.Replicas, updated: set.Status.UpdatedReplicas, ready: set.Status.ReadyReplicas,
			template: set.Spec.Template, pods: s.staying(set.Spec.Selector),
		}
	}
}

func (s *site) staying(selector *metav1.LabelSelector) []types.UID {
	s.Helper()
	list, err := bed.client.CoreV1().Pods(s.namespace).List(s.Context(), metav1.ListOptions{LabelSelector: metav1.FormatLabelSelector(selector)})
	if err != nil {
		s.Fatal(err)
	}
	var found []types.UID
	for _, pod := range list.Items {
		if pod.DeletionTimestamp == nil {
			found = append(found, pod.UID)
		}
	}
	slices.Sort(found)
	return found
}

func (s *site) variables() variables {
	s.Helper()
	list, err := bed.client.CoreV1().ConfigMaps(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	found := variables{}
	for _, configMap := range list.Items {
		for key, value := range configMap.Data {
			found[configMap.Name+"/"+key] = value
		}
	}
	return found
}

// changed are the variables that are not as they were.
func (before variables) changed(after variables) []string {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] {
			found = append(found, name)
		}
	}
	return found
}

// rolled are the workloads that have been changed, all pods of which are others then. Those of the rest stay.
func (s *site) rolled(before, after workloads) []string {
	s.Helper()
	var found []string
	for _, name := range slices.Sorted(maps.Keys(after.byName)) {
		was, is := before.byName[name], after.byName[name]
		changed := was.generation != is.generation
		if changed {
			found = append(found, name)
		}
		if kept := slices.ContainsFunc(is.pods, func(pod types.UID) bool { return slices.Contains(was.pods, pod) }); kept == changed {
			s.Errorf("%s: generation %d, then %d; pods %v, then %v", name, was.generation, is.generation, was.pods, is.pods)
		}
	}
	return found
}

// refer are the workloads whose pods refer to a variable, by itself or with all of its ConfigMap.
func (w workloads) refer(variable string) []string {
	configMap, key, _ := strings.Cut(variable, "/")
	var found []string
	for _, name := range slices.Sorted(maps.Keys(w.byName)) {
		if pod := w.byName[name].template.Spec; slices.ContainsFunc(slices.Concat(pod.InitContainers, pod.Containers), func(c corev1.Container) bool {
			return takesAll(c, configMap) || takesKey(c, configMap, key)
		}) {
			found = append(found, name)
		}
	}
	return found
}

func takesAll(c corev1.Container, configMap string) bool {
	return slices.ContainsFunc(c.EnvFrom, func(from corev1.EnvFromSource) bool {
		return from.ConfigMapRef != nil && from.ConfigMapRef.Name == configMap
	})
}

func takesKey(c corev1.Container, configMap, key string) bool {
	return slices.ContainsFunc(c.Env, func(env corev1.EnvVar) bool {
		from := env.ValueFrom
		return from != nil && from.ConfigMapKeyRef != nil && from.ConfigMapKeyRef.Name == configMap && from.ConfigMapKeyRef.Key == key
	})
}
