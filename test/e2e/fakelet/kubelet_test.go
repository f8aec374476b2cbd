package fakelet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestKubelet plays pods until nothing moves, then again without rules and with all that was lacking, or deleted. Each
// line is what the API server is told at once: a number is an exit code, r a container that runs, + one that is ready.
func TestKubelet(t *testing.T) {
	for _, test := range []struct {
		name       string
		pod        *corev1.Pod
		hold, fail string
		lack       string // a container's variable, or "volume"
		deleted    bool
		want       string
	}{
		{
			name: "server",
			pod:  server("web"),
			want: `
				Running web=r
				Ready web=+
				--`,
		},
		{
			name: "job with a sidecar and init containers in their order",
			pod:  job("lock*", "migrate", "record"),
			want: `
				Pending lock=r migrate=PodInitializing record=PodInitializing
				Pending lock=+ migrate=r record=PodInitializing
				Running lock=+ migrate=0 record=r
				Succeeded lock=0 migrate=0 record=0
				--`,
		},
		{
			name: "held init container",
			pod:  server("wait", "web"),
			hold: "wait",
			want: `
				Pending wait=r web=PodInitializing
				--
				Running wait=0 web=r
				Ready wait=0 web=+`,
		},
		{
			name: "held sidecar lets nothing start",
			pod:  job("lock*", "record"),
			hold: "lock",
			want: `
				Pending lock=r record=PodInitializing
				--
				Running lock=+ record=r
				Succeeded lock=0 record=0`,
		},
		{
			name: "held server is not ready",
			pod:  server("web"),
			hold: "web",
			want: `
				Running web=r
				--
				Ready web=+`,
		},
		{
			name: "failed init container ends a job's pod",
			pod:  job("lock*", "migrate", "record"),
			fail: "migrate",
			want: `
				Pending lock=r migrate=PodInitializing record=PodInitializing
				Pending lock=+ migrate=r record=PodInitializing
				Failed lock=0 migrate=1 record=PodInitializing
				--`,
		},
		{
			name: "failed sidecar starts again",
			pod:  job("lock*", "record"),
			fail: "lock",
			want: `
				Pending lock=r record=PodInitializing
				Pending lock=CrashLoopBackOff record=PodInitializing
				--
				Pending lock=r record=PodInitializing
				Running lock=+ record=r
				Succeeded lock=0 record=0`,
		},
		{
			name: "server waits for its sidecar to be ready",
			pod:  server("proxy*", "web"),
			hold: "web",
			want: `
				Pending proxy=r web=PodInitializing
				Running proxy=+ web=r
				--
				Ready proxy=+ web=+`,
		},
		{
			name: "failed container ends a job's pod",
			pod:  job("record"),
			fail: "record",
			want: `
				Running record=r
				Failed record=1
				--`,
		},
		{
			name: "failed server starts again",
			pod:  server("web"),
			fail: "web",
			want: `
				Running web=r
				Running web=CrashLoopBackOff
				--
				Running web=r
				Ready web=+`,
		},
		{
			name: "failed init container of a server starts again",
			pod:  server("wait", "web"),
			fail: "wait",
			want: `
				Pending wait=r web=PodInitializing
				Pending wait=CrashLoopBackOff web=PodInitializing
				--
				Pending wait=r web=PodInitializing
				Running wait=0 web=r
				Ready wait=0 web=+`,
		},
		{
			name: "variable lacks",
			pod:  server("wait", "web"),
			lack: "web",
			want: `
				Pending wait=r web=PodInitializing
				Pending wait=0 web=CreateContainerConfigError:lack
				--
				Running wait=0 web=r
				Ready wait=0 web=+`,
		},
		{
			name: "volume lacks",
			pod:  server("wait", "web"),
			lack: "volume",
			want: `
				Pending wait=PodInitializing:lack web=PodInitializing:lack
				--
				Pending wait=r web=PodInitializing
				Running wait=0 web=r
				Ready wait=0 web=+`,
		},
		{
			name: "deleted before it started",
			pod:  job("lock*", "migrate", "record"),
			lack: "volume", deleted: true,
			want: `
				Pending lock=PodInitializing:lack migrate=PodInitializing:lack record=PodInitializing:lack
				--
				Failed lock=PodInitializing:lack migrate=PodInitializing:lack record=143`,
		},
		{
			name: "deleted while it runs",
			pod:  job("lock*", "migrate", "record"),
			hold: "migrate", deleted: true,
			want: `
				Pending lock=r migrate=PodInitializing record=PodInitializing
				Pending lock=+ migrate=r record=PodInitializing
				--
				Failed lock=0 migrate=143 record=143`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var ticks clock
			ruled := func(name string) func(*corev1.Pod, string) bool {
				return func(_ *corev1.Pod, container string) bool { return container == name }
			}
			k := &kubelet{
				pod: test.pod, references: lack(test.lack), now: ticks.now,
				rules: &Rules{Hold: ruled(test.hold), Fail: ruled(test.fail)},
			}
			got := play(t, k)
			k.references, k.rules, k.lacking = lack(""), &Rules{}, false
			if test.deleted {
				k.pod.DeletionTimestamp = &metav1.Time{Time: ticks.now()}
			}
			got = append(append(got, "--"), play(t, k)...)
			compare(t, got, test.want)
		})
	}
}

