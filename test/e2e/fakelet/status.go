package fakelet

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// admit says that the node knows the pod.
func (k *kubelet) admit() {
	status := &k.pod.Status
	status.ObservedGeneration = k.pod.Generation
	if status.StartTime != nil {
		return
	}
	status.StartTime = &metav1.Time{Time: k.now()}
	status.HostIP, status.HostIPs = nodeAddress, []corev1.HostIP{{IP: nodeAddress}}
	status.InitContainerStatuses = created(k.pod.Spec.InitContainers)
	status.ContainerStatuses = created(k.pod.Spec.Containers)
	k.wait("")
	setCondition(k, corev1.PodInitialized, len(k.pod.Spec.InitContainers) == 0)
}

func created(containers []corev1.Container) []corev1.ContainerStatus {
	var all []corev1.ContainerStatus
	for _, container := range containers {
		all = append(all, corev1.ContainerStatus{Name: container.Name, Image: container.Image, Started: new(false)})
	}
	return all
}

// wait says of all containers that they wait for the pod. A kubelet tells the reason in an event, this one here.
func (k *kubelet) wait(message string) {
	reason := "ContainerCreating"
	if len(k.pod.Spec.InitContainers) > 0 {
		reason = "PodInitializing"
	}
	for _, statuses := range [][]corev1.ContainerStatus{k.pod.Status.InitContainerStatuses, k.pod.Status.ContainerStatuses} {
		for i := range statuses {
			statuses[i].State = waiting(reason, message)
		}
	}
}

// mount tells whether the volumes are there and with them the pod's sandbox.
func (k *kubelet) mount(ctx context.Context) bool {
	if holds(k.pod, corev1.PodReadyToStartContainers) {
		return true
	}
	if err := k.references.volumes(ctx); err != nil {
		k.wait(err.Error())
		k.lacking = true
		return false
	}
	k.wait("")
	k.pod.Status.PodIP = address(k.pod)
	k.pod.Status.PodIPs = []corev1.PodIP{{IP: k.pod.Status.PodIP}}
	setCondition(k, corev1.PodReadyToStartContainers, true)
	return true
}

// address is as good as the pod's own: nobody connects to it, but endpoints should differ.
func address(pod *corev1.Pod) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(pod.UID))
	sum := hash.Sum(nil)
	return fmt.Sprintf("10.%d.%d.%d", sum[0], sum[1], sum[2])
}

// runsOn tells whether the containers have no end of their own.
func (k *kubelet) runsOn() bool {
	return k.pod.Spec.RestartPolicy == corev1.RestartPolicyAlways
}

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
