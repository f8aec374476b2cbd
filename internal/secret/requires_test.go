package secret_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// wanted are two Secrets as hash.yaml of a project in a folder would want them.
func wanted() []secret.Wanted {
	return []secret.Wanted{
		{Secret: "hash-postgres", Keys: []string{"graph-password", "user"}, Place: "backend/hash.yaml:12"},
		{Secret: "hash-kratos", Keys: []string{".pem", "CIPHER_1"}, Place: "backend/hash.yaml:20"},
	}
}

// TestRequires holds what the backends emit, and that the API servers of their vendors would take all of
// it. Their own test is that what they emit makes just what was wanted.
func TestRequires(t *testing.T) {
	t.Parallel()
	remote := map[string]config.RemoteSecret{
		"hash-postgres": {Key: "shared/postgres", Properties: map[string]string{"graph-password": "graph.password"}},
	}
	aws := config.StoreRef{Kind: "ClusterSecretStore", Name: "aws"}
	for _, c := range []struct {
		name  string
		store config.SecretStore
	}{
		{"external_secrets", config.SecretStore{Provider: "externalSecrets", StoreRef: aws}},
		{"external_secrets_prefix", config.SecretStore{Provider: "externalSecrets", StoreRef: aws, Prefix: "hash/production", RefreshInterval: "30m"}},
		{"external_secrets_remote", config.SecretStore{Provider: "externalSecrets", StoreRef: aws, Prefix: "hash/production/", Remote: remote}},
		{"sealed_secrets", config.SecretStore{Provider: "sealedSecrets", Files: []config.File{sealedFile(t)}}},
		{"csi_aws", csiStore("aws", "hash/production", remote)},
		{"csi_aws_arn", csiStore("aws", "arn:aws:secretsmanager:eu-central-1:1:secret:hash", nil)},
		{"csi_azure", csiStore("azure", "hash/production", nil)},
		{"csi_azure_remote", csiStore("azure", "", map[string]config.RemoteSecret{"hash-postgres": {Properties: map[string]string{"user": "pg-user"}}})},
		{"csi_gcp", csiStore("gcp", "projects/acme/secrets/hash-production", nil)},
		{"csi_gcp_remote", csiStore("gcp", "projects/acme/secrets", map[string]config.RemoteSecret{
			"hash-postgres": {Key: "projects/shared/secrets/pg", Properties: map[string]string{"user": "pg_user"}},
		})},
		{"csi_vault", csiStore("vault", "secret/data/hash", remote)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			required := require(t, wanted(), c.store)
			golden.File(t, "testdata/requires/"+c.name+".yaml", text(t, required))
			holdSchemas(t, required)
			holdMade(t, required, wanted())
		})
	}
}

func csiStore(provider, prefix string, remote map[string]config.RemoteSecret) config.SecretStore {
	return config.SecretStore{
		Provider: "csi",
		Place:    "hash.yaml:5",
		Prefix:   prefix,
		Remote:   remote,
		CSI:      config.CSI{Provider: provider, Parameters: csiParameters(provider)},
	}
}

func csiParameters(provider string) map[string]string {
	switch provider {
	case "azure":
		return map[string]string{"keyvaultName": "hash", "tenantId": "0000"}
	case "vault":
		return map[string]string{"roleName": "hash"}
	default:
		return nil
	}
}

func require(t *testing.T, wanted []secret.Wanted, store config.SecretStore) []*manifest.Resource {
	t.Helper()
	required, err := requireIn(t, wanted, store)
	if err != nil {
		t.Fatal(err)
	}
	return required
}

func requireIn(t *testing.T, wanted []secret.Wanted, store config.SecretStore) ([]*manifest.Resource, error) {
	t.Helper()
	backend, err := secret.Find(store.Provider)
	if err != nil {
		t.Fatal(err)
	}
	return backend.Requires(wanted, secret.Environment{Name: "production", Namespace: "hash", Store: store})
}

// text is what hash-post would write.
func text(t *testing.T, resources []*manifest.Resource) string {
	t.Helper()
	empty, err := manifest.Read(strings.NewReader(""), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := empty.With(resources...).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes)
}

func holdSchemas(t *testing.T, required []*manifest.Resource) {
	t.Helper()
	all := readDefinitions(t)
	for _, r := range required {
		for _, problem := range all.check(t, r) {
			t.Errorf("%s: %s", r.ID(), problem)
		}
	}
}

