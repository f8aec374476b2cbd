package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// service is a rendered Service.
type service struct {
	Spec struct {
		Ports []struct {
			Name string
			Port int
		}
	}
}

// standIn is a server in place of a port of a Service. It says in headers which one it is, and which
// cookies it got.
type standIn struct {
	*httptest.Server
	requests atomic.Int64
}

const (
	serviceHeader = "Stand-In"
	cookiesHeader = "Stand-In-Cookies"
	sessionCookie = "ory_kratos_session"

	// answersCORS is a path on which the api's stand-in answers CORS itself: some images do, and others
	// leave it to what is in front.
	answersCORS = "/answers-cors"
)

// slowness is longer than the timeout of a host that has no annotation for it.
const slowness = 3 * 60 * millisecondsPerSecond * time.Millisecond / 2

// standIns gives one for each port of each Service of the release, by name:port.
func standIns(t *testing.T, local release) map[string]*standIn {
	t.Helper()
	kratos := get[configMap](t, local, "ConfigMap/hash-kratos").Data
	found := map[string]*standIn{}
	for id := range local {
		name, ok := strings.CutPrefix(id, "Service/")
		if !ok {
			continue
		}
		for _, p := range get[service](t, local, id).Spec.Ports {
			key := name + ":" + p.Name
			handler := answer(key)
			switch key {
			case "hash-kratos:public":
				handler = withCORS(withSession(handler, kratos), kratosCORS(t, kratos))
			case "hash-api:http":
				handler = withCORS(handler, cors{path: answersCORS, origins: []string{frontendURL}, credentials: true})
			}
			found[key] = newStandIn(t, handler)
			found[fmt.Sprintf("%s:%d", name, p.Port)] = found[key]
		}
	}
	return found
}

func newStandIn(t *testing.T, handler http.Handler) *standIn {
	t.Helper()
	s := &standIn{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// answer reads the request to its end, and on /slow takes its time.
func answer(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if r.URL.Path == "/slow" {
			time.Sleep(slowness)
		}
		w.Header().Set(serviceHeader, name)
		w.Header().Set(cookiesHeader, r.Header.Get("Cookie"))
	})
}

// withSession sets the cookie of a login as kratos would with these variables.
func withSession(next http.Handler, env map[string]string) http.Handler {
	sameSite := map[string]http.SameSite{"Lax": http.SameSiteLaxMode, "Strict": http.SameSiteStrictMode}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/self-service/login" {
			http.SetCookie(w, &http.Cookie{
				Name: sessionCookie, Value: "alice", HttpOnly: true,
				Domain: env["COOKIES_DOMAIN"], Path: env["COOKIES_PATH"], SameSite: sameSite[env["COOKIES_SAME_SITE"]],
			})
		}
		next.ServeHTTP(w, r)
	})
}

type cors struct {
	path        string // if it counts for this path alone
	origins     []string
	credentials bool
}

// kratosCORS reads kratos' variables.
func kratosCORS(t *testing.T, env map[string]string) cors {
	t.Helper()
	var c cors
	if env["SERVE_PUBLIC_CORS_ENABLED"] != "true" {
		return c
	}
	c.credentials = env["SERVE_PUBLIC_CORS_ALLOW_CREDENTIALS"] == "true"
	origins := env["SERVE_PUBLIC_CORS_ALLOWED_ORIGINS"]
	if strings.HasPrefix(origins, "[") {
		if err := json.Unmarshal([]byte(origins), &c.origins); err != nil {
			t.Fatal(err)
		}
		return c
	}
	c.origins = strings.Split(origins, ",")
	return c
}

// withCORS answers a browser as the usual libraries do.
func withCORS(next http.Handler, c cors) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.path != "" && c.path != r.URL.Path {
			next.ServeHTTP(w, r)
			return
		}
		if origin := r.Header.Get("Origin"); slices.Contains(c.origins, origin) {
			w.Header().Set("Access-Control-Allow-Origin", origin)
			if c.credentials {
				w.Header().Set("Access-Control-Allow-Credentials", "true")
			}
			w.Header().Set("Access-Control-Allow-Methods", r.Header.Get("Access-Control-Request-Method"))
			w.Header().Set("Access-Control-Allow-Headers", r.Header.Get("Access-Control-Request-Headers"))
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
