package topology

import "github.com/hashintel/helm-hash/internal/environ"

// With says what is drawn besides those who call each other.
type With struct {
	ConfigMaps bool // those that several workloads take
	Secrets    bool // those that several workloads take
}

func (w With) has(kind string) bool {
	return kind == environ.ConfigMap && w.ConfigMaps || kind == environ.Secret && w.Secrets
}

// readShared draws the ConfigMaps and Secrets that more than one workload takes; those of one alone are
// its own affair.
func (b *builder) readShared(with With) {
	takers := map[object][]taker{}
	for _, w := range b.workloads {
		for r := range environ.References(w.template) {
			if with.has(r.Kind) && r.Use.Setting() {
				o := object{r.Kind, w.Namespace, r.Name}
				takers[o] = append(takers[o], taker{w, r.Use})
			}
		}
	}
	for o, by := range takers {
		if !shared(by) {
			continue
		}
		for _, t := range by {
			b.edge(t.workload.Node, b.node(o.node()), proof{by: string(t.use)})
		}
	}
}

type object struct{ kind, namespace, name string }

func (o object) node() Node {
	role := ConfigMap
	if o.kind == environ.Secret {
		role = Secret
	}
	return Node{Role: role, Kind: o.kind, Namespace: o.namespace, Name: o.name}
}

// taker is a workload that takes something of an object.
type taker struct {
	workload *workload
	use      environ.Use
}

func shared(by []taker) bool {
	for _, t := range by {
		if t.workload.ID != by[0].workload.ID {
			return true
		}
	}
	return false
}
