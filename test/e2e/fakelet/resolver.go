package fakelet

import (
	"context"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes"
)

// resolver looks for what a pod refers to, each source once. Its errors are the kubelet's, word for word, because
// people search for them.
type resolver struct {
	client kubernetes.Interface
	pod    *corev1.Pod
	seen   map[source]keys
}

// keys are the keys of a source. Those with binary data are false: a volume can have them, a variable cannot.
type keys map[string]bool

// variables tells why a container cannot be created.
func (r *resolver) variables(ctx context.Context, container *corev1.Container) error {
	for _, ref := range variableReferences(container) {
		found, err := r.keys(ctx, ref)
		if err != nil {
			return err
		}
		if ref.key != "" && !found[ref.key] && !ref.optional {
			return fmt.Errorf("couldn't find key %s in %s %s/%s", ref.key, ref.kind, r.pod.Namespace, ref.name)
		}
	}
	return nil
}

// volumes tells why no container can be created.
func (r *resolver) volumes(ctx context.Context) error {
	for i := range r.pod.Spec.Volumes {
		if err := r.volume(ctx, &r.pod.Spec.Volumes[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *resolver) volume(ctx context.Context, volume *corev1.Volume) error {
	if volume.PersistentVolumeClaim != nil {
		return r.bound(ctx, volume.PersistentVolumeClaim.ClaimName)
	}
	for _, ref := range volumeReferences(volume) {
		found, err := r.keys(ctx, ref)
		if err != nil {
			return fmt.Errorf("MountVolume.SetUp failed for volume %q : %w", volume.Name, err)
		}
		if _, ok := found[ref.key]; ref.key != "" && !ok && !ref.optional {
			return fmt.Errorf("MountVolume.SetUp failed for volume %q : "+missingItem[ref.kind], volume.Name, ref.key)
		}
	}
	return nil
}

var missingItem = map[string]string{
	configMap: "configmap references non-existent config key: %s",
	secret:    "references non-existent secret key: %s",
}

// bound waits, as the scheduler would, for the volume of a claim.
func (r *resolver) bound(ctx context.Context, name string) error {
	claim, err := r.client.CoreV1().PersistentVolumeClaims(r.pod.Namespace).Get(ctx, name, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		return fmt.Errorf("persistentvolumeclaim %q not found", name)
	case err == nil && claim.Status.Phase != corev1.ClaimBound:
		return fmt.Errorf("persistentvolumeclaim %q is not bound", name)
	}
	return err
}

// keys gives what a source holds: nothing, if it is not there and need not be.
func (r *resolver) keys(ctx context.Context, ref reference) (keys, error) {
	if found, ok := r.seen[ref.source]; ok {
		return found, nil
	}
	found, err := r.get(ctx, ref.source)
	switch {
	case apierrors.IsNotFound(err) && ref.optional:
		return nil, nil
	case apierrors.IsNotFound(err):
		return nil, apierrors.NewNotFound(schema.GroupResource{Resource: strings.ToLower(ref.kind)}, ref.name)
	case err != nil:
		return nil, err
	}
	r.seen[ref.source] = found
	return found, nil
}

func (r *resolver) get(ctx context.Context, from source) (keys, error) {
	found := keys{}
	if from.kind == secret {
		object, err := r.client.CoreV1().Secrets(r.pod.Namespace).Get(ctx, from.name, metav1.GetOptions{})
		if err != nil {
			return nil, err
		}
		for key := range object.Data {
			found[key] = true
		}
		return found, nil
	}
	object, err := r.client.CoreV1().ConfigMaps(r.pod.Namespace).Get(ctx, from.name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	for key := range object.BinaryData {
		found[key] = false
	}
	for key := range object.Data {
		found[key] = true
	}
	return found, nil
}
