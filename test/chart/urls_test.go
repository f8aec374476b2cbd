package chart_test

import (
	"regexp"
	"strings"
	"testing"
)

// site is where an environment is found.
type site struct{ scheme, domain string }

func siteOf(t *testing.T, r *release) site {
	t.Helper()
	sites := map[string]site{
		"local":      {"http", "hash.localhost"},
		"current":    {"http", "hash.localhost"},
		"staging":    {"https", "staging.hash.example"},
		"production": {"https", "hash.example"},
	}
	s, known := sites[r.environment.Name]
	if !known {
		t.Fatalf("give environment %s a site", r.environment.Name)
	}
	return s
}

func (s site) frontend() string { return s.scheme + "://" + s.domain }
func (s site) api() string      { return s.scheme + "://api." + s.domain }
func (s site) kratos() string   { return s.scheme + "://kratos." + s.domain }

// TestURLs wants browsers to be sent to the hosts of the ingress, and programs to Services: inside a pod
// *.hash.localhost is the pod itself. The cookie belongs to the domain that all hosts lie under.
func TestURLs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		s, login := siteOf(t, r), "/login"
		if !r.original() {
			login = "/signin"
		}
		wantVariables(t, r, map[string]string{
			"api/api FRONTEND_URL":                                                           s.frontend(),
			"frontend/frontend FRONTEND_URL":                                                 s.frontend(),
			"kratos/kratos SERVE_PUBLIC_BASE_URL":                                            s.kratos(),
			"kratos/kratos SERVE_PUBLIC_CORS_ENABLED":                                        "true",
			"kratos/kratos SERVE_PUBLIC_CORS_ALLOW_CREDENTIALS":                              "true",
			"kratos/kratos SERVE_PUBLIC_CORS_ALLOWED_ORIGINS":                                s.frontend(),
			"kratos/kratos COOKIES_DOMAIN":                                                   s.domain,
			"kratos/kratos COOKIES_PATH":                                                     "/",
			"kratos/kratos COOKIES_SAME_SITE":                                                "Lax",
			"kratos/kratos SELFSERVICE_DEFAULT_BROWSER_RETURN_URL":                           s.frontend() + "/",
			"kratos/kratos SELFSERVICE_ALLOWED_RETURN_URLS":                                  s.frontend(),
			"kratos/kratos SELFSERVICE_FLOWS_LOGIN_UI_URL":                                   s.frontend() + login,
			"kratos/kratos SELFSERVICE_FLOWS_LOGOUT_AFTER_DEFAULT_BROWSER_RETURN_URL":        s.frontend() + login,
			"kratos/kratos SELFSERVICE_FLOWS_REGISTRATION_UI_URL":                            s.frontend() + "/signup",
			"kratos/kratos SELFSERVICE_FLOWS_ERROR_UI_URL":                                   s.frontend() + "/error",
			"kratos/kratos SELFSERVICE_FLOWS_REGISTRATION_AFTER_PASSWORD_HOOKS_0_CONFIG_URL": "http://hash-api:5001/kratos-after-registration",
			"kratos/kratos SERVE_ADMIN_BASE_URL":                                             "http://hash-kratos-admin:4434",
		})
		pattern := variables(t, r)["graph/graph"]["HASH_GRAPH_ALLOWED_URL_DOMAIN_PATTERN"]
		for url, allowed := range map[string]bool{
			s.frontend() + "/@alice/types/entity-type/page/":                               true,
			"http://evil.example/@alice/types/entity-type/page/":                           false,
			strings.ReplaceAll(s.frontend(), ".", "x") + "/@alice/types/entity-type/page/": false,
		} {
			if got := regexp.MustCompile("^(?:" + pattern + ")").MatchString(url); got != allowed {
				t.Errorf("the graph fetches %s: %t", url, got)
			}
		}
	})
}
