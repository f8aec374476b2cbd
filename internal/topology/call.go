package topology

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// readCalls draws whom the workloads call.
func (b *builder) readCalls() {
	for _, w := range b.workloads {
		for c := range w.template.Containers() {
			if c.Ephemeral {
				continue
			}
			caller := caller{b, w, proof{init: c.Init}}
			variables, words := b.settings(w, c)
			for name, value := range variables {
				caller.variable(name, value, variables)
			}
			caller.words(words)
		}
	}
}

// settings gives the variables of a container, and its command and arguments as the kubelet expands them.
// Those are computed as variables that come last, by names that no variable has, and that
// every version of Kubernetes would take.
func (b *builder) settings(w *workload, c manifest.Container) (variables map[string]string, words []string) {
	const prefix = "-command-"
	object := maps.Clone(c.Object)
	env, _ := object["env"].([]any)
	env = slices.Clone(env)
	command := append(textsAt(c.Object, "command"), textsAt(c.Object, "args")...)
	for i, word := range command {
		env = append(env, map[string]any{"name": prefix + strconv.Itoa(i), "value": word})
	}
	object["env"] = env
	c.Object = object
	variables, words = map[string]string{}, make([]string, len(command))
	for _, v := range b.Objects.Of(w.resource, w.template, c).Variables {
		text, _ := v.Value.Resolve(written)
		if digits, isWord := strings.CutPrefix(v.Name, prefix); isWord {
			i, err := strconv.Atoi(digits)
			if err == nil && i < len(words) {
				words[i] = text
			}
			continue
		}
		if v.Source.Kind != environ.ServiceLink {
			variables[v.Name] = text
		}
	}
	return variables, words
}

// written is what stands for a part of a value that only the cluster knows. The address of a Service is
// as good as its name.
func written(s environ.Source) (string, bool) {
	if s.Kind == environ.ServiceLink {
		return s.Name, true
	}
	return unknownText, true
}

// caller is a container that may call others.
type caller struct {
	*builder

	workload *workload
	proof    proof
}

func (c caller) variable(name, value string, all map[string]string) {
	if notCalled(name) {
		return
	}
	addresses := addressesIn(value)
	for _, a := range addresses {
		if a.bare() && (identityName(name) || len(addresses) > 1 && !addressName(name)) {
			continue
		}
		if a.port == 0 && (a.scheme == "" || endsIn(name, "HOST")) {
			a.port = portBeside(name, all)
		}
		c.call(a, name, addressName(name))
	}
}

func portBeside(name string, all map[string]string) int {
	port, err := strconv.ParseUint(all[portName(name)], 10, 16)
	if err != nil {
		return 0
	}
	return int(port)
}

// call draws the edge to where an address leads, if it leads anywhere. named says that whatever holds it
// is called like an address.
func (c caller) call(a address, by string, named bool) {
	p := c.proof
	p.by, p.port = by, a.port
	if s := c.service(a.host, c.workload.Namespace); s != nil {
		p.port = s.port(a)
		c.edge(c.workload.Node, s.node, p)
		return
	}
	if to, inside := c.inCluster(a.host, c.workload.Namespace); inside {
		c.edge(c.workload.Node, to, p)
		return
	}
	if !named && (a.scheme == "" || a.web()) || !a.elsewhere() || c.own(a.host) {
		return
	}
	if p.port == 0 {
		p.port = defaultPort(a.scheme)
	}
	to := c.node(Node{Role: External, Name: a.host})
	_, byScheme := storeScheme(a.scheme)
	first, _, _ := strings.Cut(a.host, ".")
	to.Store = to.Store || byScheme || storePort(p.port) || storeImage(first)
	c.edge(c.workload.Node, to, p)
}

// port is that of the Service which an address means.
func (s *service) port(a address) int {
	if a.port != 0 {
		return a.port
	}
	if byScheme := defaultPort(a.scheme); s.only == 0 {
		for _, port := range s.ports {
			if port == byScheme {
				return port
			}
		}
	}
	return s.only
}

func defaultPort(scheme string) int {
	switch scheme {
	case "http", "ws":
		return 80
	case "https", "wss":
		return 443
	}
	port, _ := storeScheme(scheme)
	return port
}

// own reports whether the release is reached under the host, or the host is a domain that those are in:
// it is for browsers then, and for cookies.
func (b *builder) own(host string) bool {
	for own := range b.hosts {
		if domain, wild := strings.CutPrefix(own, "*."); wild && strings.HasSuffix(host, "."+domain) {
			return true
		}
		if own == host || strings.HasSuffix(own, "."+host) {
			return true
		}
	}
	return false
}
