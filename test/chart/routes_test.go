package chart_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type (
	ingress struct {
		Metadata metadata
		Spec     struct {
			IngressClassName string
			TLS              []struct {
				SecretName string
				Hosts      []string
			}
			Rules []struct {
				Host string
				HTTP struct {
					Paths []struct {
						Path, PathType string
						Backend        struct {
							Service struct {
								Name string
								Port struct {
									Name   string
									Number int
								}
							}
						}
					}
				}
			}
		}
	}

	httpRoute struct {
		Spec struct {
			ParentRefs []struct{ Name, Namespace, SectionName string }
			Hostnames  []string
			Rules      []struct {
				Matches     []struct{ Path struct{ Type, Value string } }
				Timeouts    struct{ Request string }
				BackendRefs []struct {
					Name string
					Port int
				}
			}
		}
	}
)

// wantRoutes are all ways in. The dashboard's is the laptop's only.
func wantRoutes(t *testing.T, r *release) []string {
	t.Helper()
	domain := siteOf(t, r).domain
	want := []string{
		domain + "/ -> hash-frontend:3000 -> frontend:3000",
		"api." + domain + "/ -> hash-api:5001 -> api:5001",
		"kratos." + domain + "/ -> hash-kratos:4433 -> kratos:4433",
	}
	if r.environment.Name == "local" {
		want = append(want, "k8s."+domain+"/ -> hash-dashboard:80 -> dashboard:9090")
	}
	slices.Sort(want)
	return want
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  []string
		want func(*testing.T, *release) (ingresses, routes []string)
	}{
		"ingress": {nil, func(t *testing.T, r *release) ([]string, []string) { return wantRoutes(t, r), nil }},
		"gateway": {
			[]string{"ingress.kind=gateway", "ingress.gateway.name=x"},
			func(t *testing.T, r *release) ([]string, []string) { return nil, wantRoutes(t, r) },
		},
		"none":            {[]string{"ingress.enabled=false"}, func(*testing.T, *release) ([]string, []string) { return nil, nil }},
		"none of gateway": {[]string{"ingress.enabled=false", "ingress.kind=gateway"}, func(*testing.T, *release) ([]string, []string) { return nil, nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachWith(t, c.set, func(t *testing.T, r *release) {
				ingresses, routes := c.want(t, r)
				if d := cmp.Diff(ingresses, ingressRoutes(t, r)); d != "" {
					t.Errorf("Ingresses (-want +got):\n%s", d)
				}
				if d := cmp.Diff(routes, gatewayRoutes(t, r)); d != "" {
					t.Errorf("HTTPRoutes (-want +got):\n%s", d)
				}
			})
		})
	}
}

// ingressRoutes follows each path of an Ingress to the port of the pods behind it.
func ingressRoutes(t *testing.T, r *release) []string {
	t.Helper()
	var routes []string
	for _, in := range objects[ingress](t, r, "Ingress") {
		for _, rule := range in.Spec.Rules {
			for _, path := range rule.HTTP.Paths {
				if path.PathType != "Prefix" {
					t.Errorf("%s%s is of type %s", rule.Host, path.Path, path.PathType)
				}
				to := path.Backend.Service
				routes = append(routes, rule.Host+path.Path+" -> "+behind(t, r, to.Name, func(p servicePort) bool {
					return p.Name == to.Port.Name || p.Port == to.Port.Number
				}))
			}
		}
	}
	slices.Sort(routes)
	return routes
}

func gatewayRoutes(t *testing.T, r *release) []string {
	t.Helper()
	var routes []string
	for _, route := range objects[httpRoute](t, r, "HTTPRoute") {
		for _, rule := range route.Spec.Rules {
			for _, to := range rule.BackendRefs {
				for _, host := range route.Spec.Hostnames {
					routes = append(routes, host+rule.Matches[0].Path.Value+" -> "+behind(t, r, to.Name, func(p servicePort) bool {
						return p.Port == to.Port
					}))
				}
			}
		}
	}
	slices.Sort(routes)
	return routes
}

// behind gives the Service, its port, and the pods behind it with theirs.
func behind(t *testing.T, r *release, name string, is func(servicePort) bool) string {
	t.Helper()
	s := object[service](t, r, "Service", name)
	at := slices.IndexFunc(s.Spec.Ports, is)
	if at < 0 {
		t.Errorf("Service %s has no such port", name)
		return ""
	}
	port := s.Spec.Ports[at]
	for _, p := range pods(t, r) {
		if selects(s.Spec.Selector, p.Metadata.Labels) {
			return fmt.Sprintf("%s:%d -> %s:%d", name, port.Port, p.component(), p.port(t, port.TargetPort))
		}
	}
	t.Errorf("Service %s has no pods", name)
	return ""
}

// TestAdminPort keeps kratos' admin port from every route that anybody may add to hash-kratos.
func TestAdminPort(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for name, s := range objects[service](t, r, "Service") {
			if s.Spec.Type != "" && s.Spec.Type != "ClusterIP" {
				t.Errorf("Service %s is of type %s: the ingress alone is open to the outside", name, s.Spec.Type)
			}
			for _, port := range s.Spec.Ports {
				if port.TargetPort == "admin" && name != "hash-kratos-admin" {
					t.Errorf("Service %s leads to the admin port", name)
				}
			}
		}
		admin := object[service](t, r, "Service", "hash-kratos-admin").Spec.Ports
		if d := cmp.Diff([]servicePort{{"admin", 4434, "admin"}}, admin); d != "" {
			t.Errorf("hash-kratos-admin (-want +got):\n%s", d)
		}
	})
}
