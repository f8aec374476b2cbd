package e2e

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	frontendURL  = "http://hash.localhost"
	apiURL       = "http://api.hash.localhost"
	kratosURL    = "http://kratos.hash.localhost"
	dashboardURL = "http://k8s.hash.localhost"
)

// browser is a client for which every host is nginx.
type browser struct{ http.Client }

// testHosts holds what browsers meet: nginx does what ingress-nginx would make of the rendered
// Ingresses, and stand-ins answer in place of HASH's images.
func testHosts(t *testing.T, local release) {
	backends := standIns(t, local)
	var sites []site
	for id := range local {
		if strings.HasPrefix(id, "Ingress/") {
			sites = append(sites, newSite(t, len(sites), get[ingress](t, local, id), backends))
		}
	}
	b := newBrowser(t, startNginx(t, sites))
	t.Run("services", func(t *testing.T) { testServices(t, b, backends) })
	t.Run("body size", func(t *testing.T) { testBodySize(t, b) })
	t.Run("long polling", func(t *testing.T) { testLongPolling(t, b, sites) })
	t.Run("cors", func(t *testing.T) { testCORS(t, b) })
	t.Run("cookie", func(t *testing.T) { testCookie(t, b) })
}

func newBrowser(t *testing.T, nginx string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var dialer net.Dialer
			return dialer.DialContext(ctx, network, nginx)
		},
		// nginx refuses a body before it is sent.
		ExpectContinueTimeout: patience,
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{http.Client{Transport: transport, Jar: jar, Timeout: patience}}
}