func holdMade(t *testing.T, required []*manifest.Resource, wanted []secret.Wanted) {
	t.Helper()
	var want, got []secret.Secret
	for _, w := range wanted {
		want = append(want, secret.Secret{Name: w.Secret, Keys: w.Keys})
	}
	for _, r := range required {
		got = append(got, secret.Made(r)...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is made is not what was wanted, -want +got:\n%s", diff)
	}
}

// TestRequiresTypes gives Secrets the types without which nobody takes them.
func TestRequiresTypes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"ca.crt", "tls.crt", "tls.key"}, "kubernetes.io/tls"},
		{[]string{"tls.crt"}, "Opaque"},
		{[]string{".dockerconfigjson"}, "kubernetes.io/dockerconfigjson"},
		{[]string{"user"}, "Opaque"},
	} {
		want := []secret.Wanted{{Secret: "pg", Keys: c.keys, Place: "hash.yaml:7"}}
		class := require(t, want, csiStore("aws", "", nil))
		if got := lookup(t, class[0].Object(), "spec", "secretObjects", 0, "type"); got != c.want {
			t.Errorf("csi: %v: got %s, want %s", c.keys, got, c.want)
		}
		fetched := require(t, want, config.SecretStore{Provider: "externalSecrets", StoreRef: config.StoreRef{Kind: "SecretStore", Name: "aws"}})
		got, _ := manifest.Path{"spec", "target", "template", "type"}.Lookup(fetched[0].Object())
		if c.want == "Opaque" && got != nil || c.want != "Opaque" && got != c.want {
			t.Errorf("externalSecrets: %v: got %v, want %s", c.keys, got, c.want)
		}
		holdSchemas(t, slices.Concat(class, fetched))
		holdMade(t, class, want)
		holdMade(t, fetched, want)
	}
}

func TestRequiresNothing(t *testing.T) {
	t.Parallel()
	for _, b := range secret.Backends() {
		if got, err := b.Requires(nil, secret.Environment{}); len(got) > 0 || err != nil {
			t.Errorf("%s: got %v, %v", b.Name(), got, err)
		}
	}
}

// TestRequiresPlace holds that what is made for a stanza says so, without the directory of the project.
func TestRequiresPlace(t *testing.T) {
	t.Parallel()
	want := manifest.Source{File: "hash.yaml", Line: 12, SetBy: manifest.SetByInject}
	for _, store := range []config.SecretStore{{Provider: "externalSecrets"}, csiStore("vault", "", nil)} {
		if got := require(t, wanted(), store)[0].Source(); got != want {
			t.Errorf("%s: got %v, want %v", store.Provider, got, want)
		}
	}
}

func TestRequiresRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		store            config.SecretStore
		want, wantRemedy string
	}{
		{csiStore("gcp", "hash/production", nil), "hash.yaml:5: secretStore names no project of Google Cloud for Secret hash-postgres", "begin prefix, or the key in remote, with projects/PROJECT/secrets/"},
		{
			config.SecretStore{Provider: "csi", Place: "hash.yaml:5", CSI: config.CSI{Provider: "aws", Parameters: map[string]string{"objects": "[]"}}},
			"hash.yaml:5: secretStore.csi.parameters has objects, which is made from the stanzas of secrets",
			"take it out; prefix and remote say where the values are",
		},
		{
			config.SecretStore{Provider: "csi", Place: "hash.yaml:5", CSI: config.CSI{Provider: "vault", Parameters: map[string]string{"vaultAddress": "https://vault"}}},
			"hash.yaml:5: provider vault of the CSI driver mounts nothing without parameter roleName", "name it in secretStore.csi.parameters of hash.yaml",
		},
		{
			config.SecretStore{Provider: "csi", CSI: config.CSI{Provider: "azure", Parameters: map[string]string{"keyvaultName": "hash"}}},
			"backend/hash.yaml:12: provider azure of the CSI driver mounts nothing without parameter tenantId", "name it in secretStore.csi.parameters of hash.yaml",
		},
		{csiStore("akeyless", "", nil), `secretStore.csi.provider "akeyless" is not built into this version: it has aws, azure, gcp, vault`, ""},
	} {
		_, err := requireIn(t, wanted(), c.store)
		holdError(t, err, c.want, c.wantRemedy)
	}
}

func holdError(t *testing.T, err error, want, wantRemedy string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
		return
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) != (wantRemedy != "") || hinted != nil && hinted.Hint() != wantRemedy {
		t.Errorf("%v: got hint %v, want %s", err, hinted, wantRemedy)
	}
}
