package topology

import "github.com/hashintel/helm-hash/internal/manifest"

// workload is a resource that makes pods, with its node.
type workload struct {
	*Node

	resource *manifest.Resource
	template manifest.PodTemplate
}

func (b *builder) readWorkloads() {
	for r, id := range b.resources {
		for template := range b.Kinds.PodTemplates(r) {
			role := Workload
			if r.Hook() || id.Kind == "Job" || id.Kind == "CronJob" {
				role = Job
			}
			n := b.node(Node{Role: role, Kind: id.Kind, Namespace: id.Namespace, Name: id.Name})
			n.Store = n.Store || role == Workload && keepsData(r, template)
			b.workloads = append(b.workloads, &workload{n, r, template})
		}
	}
}

// labels are those of the pods.
func (w *workload) labels() map[string]any {
	labels, _ := at(w.template.Object, "metadata", "labels").(map[string]any)
	return labels
}
