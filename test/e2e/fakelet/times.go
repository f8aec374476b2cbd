package fakelet

import (
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// The times in a pod's status have whole seconds, which do not order anything here. So they also stand in annotations
// with the name of the container behind these prefixes.
const (
	startedPrefix  = "started.fakelet.hash.dev/"
	finishedPrefix = "finished.fakelet.hash.dev/"
)

// Started tells when a container last started, or the zero time. No two times of one Fakelet are the same.
func Started(pod *corev1.Pod, container string) time.Time {
	return annotatedTime(pod, startedPrefix+container)
}

// Finished tells when a container last ended, or the zero time.
func Finished(pod *corev1.Pod, container string) time.Time {
	return annotatedTime(pod, finishedPrefix+container)
}

func annotatedTime(pod *corev1.Pod, key string) time.Time {
	at, err := time.Parse(time.RFC3339Nano, pod.Annotations[key])
	if err != nil {
		return time.Time{}
	}
	return at
}

func annotateTime(pod *corev1.Pod, key string, at time.Time) {
	if pod.Annotations == nil {
		pod.Annotations = map[string]string{}
	}
	pod.Annotations[key] = at.Format(time.RFC3339Nano)
}

// clock never goes back and never stands still, as a system's clock may.
type clock struct {
	mu   sync.Mutex
	last time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().Round(0).UTC() // without its monotonic part, which no annotation holds
	if !now.After(c.last) {
		now = c.last.Add(time.Nanosecond)
	}
	c.last = now
	return now
}