// lack is what cannot be found: "volume", or a container's variables.
type lack string

func (l lack) volumes(context.Context) error { return l.found("volume") }

func (l lack) variables(_ context.Context, container *corev1.Container) error {
	return l.found(container.Name)
}

func (l lack) found(name string) error {
	if string(l) == name {
		return errors.New("lack")
	}
	return nil
}

// play makes steps until one changes nothing.
func play(t *testing.T, k *kubelet) []string {
	t.Helper()
	var lines []string
	for range 20 {
		before := k.pod.DeepCopy()
		pause := k.step(t.Context())
		if equality.Semantic.DeepEqual(before, k.pod) {
			if want := interval(k); pause != want {
				t.Errorf("looks again after %s instead of %s: %s", pause, want, line(k.pod))
			}
			return lines
		}
		lines = append(lines, line(k.pod))
	}
	t.Fatalf("does not come to rest:\n%s", strings.Join(lines, "\n"))
	return nil
}

// interval is after what a kubelet should look again that has nothing to do.
func interval(k *kubelet) time.Duration {
	switch {
	case over(k.pod) || holds(k.pod, corev1.PodReady):
		return 0
	case k.references != lack(""):
		return referenceInterval
	}
	return ruleInterval
}

func line(pod *corev1.Pod) string {
	text := string(pod.Status.Phase)
	if holds(pod, corev1.PodReady) {
		text = "Ready"
	}
	for _, status := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		text += " " + status.Name + "=" + word(status)
	}
	return text
}

func word(status corev1.ContainerStatus) string {
	switch state := status.State; {
	case state.Terminated != nil:
		return fmt.Sprint(state.Terminated.ExitCode)
	case status.Ready:
		return "+"
	case state.Running != nil:
		return "r"
	case state.Waiting.Reason == "CrashLoopBackOff" || state.Waiting.Message == "":
		return state.Waiting.Reason
	default:
		return state.Waiting.Reason + ":" + state.Waiting.Message
	}
}

func compare(t *testing.T, got []string, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.TrimSpace(want), "\t", "")
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// server and job make pods of containers, of which the last is the main one and * marks a sidecar.
func server(containers ...string) *corev1.Pod { return podOf(corev1.RestartPolicyAlways, containers) }

func job(containers ...string) *corev1.Pod { return podOf(corev1.RestartPolicyNever, containers) }

func podOf(policy corev1.RestartPolicy, names []string) *corev1.Pod {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: names[len(names)-1], UID: "1"}}
	pod.Spec.RestartPolicy, pod.Spec.NodeName = policy, nodeName
	for _, name := range names[:len(names)-1] {
		container := corev1.Container{Name: strings.TrimSuffix(name, "*")}
		if strings.HasSuffix(name, "*") {
			container.RestartPolicy = new(corev1.ContainerRestartPolicyAlways)
		}
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, container)
	}
	pod.Spec.Containers = []corev1.Container{{Name: names[len(names)-1]}}
	return pod
}

func TestTimesOrderContainers(t *testing.T) {
	last := time.Now().Add(time.Hour)
	stuck := clock{last: last} // the system's clock was set back
	k := &kubelet{pod: job("lock*", "migrate", "record"), references: lack(""), rules: &Rules{}, now: stuck.now}
	play(t, k)
	for i, times := range [][2]time.Time{
		{last, Started(k.pod, "lock")},
		{Started(k.pod, "lock"), Started(k.pod, "migrate")},
		{Started(k.pod, "migrate"), Finished(k.pod, "migrate")},
		{Finished(k.pod, "migrate"), Started(k.pod, "record")},
		{Started(k.pod, "record"), Finished(k.pod, "record")},
		{Finished(k.pod, "record"), Finished(k.pod, "lock")},
	} {
		if !times[0].Before(times[1]) || times[0].IsZero() {
			t.Errorf("%d: %s is not before %s", i, times[0], times[1])
		}
	}
	if at := Started(k.pod, "other"); !at.IsZero() {
		t.Errorf("a container that never started did so at %s", at)
	}
}
