package fakelet

import (
	"context"
	"fmt"
	"hash/fnv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// admit says that the node knows the pod.
func (k *kubelet) admit() {
	status := &k.pod.Status
	if status.StartTime != nil {
		return
	}
	status.StartTime = &metav1.Time{Time: k.now()}
	status.HostIP, status.HostIPs = nodeAddress, []corev1.HostIP{{IP: nodeAddress}}
	status.InitContainerStatuses = created(k.pod.Spec.InitContainers)
	status.ContainerStatuses = created(k.pod.Spec.Containers)
	k.wait("")
	k.set(corev1.PodInitialized, len(k.pod.Spec.InitContainers) == 0)
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
	k.set(corev1.PodReadyToStartContainers, true)
	return true
}

// address is as good as the pod's own: nobody connects to it, but endpoints should differ.
func address(pod *corev1.Pod) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(pod.UID))
	sum := hash.Sum(nil)
	return fmt.Sprintf("10.%d.%d.%d", sum[0], sum[1], sum[2])
}
