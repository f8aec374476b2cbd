package environ

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// service is what the kubelet makes variables of, for the pods in the Service's namespace.
type service struct {
	name     string
	address  Part
	ports    []port
	resource *manifest.Resource // nil where it is not in the release
}

type port struct{ name, number, protocol string }

// apiServer is the Service of the API server: every cluster has it, and every container its variables.
func apiServer() service {
	const name = "kubernetes"
	return service{
		name:    name,
		address: Part{Unknown: Source{Kind: ServiceLink, Name: name}},
		ports:   []port{{"https", "443", "TCP"}},
	}
}

// serviceOf reads a Service; linked is false for those without an address in the cluster.
func serviceOf(r *manifest.Resource) (s service, linked bool) {
	spec, _ := r.Object()["spec"].(map[string]any)
	s = service{name: r.ID().Name, resource: r}
	s.address.Text, _ = spec["clusterIP"].(string)
	if spec["type"] == "ExternalName" || s.address.Text == "None" {
		return service{}, false
	}
	if s.address.Text == "" {
		s.address.Unknown = Source{Kind: ServiceLink, Name: s.name}
	}
	for _, entry := range entries(spec, "ports") {
		p := port{number: number(entry["port"]), protocol: "TCP"}
		p.name, _ = entry["name"].(string)
		if protocol, _ := entry["protocol"].(string); protocol != "" {
			p.protocol = protocol
		}
		s.ports = append(s.ports, p)
	}
	return s, len(s.ports) > 0
}

func number(value any) string {
	switch n := value.(type) {
	case int:
		return strconv.Itoa(n)
	case int64:
		return strconv.FormatInt(n, 10)
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// links are the variables that the kubelet makes of the Services in a namespace.
type links struct {
	variables []Variable
	position  map[string]int // by name
}

// newLinks gives the variables by the names of their Services. Where two Services make the same
// variable, the kubelet takes any of them.
func newLinks(services ...service) *links {
	slices.SortStableFunc(services, func(a, b service) int { return strings.Compare(a.name, b.name) })
	l := &links{position: map[string]int{}}
	for _, s := range services {
		l.add(s)
	}
	return l
}

// add makes the variables of a Service: its own, and those that Docker once made of a linked container.
func (l *links) add(s service) {
	prefix := variableName(s.name)
	first := s.ports[0]
	l.set(s, prefix+"_SERVICE_HOST", s.address)
	l.set(s, prefix+"_SERVICE_PORT", Part{Text: first.number})
	for _, p := range s.ports {
		if p.name != "" {
			l.set(s, prefix+"_SERVICE_PORT_"+variableName(p.name), Part{Text: p.number})
		}
	}
	l.set(s, prefix+"_PORT", first.url(s)...)
	for _, p := range s.ports {
		of := prefix + "_PORT_" + p.number + "_" + strings.ToUpper(p.protocol)
		l.set(s, of, p.url(s)...)
		l.set(s, of+"_PROTO", Part{Text: strings.ToLower(p.protocol)})
		l.set(s, of+"_PORT", Part{Text: p.number})
		l.set(s, of+"_ADDR", s.address)
	}
}

func (l *links) set(s service, name string, parts ...Part) {
	v := Variable{Name: name, Value: valueOf(parts...), Source: Source{Kind: ServiceLink, Name: s.name}, Holder: s.resource}
	if i, known := l.position[name]; known {
		l.variables[i] = v
		return
	}
	l.position[name] = len(l.variables)
	l.variables = append(l.variables, v)
}

func (l *links) find(name string) (Variable, bool) {
	i, found := l.position[name]
	if !found {
		return Variable{}, false
	}
	return l.variables[i], true
}

func (p port) url(s service) []Part {
	return []Part{{Text: strings.ToLower(p.protocol) + "://"}, s.address, {Text: ":" + p.number}}
}

// variableName is what the kubelet makes of the name of a Service or of a port.
func variableName(name string) string { return strings.ToUpper(strings.ReplaceAll(name, "-", "_")) }
