package credential

import (
	"strings"
	"testing"
)

func TestShown(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", "db.password", "DB_PASSWORD", "--api-key", "-Dtrust.password", "app.ini", "nginx.ingress.kubernetes.io/auth-secret",
		"spec.containers[0].env[0].value", "ca-certificates.crt", "LOG_LEVEL=info", "https://registry.example", "X-Api-Key", "naïve name",
		"kube-prometheus-stack-2024-01-01", "0e9c1f52-7b7e-4a4e-8d7f-0123456789ab",
	} {
		if got := Shown(name); got != name {
			t.Errorf("%q: got %q", name, got)
		}
	}
	for _, name := range []string{
		"ghp_" + word(36), "--ghp_" + word(36), "see ghp_" + word(36), "AKIA" + "BCDEFGHIJKLMNOPQ", "user:hunter2", "alice:hunter2@x",
		"postgres://u:hunter2@db", "DB_PASSWORD=hunter2", "aBcDeFgH1jK2mN3pQ", "x/9f8e7d6c5b4a39281706f5e4d3c2b1a0",
	} {
		if got := Shown(name); got != hidden {
			t.Errorf("%q: got %q", name, got)
		}
	}
}

// What holds a credential is named, unless its name is one too.
func TestNamesAreShown(t *testing.T) {
	t.Parallel()
	token := "ghp_" + word(36)
	var hits []Hit
	for _, text := range []string{
		token + ": alice", token + " = alice", `{"` + token + `": "alice"}`, "<a>" + token + "</a>", token + ": postgres://u:hunter2@db",
		`{"` + token + `-password": "hunter2"}`, "u:p, password: hunter2", "AKIA" + "BCDEFGHIJKLMNOPQ:" + word(40),
	} {
		hits = append(hits, InFile("x", text)...)
		hits = append(hits, InSetting("x", text)...)
		hits = append(hits, InVariable("x", text)...)
		hits = append(hits, inScript("run "+text)...)
	}
	for _, a := range InArguments([]string{"app", "--" + token, token + "=alice", "--" + token, "postgres://u:hunter2@db", "--password=" + token}) {
		hits = append(hits, a.Hit)
	}
	if len(hits) < 20 {
		t.Errorf("only %d hits", len(hits))
	}
	for _, h := range hits {
		if strings.Contains(h.Name, "ghp_") || strings.Contains(h.Name, "AKIA") || h.What == "" {
			t.Errorf("a hit says %q", h.Name)
		}
	}
}
