package fakelet

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/cache"
)

// Rules say what containers do, which without rules end well or, if they are to run on, become ready at once. A nil
// rule applies to none. They are asked by several goroutines, every 200 ms while a pod is on its way, and when it
// changes. A pod that is ready does not, so for it to obey a rule that has changed its mind, call SetRules.
type Rules struct {
	// Hold tells that a container runs, but has not done what others wait for: to end, or to become ready.
	Hold func(pod *corev1.Pod, container string) bool
	// Fail tells that a container ends with exit code 1.
	Fail func(pod *corev1.Pod, container string) bool
}

// SetRules replaces the rules, for pods that run already too.
func (f *Fakelet) SetRules(rules Rules) {
	f.rules.Store(&rules)
	all, err := f.informers.Core().V1().Pods().Lister().List(labels.Everything())
	if err != nil {
		return // never: the list is in memory
	}
	for _, pod := range all {
		f.queue.Add(task{pods, cache.MetaObjectToName(pod)})
	}
}

func (r *Rules) holds(pod *corev1.Pod, container string) bool {
	return r.Hold != nil && r.Hold(pod, container)
}

func (r *Rules) fails(pod *corev1.Pod, container string) bool {
	return r.Fail != nil && r.Fail(pod, container)
}
