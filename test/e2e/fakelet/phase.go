package fakelet

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// phase follows from the states of the containers.
func phase(pod *corev1.Pod) corev1.PodPhase {
	starting, ended, failed := 0, 0, 0
	for _, status := range pod.Status.ContainerStatuses {
		switch {
		case status.State.Terminated != nil && status.State.Terminated.ExitCode != 0:
			failed++
			ended++
		case status.State.Terminated != nil:
			ended++
		case status.State.Waiting != nil && status.RestartCount == 0:
			starting++
		}
	}
	switch {
	case initFailed(pod) || failed > 0 && ended == len(pod.Spec.Containers):
		return corev1.PodFailed
	case ended == len(pod.Spec.Containers):
		return corev1.PodSucceeded
	case starting > 0:
		return corev1.PodPending
	}
	return corev1.PodRunning
}

// initFailed tells whether an init container has ended badly and for good.
func initFailed(pod *corev1.Pod) bool {
	return slices.ContainsFunc(pod.Status.InitContainerStatuses, func(status corev1.ContainerStatus) bool {
		return status.State.Terminated != nil && status.State.Terminated.ExitCode != 0
	})
}

// over tells whether no container of the pod will run again.
func over(pod *corev1.Pod) bool {
	return pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

func allReady(pod *corev1.Pod) bool {
	for i, status := range pod.Status.InitContainerStatuses {
		if sidecar(&pod.Spec.InitContainers[i]) && !status.Ready {
			return false
		}
	}
	return !slices.ContainsFunc(pod.Status.ContainerStatuses, func(status corev1.ContainerStatus) bool { return !status.Ready })
}
