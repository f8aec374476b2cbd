package cluster

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// TestSecretsCheck asks as a ServiceAccount: without permission it is told how to get it, with the documented Role
// and nothing else the command works, and no value goes over the wire.
func TestSecretsCheck(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.secrets()
		s.run("kubectl", "create", "serviceaccount", "checker").succeeds()
		account := "system:serviceaccount:" + s.namespace + ":checker"
		config := s.login("checker")
		check := func() output {
			return s.run("helm", "hash", "secrets", "check", "--env", "local", "--kubeconfig", config)
		}

		check().fails(2, "you may not get Secret "+s.namespace+"/hash-", "secrets check --rbac prints the Role")

		role := s.run("helm", "hash", "secrets", "check", "--env", "local", "--rbac", "--subject", "serviceaccount:"+s.namespace+"/checker").succeeds()
		s.pipe(role.stdout, "kubectl", "apply", "-f", "-").succeeds()
		if all := check().succeeds(); !strings.Contains(all.stdout, "Nothing is missing: 3 Secrets are there") {
			s.Errorf("all Secrets are there, and check says:\n%s", all.stdout)
		}
		s.wholeSecrets(account)

		s.run("kubectl", "patch", "secret", "hash-kratos", "--type=json", "-p", `[{"op": "remove", "path": "/data/dsn"}]`).succeeds()
		if missing := check(); missing.code != 1 || !strings.Contains(missing.stdout, "dsn") {
			s.Errorf("a key is missing, and check says, with %d:\n%s%s", missing.code, missing.stdout, missing.stderr)
		}
		// Metadata only says who has set a key, not that it is gone.
		s.wholeSecrets(account, "hash-kratos")
	})
}

// login writes the kubeconfig of a ServiceAccount.
func (s *site) login(account string) string {
	s.Helper()
	token := s.run("kubectl", "create", "token", account).succeeds()
	config, err := clientcmd.LoadFromFile(bed.plane.Kubeconfig())
	if err != nil {
		s.Fatal(err)
	}
	for name := range config.AuthInfos {
		config.AuthInfos[name] = &api.AuthInfo{Token: strings.TrimSpace(token.stdout)}
	}
	file := filepath.Join(s.TempDir(), account)
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		s.Fatal(err)
	}
	return file
}

// wholeSecrets fails unless somebody has read the metadata of Secrets, and values of these alone.
func (s *site) wholeSecrets(user string, want ...string) {
	s.Helper()
	events, err := bed.plane.Audit(func(e lab.Event) bool { return e.User.Username == user && e.Status.Code == 200 })
	if err != nil {
		s.Fatal(err)
	}
	if len(events) == 0 {
		s.Errorf("the audit trail has no answer to %s", user)
	}
	var got []string
	for _, event := range events {
		var answer struct{ Kind string }
		if err := json.Unmarshal(event.Response, &answer); err != nil {
			s.Fatal(event, err)
		}
		if answer.Kind != "PartialObjectMetadata" {
			got = append(got, event.Object.Name)
		}
	}
	if !slices.Equal(got, want) {
		s.Errorf("got the values of the Secrets %q, want %q", got, want)
	}
}
