package fakelet

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func holds(pod *corev1.Pod, kind corev1.PodConditionType) bool {
	condition := find(pod, kind)
	return condition != nil && condition.Status == corev1.ConditionTrue
}

func find(pod *corev1.Pod, kind corev1.PodConditionType) *corev1.PodCondition {
	for i := range pod.Status.Conditions {
		if pod.Status.Conditions[i].Type == kind {
			return &pod.Status.Conditions[i]
		}
	}
	return nil
}

// set keeps the time at which the condition last changed: controllers count minReadySeconds from it.
func (k *kubelet) set(kind corev1.PodConditionType, holds bool) {
	status := corev1.ConditionFalse
	if holds {
		status = corev1.ConditionTrue
	}
	condition := find(k.pod, kind)
	if condition == nil {
		k.pod.Status.Conditions = append(k.pod.Status.Conditions, corev1.PodCondition{Type: kind})
		condition = find(k.pod, kind)
	}
	if condition.Status != status {
		condition.Status, condition.LastTransitionTime = status, metav1.NewTime(k.now())
	}
}
