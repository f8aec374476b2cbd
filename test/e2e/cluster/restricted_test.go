package cluster

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// runs asks whether the pods of a release would be admitted. Pod Security lets every Deployment pass and refuses
// its pods. hash.yaml waives nothing that the profile restricted asks for, so it counts for all of them.
func (p *plane) runs(name string, release []object) {
	p.Helper()
	for _, o := range release {
		if o.GetKind() == "ServiceAccount" { // without theirs, pods are refused
			p.has(o)
		}
	}
	for _, o := range release {
		pod := o.pod(p.T)
		if pod == nil {
			continue
		}
		if err := p.admits(pod); err != nil {
			p.Errorf("pod of %s of %s: %s", o, name, err)
		}
		unstructured.RemoveNestedField(pod.Object, "spec", "securityContext")
		if err := p.admits(pod); err == nil || !strings.Contains(err.Error(), `violates PodSecurity "restricted:`) {
			p.Errorf("the pod of %s of %s does without its security context: %v", o, name, err)
		}
	}
}
