package fakelet

import (
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
)

func TestSetRulesReachesReadyPods(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := fake.NewClientset(server("web"))
		f := started(t, client)
		reaches(t, client, "Ready web=+")
		f.SetRules(Rules{Fail: func(*corev1.Pod, string) bool { return true }})
		reaches(t, client, "Running web=CrashLoopBackOff")
		f.SetRules(Rules{})
		reaches(t, client, "Ready web=+")
	})
}

func TestConfigMapThatComesLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := server("web")
		pod.Spec.Containers[0].EnvFrom = []corev1.EnvFromSource{{
			ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "late"}},
		}}
		client := fake.NewClientset(pod)
		started(t, client)
		reaches(t, client, `Pending web=CreateContainerConfigError:configmap "late" not found`)
		late := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "late"}}
		if _, err := client.CoreV1().ConfigMaps("ns").Create(t.Context(), late, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		reaches(t, client, "Ready web=+")
	})
}

func TestPodIsScheduled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := server("web")
		pod.Spec.NodeName = ""
		client := fake.NewClientset(pod)
		// The API server, not the client, makes of a binding the node's name.
		client.PrependReactor("create", "pods", func(action clienttesting.Action) (bool, runtime.Object, error) {
			binding, ok := action.(clienttesting.CreateAction).GetObject().(*corev1.Binding)
			if !ok || binding.Name != pod.Name {
				return false, nil, nil
			}
			bound := pod.DeepCopy()
			bound.Spec.NodeName = binding.Target.Name
			return true, binding, client.Tracker().Update(action.GetResource(), bound, pod.Namespace)
		})
		started(t, client)
		reaches(t, client, "Ready web=+")
	})
}

func TestPodOfAnotherNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := server("web")
		pod.Spec.NodeName = "other"
		client := fake.NewClientset(pod)
		started(t, client)
		reaches(t, client, "")
	})
}

// The API server waits for the node, which names the pod by its UID: the next one may have the same name.
func TestDeletedPodGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := server("web")
		pod.DeletionTimestamp = &metav1.Time{Time: time.Now()}
		client := fake.NewClientset(pod)
		started(t, client)
		synctest.Wait()
		var options metav1.DeleteOptions
		for _, action := range client.Actions() {
			if deletion, ok := action.(clienttesting.DeleteAction); ok {
				options = deletion.GetDeleteOptions()
			}
		}
		if options.GracePeriodSeconds == nil || *options.GracePeriodSeconds != 0 ||
			options.Preconditions == nil || *options.Preconditions.UID != pod.UID {
			t.Errorf("the pod was deleted with %v", options)
		}
	})
}

func TestVolumeOfAClaim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		claim := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "data", UID: "7"}}
		claim.Spec.StorageClassName = new("fast")
		claim.Spec.AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}
		claim.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}
		client := fake.NewClientset(claim)
		started(t, client)
		synctest.Wait()
		volumes := client.CoreV1().PersistentVolumes()
		volume, err := volumes.Get(t.Context(), "pvc-7", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if ref := volume.Spec.ClaimRef; ref.UID != "7" || ref.Name != "data" || ref.Namespace != "ns" || volume.Spec.StorageClassName != "fast" {
			t.Errorf("the volume is for %s of class %q", ref, volume.Spec.StorageClassName)
		}
		volume.Status.Phase = corev1.VolumeReleased
		if _, err := volumes.UpdateStatus(t.Context(), volume, metav1.UpdateOptions{}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if _, err := volumes.Get(t.Context(), "pvc-7", metav1.GetOptions{}); err == nil {
			t.Error("the released volume stays")
		}
	})
}

func TestLoadBalancer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "edge"}}
		service.Spec.Type = corev1.ServiceTypeLoadBalancer
		client := fake.NewClientset(service)
		started(t, client)
		synctest.Wait()
		service, err := client.CoreV1().Services("ns").Get(t.Context(), "edge", metav1.GetOptions{})
		if err != nil || len(service.Status.LoadBalancer.Ingress) != 1 {
			t.Errorf("the load balancer has the addresses %v, %v", service.Status.LoadBalancer.Ingress, err)
		}
	})
}

func started(t *testing.T, client kubernetes.Interface) *Fakelet {
	t.Helper()
	f, err := start(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Stop)
	return f
}

// reaches waits until nothing is left to do but to look again, for some such times.
func reaches(t *testing.T, client kubernetes.Interface, want string) {
	t.Helper()
	time.Sleep(5 * referenceInterval)
	synctest.Wait()
	pod, err := client.CoreV1().Pods("ns").Get(t.Context(), "web", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := line(pod); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
