package secret_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for _, want := range secret.Backends() {
		if got, err := secret.Find(want.Name()); err != nil || got != want {
			t.Errorf("Find(%q) = %v, %v", want.Name(), got, err)
		}
	}
	const want = `secretStore.provider "vault" is not built into this version: it has existing`
	if _, err := secret.Find("vault"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestExistingRequiresNothing(t *testing.T) {
	t.Parallel()
	backend, err := secret.Find("existing")
	if err != nil {
		t.Fatal(err)
	}
	if got := backend.Requires(config.SecretReference{Secret: "hash-postgres"}, config.SecretStore{}); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestMade(t *testing.T) {
	t.Parallel()
	object := func(apiVersion, kind string) map[string]any {
		return map[string]any{
			"apiVersion": apiVersion,
			"kind":       kind,
			"metadata":   map[string]any{"name": "hash-postgres", "namespace": "db"},
			"data":       map[string]any{"user": "cg==", "password": "cHc="},
			"stringData": map[string]any{"password": "other", "dsn": ""},
		}
	}
	keys := []string{"dsn", "password", "user"}
	for _, c := range []struct {
		name   string
		object map[string]any
		want   secret.Secret
		wantOK bool
	}{
		{"Secret", object("v1", "Secret"), secret.Secret{Name: "hash-postgres", Keys: keys}, true},
		{"Secret without keys", map[string]any{"apiVersion": "v1", "kind": "Secret"}, secret.Secret{}, true},
		{"ConfigMap", object("v1", "ConfigMap"), secret.Secret{}, false},
		{"Secret of another group", object("example.com/v1", "Secret"), secret.Secret{}, false},
	} {
		got, ok := secret.Made(manifest.New(c.object, manifest.Source{}))
		if diff := cmp.Diff(c.want, got); diff != "" || ok != c.wantOK {
			t.Errorf("%s: ok is %v, -want +got:\n%s", c.name, ok, diff)
		}
	}
}
