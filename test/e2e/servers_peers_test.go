package e2e

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// testPeers holds that an answer counts whatever it says, and that what is missing is named.
func testPeers(t *testing.T, local release, sh shell) {
	answer := func(status int) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	var urls []string
	for _, status := range []int{http.StatusOK, http.StatusNotFound, http.StatusMethodNotAllowed} {
		server := httptest.NewServer(answer(status))
		t.Cleanup(server.Close)
		urls = append(urls, server.URL+"/health")
	}
	address := net.JoinHostPort("127.0.0.1", freePort(t))
	script := filepath.Join(scratch(t), "peers.sh")
	writeFile(t, script, get[configMap](t, local, "ConfigMap/hash-scripts").Data["peers.sh"])
	peers := start(t, sh.command(t, nil, script, append(urls, "http://"+address)...))
	peers.says(t, "waiting for http://"+address)
	if out := peers.output(t); strings.Count(out, "waiting for") != 1 {
		t.Errorf("it waits for what answers:\n%s", out)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	late := &http.Server{Handler: answer(http.StatusServiceUnavailable)}
	go func() { _ = late.Serve(listener) }()
	t.Cleanup(func() { _ = late.Close() })
	peers.succeeds(t)
}
