package chart_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIngressAnnotations(t *testing.T) {
	t.Parallel()
	const nginx = "nginx.ingress.kubernetes.io/"
	everywhere := map[string]map[string]string{
		"staging":    {"cert-manager.io/cluster-issuer": "letsencrypt-staging"},
		"production": {"cert-manager.io/cluster-issuer": "letsencrypt"},
	}
	sticky := map[string]map[string]string{
		"production": {nginx + "affinity": "cookie", nginx + "session-cookie-name": "hash-route", nginx + "session-cookie-samesite": "Lax"},
	}
	each(t, func(t *testing.T, r *release) {
		api := map[string]string{
			nginx + "proxy-read-timeout":     "3600",
			nginx + "proxy-send-timeout":     "3600",
			nginx + "proxy-body-size":        "16m",
			nginx + "enable-cors":            "true",
			nginx + "cors-allow-origin":      siteOf(t, r).frontend(),
			nginx + "cors-allow-credentials": "true",
			nginx + "cors-allow-methods":     "GET, POST, PUT, PATCH, DELETE, OPTIONS",
			nginx + "cors-allow-headers":     "Content-Type, Authorization, Accept, X-Session-Token, Apollo-Require-Preflight, Sentry-Trace, Baggage",
		}
		maps.Copy(api, everywhere[r.environment.Name])
		maps.Copy(api, sticky[r.environment.Name])
		for name, in := range objects[ingress](t, r, "Ingress") {
			want := everywhere[r.environment.Name]
			if name == "hash-api" {
				want = api
			}
			if d := cmp.Diff(want, in.Metadata.Annotations); d != "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
		}
	})
}

// TestIngressSettings changes what the annotations are made of.
func TestIngressSettings(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{"ingress.proxyTimeoutSeconds=60", "ingress.bodySize=1m", "ingress.className=other"}, func(t *testing.T, r *release) {
		api := object[ingress](t, r, "Ingress", "hash-api")
		for annotation, want := range map[string]string{"proxy-read-timeout": "60", "proxy-send-timeout": "60", "proxy-body-size": "1m"} {
			if got := api.Metadata.Annotations["nginx.ingress.kubernetes.io/"+annotation]; got != want {
				t.Errorf("%s is %q, not %q", annotation, got, want)
			}
		}
		if api.Spec.IngressClassName != "other" {
			t.Errorf("the class is %q", api.Spec.IngressClassName)
		}
	})
}

func TestGateway(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{"ingress.kind=gateway", "ingress.gateway.name=x", "ingress.gateway.namespace=edge", "ingress.gateway.sectionName=web"}, func(t *testing.T, r *release) {
		for name, route := range objects[httpRoute](t, r, "HTTPRoute") {
			if got := fmt.Sprint(route.Spec.ParentRefs); got != "[{x edge web}]" {
				t.Errorf("%s attaches to %s", name, got)
			}
			want := map[string]string{"hash-api": "3600s"}[name]
			if got := route.Spec.Rules[0].Timeouts.Request; got != want {
				t.Errorf("%s ends requests after %q, not %q", name, got, want)
			}
		}
	})
}

// TestTLS wants one certificate for all hosts, where browsers speak https.
func TestTLS(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		domain := siteOf(t, r).domain
		want := "[]"
		if siteOf(t, r).scheme == "https" {
			want = fmt.Sprintf("[{hash-tls [%s api.%[1]s kratos.%[1]s]}]", domain)
		}
		for name, in := range objects[ingress](t, r, "Ingress") {
			if got := fmt.Sprint(in.Spec.TLS); got != want {
				t.Errorf("%s has TLS %s, not %s", name, got, want)
			}
		}
	})
}
