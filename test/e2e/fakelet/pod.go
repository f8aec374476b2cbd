package fakelet

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
)

// pod schedules a pod, moves it on by one step, or deletes it for good.
func (f *Fakelet) pod(ctx context.Context, name cache.ObjectName) error {
	pod, err := f.informers.Core().V1().Pods().Lister().Pods(name.Namespace).Get(name.Name)
	switch {
	case err != nil:
		return err
	case pod.Spec.NodeName == "":
		return f.bind(ctx, pod)
	case pod.Spec.NodeName != nodeName:
		return nil
	case over(pod) && pod.DeletionTimestamp != nil:
		return f.remove(ctx, pod)
	}
	return f.step(ctx, pod)
}

func (f *Fakelet) bind(ctx context.Context, pod *corev1.Pod) error {
	return f.client.CoreV1().Pods(pod.Namespace).Bind(ctx, &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
		Target:     corev1.ObjectReference{Kind: "Node", Name: nodeName},
	}, metav1.CreateOptions{})
}

// remove deletes this very pod, and not the next one of a StatefulSet with the same name.
func (f *Fakelet) remove(ctx context.Context, pod *corev1.Pod) error {
	options := metav1.NewPreconditionDeleteOptions(string(pod.UID))
	options.GracePeriodSeconds = new(int64)
	return f.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, *options)
}

// step reports what has changed, and the report comes back as the next task.
func (f *Fakelet) step(ctx context.Context, seen *corev1.Pod) error {
	pod := seen.DeepCopy()
	k := kubelet{
		pod:        pod,
		references: &resolver{client: f.client, pod: pod, seen: map[source]keys{}},
		rules:      f.rules.Load(),
		now:        f.clock.now,
	}
	if pause := k.step(ctx); pause > 0 {
		f.queue.AddAfter(task{pods, cache.MetaObjectToName(pod)}, pause)
	}
	if equality.Semantic.DeepEqual(seen, pod) {
		return nil
	}
	_, err := f.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, pod, metav1.UpdateOptions{})
	return err
}
