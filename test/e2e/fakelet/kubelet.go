package fakelet

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
)

const (
	ruleInterval      = 200 * time.Millisecond
	referenceInterval = 500 * time.Millisecond
)

// kubelet moves one pod on. It changes the pod and knows nothing else: no API server, no clock.
type kubelet struct {
	pod        *corev1.Pod
	references references
	rules      *Rules
	now        func() time.Time

	lacking bool // something that the pod refers to
}

type references interface {
	volumes(context.Context) error
	variables(context.Context, *corev1.Container) error
}

// step does what a kubelet would report at once, and tells after what time to look again, or 0.
func (k *kubelet) step(ctx context.Context) time.Duration {
	if over(k.pod) {
		return 0
	}
	k.admit()
	switch {
	case k.pod.DeletionTimestamp != nil:
		k.kill()
	case k.mount(ctx) && k.initialize(ctx):
		runsOn := k.pod.Spec.RestartPolicy == corev1.RestartPolicyAlways
		for i := range k.pod.Spec.Containers {
			k.run(ctx, &k.pod.Spec.Containers[i], &k.pod.Status.ContainerStatuses[i], runsOn)
		}
	}
	k.conclude()
	switch {
	case k.lacking:
		return referenceInterval
	case over(k.pod) || holds(k.pod, corev1.PodReady):
		return 0
	}
	return ruleInterval
}

// initialize runs the init containers one after the other, and tells whether all have done their part.
func (k *kubelet) initialize(ctx context.Context) bool {
	before := holds(k.pod, corev1.PodInitialized)
	for i := range k.pod.Spec.InitContainers {
		container, status := &k.pod.Spec.InitContainers[i], &k.pod.Status.InitContainerStatuses[i]
		k.run(ctx, container, status, sidecar(container))
		if !passed(container, status) && !before {
			return false
		}
	}
	k.set(corev1.PodInitialized, true)
	return true
}

// passed tells whether the next container may start.
func passed(container *corev1.Container, status *corev1.ContainerStatus) bool {
	if sidecar(container) {
		return is(status.Started)
	}
	return status.State.Terminated != nil && status.State.Terminated.ExitCode == 0
}

// conclude draws from the containers what holds for the pod. Sidecars end with the containers that they are there for.
func (k *kubelet) conclude() {
	k.pod.Status.Phase = phase(k.pod)
	if over(k.pod) {
		for i := len(k.pod.Status.InitContainerStatuses) - 1; i >= 0; i-- {
			if status := &k.pod.Status.InitContainerStatuses[i]; status.State.Running != nil {
				k.end(status, 0)
			}
		}
	}
	ready := k.pod.Status.Phase == corev1.PodRunning && allReady(k.pod)
	k.set(corev1.ContainersReady, ready)
	k.set(corev1.PodReady, ready)
}
