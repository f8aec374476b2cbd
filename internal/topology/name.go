package topology

import "strings"

const clusterDomain = ".cluster.local"

// serviceName reads the DNS name of a Service or of a pod behind a headless one. inside says that the
// name says itself that it is one of the cluster.
func serviceName(host string) (labels []string, inside bool) {
	host, _ = strings.CutSuffix(host, clusterDomain)
	host, inside = strings.CutSuffix(host, ".svc")
	return strings.Split(host, "."), inside
}

// service gives the Service of the release that pods in a namespace reach by a host, or nil.
func (b *builder) service(host, namespace string) *service {
	labels, inside := serviceName(host)
	switch len(labels) {
	case 1:
		if inside {
			return nil // db.svc is no name of a Service
		}
		return b.services[objectName{namespace, labels[0]}]
	case 2:
		if s := b.services[objectName{labels[1], labels[0]}]; s != nil {
			return s
		}
		return b.headless(objectName{namespace, labels[1]})
	case 3:
		return b.headless(objectName{labels[2], labels[1]})
	}
	return nil
}

// headless gives the Service whose pods have names of their own.
func (b *builder) headless(name objectName) *service {
	if s := b.services[name]; s != nil && s.headless {
		return s
	}
	return nil
}

// inCluster gives the node of a host that is a Service's for sure, be it in the release or not.
func (b *builder) inCluster(host, namespace string) (*Node, bool) {
	if s := b.service(host, namespace); s != nil {
		return s.node, true
	}
	labels, inside := serviceName(host)
	switch {
	case !inside || len(labels) < 2 || len(labels) > 3:
		return nil, false
	case len(labels) == 3:
		labels = labels[1:]
	}
	return b.absent(objectName{labels[1], labels[0]}), true
}
