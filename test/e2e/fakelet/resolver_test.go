package fakelet

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
)

func TestVariables(t *testing.T) {
	inConfig := corev1.LocalObjectReference{Name: "config"}
	gone := corev1.LocalObjectReference{Name: "gone"}
	yes := new(true)
	for _, test := range []struct {
		name string
		from corev1.EnvFromSource
		env  corev1.EnvVarSource
		want string
	}{
		{name: "config map", from: corev1.EnvFromSource{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: inConfig}}},
		{
			name: "no config map", want: `configmap "gone" not found`,
			from: corev1.EnvFromSource{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: gone}},
		},
		{name: "optional config map", from: corev1.EnvFromSource{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: gone, Optional: yes}}},
		{
			name: "no secret", want: `secret "gone" not found`,
			from: corev1.EnvFromSource{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: gone}},
		},
		{name: "optional secret", from: corev1.EnvFromSource{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: gone, Optional: yes}}},
		{name: "key", env: corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: inConfig, Key: "a"}}},
		{
			name: "no key", want: "couldn't find key z in ConfigMap ns/config",
			env: corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: inConfig, Key: "z"}},
		},
		{
			name: "binary key", want: "couldn't find key binary in ConfigMap ns/config",
			env: corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: inConfig, Key: "binary"}},
		},
		{name: "optional key", env: corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: inConfig, Key: "z", Optional: yes}}},
		{
			name: "no secret's key", want: "couldn't find key z in Secret ns/secret",
			env: corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "secret"}, Key: "z"}},
		},
		{
			name: "no secret for a key", want: `secret "gone" not found`,
			env: corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: gone, Key: "a"}},
		},
		{name: "optional secret for a key", env: corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: gone, Key: "a", Optional: yes}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			container := &corev1.Container{
				EnvFrom: []corev1.EnvFromSource{test.from},
				Env:     []corev1.EnvVar{{Name: "PLAIN", Value: "x"}, {Name: "A", ValueFrom: &test.env}},
			}
			check(t, resolverOf(server("web")).variables(t.Context(), container), test.want)
		})
	}
}

func TestVolumes(t *testing.T) {
	gone := corev1.LocalObjectReference{Name: "gone"}
	inConfig := corev1.LocalObjectReference{Name: "config"}
	yes := new(true)
	item := func(key string) []corev1.KeyToPath { return []corev1.KeyToPath{{Key: key, Path: "file"}} }
	claim := func(name string) corev1.VolumeSource {
		return corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name}}
	}
	for _, test := range []struct {
		name   string
		volume corev1.VolumeSource
		want   string
	}{
		{name: "empty", volume: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
		{name: "binary item", volume: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: inConfig, Items: item("binary")}}},
		{
			name: "no config map", want: `MountVolume.SetUp failed for volume "v" : configmap "gone" not found`,
			volume: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: gone}},
		},
		{name: "optional", volume: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: gone, Optional: yes, Items: item("a")}}},
		{
			name: "no item", want: `MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: z`,
			volume: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: inConfig, Items: item("z")}},
		},
		{name: "optional item", volume: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: inConfig, Optional: yes, Items: item("z")}}},
		{
			name: "no secret", want: `MountVolume.SetUp failed for volume "v" : secret "gone" not found`,
			volume: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "gone"}},
		},
		{
			name: "projected", want: `MountVolume.SetUp failed for volume "v" : references non-existent secret key: z`,
			volume: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{
				{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{}},
				{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: inConfig, Items: item("a")}},
				{Secret: &corev1.SecretProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "secret"}, Items: item("z")}},
			}}},
		},
		{name: "bound claim", volume: claim("bound")},
		{name: "no claim", volume: claim("gone"), want: `persistentvolumeclaim "gone" not found`},
		{name: "claim without volume", volume: claim("pending"), want: `persistentvolumeclaim "pending" is not bound`},
	} {
		t.Run(test.name, func(t *testing.T) {
			pod := server("web")
			pod.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: test.volume}}
			check(t, resolverOf(pod).volumes(t.Context()), test.want)
		})
	}
}

func resolverOf(pod *corev1.Pod) *resolver {
	meta := func(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Namespace: "ns", Name: name} }
	client := fake.NewClientset(
		&corev1.ConfigMap{ObjectMeta: meta("config"), Data: map[string]string{"a": ""}, BinaryData: map[string][]byte{"binary": nil}},
		&corev1.Secret{ObjectMeta: meta("secret"), Data: map[string][]byte{"a": nil}},
		&corev1.PersistentVolumeClaim{ObjectMeta: meta("bound"), Status: corev1.PersistentVolumeClaimStatus{Phase: corev1.ClaimBound}},
		&corev1.PersistentVolumeClaim{ObjectMeta: meta("pending")},
	)
	return &resolver{client: client, pod: pod, seen: map[source]keys{}}
}

func check(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