// do sends a request with these headers, in pairs, and gives the answer without its body.
func (b *browser) do(t *testing.T, method, url string, body []byte, headers ...string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for pair := range slices.Chunk(headers, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	response, err := b.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_, readErr := io.Copy(io.Discard, response.Body)
	if err := errors.Join(readErr, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response
}

func (b *browser) get(t *testing.T, url string) *http.Response {
	t.Helper()
	return b.do(t, http.MethodGet, url, nil)
}

// testServices holds that each host leads to its Service whatever the path, and nothing to another one:
// kratos' admin port above all.
func testServices(t *testing.T, b *browser, backends map[string]*standIn) {
	routed := map[string]string{
		frontendURL:  "hash-frontend:http",
		apiURL:       "hash-api:http",
		kratosURL:    "hash-kratos:public",
		dashboardURL: "hash-dashboard:http",
	}
	var reached []*standIn
	for host, want := range routed {
		reached = append(reached, backends[want])
		for _, path := range []string{"/", "/health/ready", "/identities", "/admin/identities", "//admin/identities"} {
			response := b.get(t, host+path)
			if got := response.Header.Get(serviceHeader); response.StatusCode != http.StatusOK || got != want {
				t.Errorf("%s%s: status %d from %q, want 200 from %s", host, path, response.StatusCode, got, want)
			}
		}
	}
	for _, host := range []string{"http://localhost", "http://admin.kratos.hash.localhost", "http://graph.hash.localhost"} {
		if response := b.get(t, host+"/"); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", host, response.StatusCode)
		}
	}
	for name, backend := range backends {
		if n := backend.requests.Load(); n != 0 && !slices.Contains(reached, backend) {
			t.Errorf("%s got %d requests", name, n)
		}
	}
}

// testBodySize holds that the api gets the bodies that it accepts, and the others what nginx lets through.
func testBodySize(t *testing.T, b *browser) {
	const megabyte = 1 << 20
	for _, c := range []struct {
		url    string
		size   int
		status int
	}{
		{apiURL + "/graphql", 2 * megabyte, http.StatusOK},
		{apiURL + "/graphql", 16 * megabyte, http.StatusOK},
		{apiURL + "/graphql", 17 * megabyte, http.StatusRequestEntityTooLarge},
		{frontendURL, 2 * megabyte, http.StatusRequestEntityTooLarge},
	} {
		response := b.do(t, http.MethodPost, c.url, make([]byte, c.size), "Expect", "100-continue")
		if response.StatusCode != c.status {
			t.Errorf("%d MB to %s: status %d, want %d", c.size/megabyte, c.url, response.StatusCode, c.status)
		}
	}
}

// testLongPolling holds that the api may keep a request open for an hour. Seconds are scaled down.
func testLongPolling(t *testing.T, b *browser, sites []site) {
	const hour = 3600 * millisecondsPerSecond
	for _, s := range sites {
		if s.Host == "api.hash.localhost" && (s.ReadTimeout != hour || s.SendTimeout != hour) {
			t.Errorf("the api's timeouts are %d and %d, want %d", s.ReadTimeout, s.SendTimeout, hour)
		}
	}
	for host, want := range map[string]int{apiURL: http.StatusOK, frontendURL: http.StatusGatewayTimeout} {
		before := time.Now()
		response := b.get(t, host+"/slow")
		if response.StatusCode != want {
			t.Errorf("%s after %s: status %d, want %d", host, time.Since(before), response.StatusCode, want)
		}
	}
}

// testCORS holds that the frontend's pages may call the api and kratos with the session, and others not.
func testCORS(t *testing.T, b *browser) {
	for _, url := range []string{apiURL + "/graphql", apiURL + answersCORS, kratosURL + "/sessions/whoami"} {
		for _, method := range []string{http.MethodOptions, http.MethodPost} {
			ask := func(origin string) http.Header {
				return b.do(t, method, url, nil, "Origin", origin,
					"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type").Header
			}
			t.Run(method+" "+url, func(t *testing.T) { testOrigins(t, ask) })
		}
	}
}

// testOrigins asks from several origins. Two equal headers are as bad for a browser as none.
func testOrigins(t *testing.T, ask func(origin string) http.Header) {
	answer := ask(frontendURL)
	for header, want := range map[string]string{
		"Access-Control-Allow-Origin": frontendURL, "Access-Control-Allow-Credentials": "true",
	} {
		if got := answer.Values(header); !slices.Equal(got, []string{want}) {
			t.Errorf("%s is %q, want one %q", header, got, want)
		}
	}
	for header, want := range map[string]string{
		"Access-Control-Allow-Methods": "post", "Access-Control-Allow-Headers": "content-type",
	} {
		got := answer.Values(header)
		if len(got) != 1 || !strings.Contains(strings.ToLower(got[0]), want) {
			t.Errorf("%s is %q, want one with %q", header, got, want)
		}
	}
	for _, origin := range []string{"http://evil.example", "http://hash.localhost.evil.example", "https://hash.localhost", "null"} {
		if got := ask(origin).Values("Access-Control-Allow-Origin"); len(got) > 0 {
			t.Errorf("from %s: Access-Control-Allow-Origin is %q, want none", origin, got)
		}
	}
}

// testCookie holds that a session of kratos reaches the frontend and the api, and no host elsewhere.
func testCookie(t *testing.T, b *browser) {
	for _, host := range []string{apiURL, frontendURL} {
		if got := b.get(t, host).Header.Get(cookiesHeader); got != "" {
			t.Errorf("%s got %q before anybody logged in", host, got)
		}
	}
	b.get(t, kratosURL+"/self-service/login")
	for _, host := range []string{apiURL, frontendURL, kratosURL} {
		if got, want := b.get(t, host+"/any/path").Header.Get(cookiesHeader), sessionCookie+"=alice"; got != want {
			t.Errorf("%s got the cookie %q, want %q", host, got, want)
		}
	}
	for _, host := range []string{"localhost", "otherhash.localhost", "hash.localhost.example", "example"} {
		if got := b.Jar.Cookies(&url.URL{Scheme: "http", Host: host, Path: "/"}); len(got) > 0 {
			t.Errorf("%s would get %v", host, got)
		}
	}
}
