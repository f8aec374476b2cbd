package fakelet

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// killed is the exit code of a program that SIGTERM ends.
const killed = 143

// run moves a container on. One that runs on becomes ready, any other ends.
func (k *kubelet) run(ctx context.Context, container *corev1.Container, status *corev1.ContainerStatus, runsOn bool) {
	switch {
	case status.State.Terminated != nil:
	case status.State.Running == nil:
		k.launch(ctx, container, status)
	case k.rules.fails(k.pod, container.Name):
		k.fail(container, status)
	case k.rules.holds(k.pod, container.Name):
		status.Ready = false
	case runsOn:
		status.Started, status.Ready = new(true), true
	default:
		k.end(status, 0)
	}
}

func (k *kubelet) launch(ctx context.Context, container *corev1.Container, status *corev1.ContainerStatus) {
	if status.LastTerminationState.Terminated != nil && k.rules.fails(k.pod, container.Name) {
		return // it would only fail again, and nobody reads how often
	}
	if err := k.references.variables(ctx, container); err != nil {
		status.State = waiting("CreateContainerConfigError", err.Error())
		k.lacking = true
		return
	}
	now := k.now()
	status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.NewTime(now)}}
	annotateTime(k.pod, startedPrefix+container.Name, now)
}

// fail ends a container, which a kubelet then starts again if it may.
func (k *kubelet) fail(container *corev1.Container, status *corev1.ContainerStatus) {
	k.end(status, 1)
	if k.pod.Spec.RestartPolicy == corev1.RestartPolicyNever && !sidecar(container) {
		return
	}
	status.RestartCount++
	status.LastTerminationState = status.State
	status.State = waiting("CrashLoopBackOff", fmt.Sprintf("back-off restarting failed container=%s pod=%s", status.Name, k.pod.Name))
}

func (k *kubelet) end(status *corev1.ContainerStatus, code int32) {
	now := k.now()
	ended := &corev1.ContainerStateTerminated{ExitCode: code, Reason: "Completed", FinishedAt: metav1.NewTime(now)}
	if code != 0 {
		ended.Reason = "Error"
	}
	if status.State.Running != nil {
		ended.StartedAt = status.State.Running.StartedAt
	}
	status.State = corev1.ContainerState{Terminated: ended}
	status.Started, status.Ready = new(false), false
	annotateTime(k.pod, finishedPrefix+status.Name, now)
}

// kill ends the containers of a pod that is to go. Only their end makes a Job count it: one that waits for
// podReplacementPolicy: Failed would otherwise wait for ever.
func (k *kubelet) kill() {
	for i := range k.pod.Status.InitContainerStatuses {
		status := &k.pod.Status.InitContainerStatuses[i]
		if status.State.Running != nil && !sidecar(&k.pod.Spec.InitContainers[i]) {
			k.end(status, killed)
		}
	}
	for i := range k.pod.Status.ContainerStatuses {
		if status := &k.pod.Status.ContainerStatuses[i]; status.State.Terminated == nil {
			k.end(status, killed)
		}
	}
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

// sidecar tells whether an init container runs beside those that follow.
func sidecar(container *corev1.Container) bool {
	return container.RestartPolicy != nil && *container.RestartPolicy == corev1.ContainerRestartPolicyAlways
}
