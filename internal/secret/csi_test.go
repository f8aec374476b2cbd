package secret_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// TestCSIObjects reads the text for each provider as that does, and holds that any name comes through.
func TestCSIObjects(t *testing.T) {
	t.Parallel()
	const odd = "a \"b\": #c\n- d"
	remote := map[string]config.RemoteSecret{"pg": {Key: odd, Properties: map[string]string{"user": odd}}}
	for _, c := range []struct {
		provider string
		remote   map[string]config.RemoteSecret
		want     map[string]any
	}{
		{"aws", remote, map[string]any{"objects": []any{map[string]any{
			"objectName": odd, "objectType": "secretsmanager",
			"jmesPath": []any{map[string]any{"path": `"a \"b\": #c\n- d"`, "objectAlias": "pg_user"}},
		}}}},
		{"azure", remote, map[string]any{"objectName": odd, "objectType": "secret", "objectAlias": "pg_user"}},
		{"gcp", map[string]config.RemoteSecret{"pg": {Key: "projects/p/secrets/pg", Properties: map[string]string{"user": odd}}}, map[string]any{"objects": []any{map[string]any{
			"resourceName": "projects/p/secrets/" + odd + "/versions/latest", "path": "pg_user",
		}}}},
		{"vault", remote, map[string]any{"objects": []any{map[string]any{
			"objectName": "pg_user", "secretPath": odd, "secretKey": odd,
		}}}},
	} {
		got := objects(t, c.provider, require(t, wantedPG(), csiStore(c.provider, "", c.remote))[0])
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.provider, diff)
		}
	}
}

// objects is the meaning of the parameter that lists the remote secrets. For Azure it is a list of texts,
// each YAML again, of which it gives the first.
func objects(t *testing.T, provider string, class *manifest.Resource) map[string]any {
	t.Helper()
	parameter := "objects"
	if provider == "gcp" {
		parameter = "secrets"
	}
	listed := lookup(t, class.Object(), "spec", "parameters", parameter)
	if provider == "azure" {
		return parse(t, lookup(t, parse(t, listed), "array", 0))
	}
	return parse(t, "objects:\n"+listed)
}

func lookup(t *testing.T, object map[string]any, path ...any) string {
	t.Helper()
	found, _ := manifest.Path(path).Lookup(object)
	s, ok := found.(string)
	if !ok {
		t.Fatalf("%v leads to %v", path, found)
	}
	return s
}

func parse(t *testing.T, yaml string) map[string]any {
	t.Helper()
	set, err := manifest.Read(strings.NewReader("kind: Objects\n"+yaml), "objects")
	if err != nil {
		t.Fatal(err)
	}
	for r := range set.All() {
		object := r.Object()
		delete(object, "kind")
		return object
	}
	return nil
}

func TestVolume(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long-", 20) + "name"
	for _, c := range []struct{ provider, secret, want string }{
		{"existing", "pg", ""},
		{"externalSecrets", "pg", ""},
		{"sealedSecrets", "pg", ""},
		{"csi", "pg", "csi-pg"},
		{"csi", "pg.db", "csi-pg-db-20542d7f"},
		{"csi", long, "csi-long-long-long-long-long-long-long-long-long-long--8f24b2dc"},
	} {
		backend, err := secret.Find(c.provider)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := backend.Volume(c.secret, secret.Environment{})
		if ok != (c.want != "") {
			t.Errorf("%s: ok is %v", c.provider, ok)
		}
		if c.want == "" {
			continue
		}
		want := map[string]any{
			"name": c.want,
			"csi": map[string]any{
				"driver":           "secrets-store.csi.k8s.io",
				"readOnly":         true,
				"volumeAttributes": map[string]any{"secretProviderClass": c.secret},
			},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.secret, diff)
		}
	}
}
