package secret_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/secret"
)

// TestJudge holds what a lack leads to, by who uses the Secret.
func TestJudge(t *testing.T) {
	t.Parallel()
	needs := needsOf(t, needy, &config.Project{})
	found := make([]secret.Found, len(needs))
	for i, n := range needs {
		switch n.Name {
		case "db":
			found[i] = secret.Found{Exists: true, Keys: []string{"admin", "pasword"}}
		case "registry":
			found[i] = secret.Found{Exists: true, Keys: []string{".dockercfg"}}
		case "cert":
			found[i] = secret.Found{Exists: true, Keys: []string{"tls.crt"}}
		}
	}
	var got []string
	for _, l := range secret.Judge(needs, found) {
		got = append(got, fmt.Sprintf("%s %s/%s (%s)", l.Severity(), l.Need, l.Key, l.Nearest))
	}
	want := []string{
		"warning edge/cert/tls.key ()",
		"warning edge/web-tls/ ()",
		"error shop/all/ ()",
		"error shop/chart/ ()",
		"error shop/db/password (pasword)",
		"info shop/flags/ ()",
		"error shop/keys/ ()",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSeverityOfImagePull is for nodes that have the image, or credentials of their own.
func TestSeverityOfImagePull(t *testing.T) {
	t.Parallel()
	for _, n := range needsOf(t, needy, &config.Project{}) {
		if n.Name != "registry" {
			continue
		}
		if got := secret.Judge([]secret.Need{n}, []secret.Found{{}})[0].Severity(); got != secret.Warning {
			t.Errorf("got %s", got)
		}
	}
}

// TestNotApplied keeps what somebody else makes, and keys that the release's own Secret lacks.
func TestNotApplied(t *testing.T) {
	t.Parallel()
	var got []string
	for _, n := range secret.NotApplied(needsOf(t, needy, &config.Project{})) {
		got = append(got, fmt.Sprintf("%s %v %d", n.Name, n.KeyNames(), len(n.Whole)))
	}
	want := []string{
		"cert [tls.crt tls.key] 0", "web-tls [tls.crt tls.key] 0", "all [] 1", "chart [gone] 0", "db [admin password] 0",
		"flags [lit] 0", "keys [a b] 0", "registry [.dockerconfigjson] 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
