package secret_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/secret"
)

// sealedFile is a file as kubeseal writes it, two Secrets in one.
func sealedFile(t *testing.T) config.File {
	t.Helper()
	data, err := os.ReadFile("testdata/sealed.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return config.File{Name: "secrets/sealed.yaml", Data: data}
}

func TestSealedSource(t *testing.T) {
	t.Parallel()
	for i, want := range []string{"secrets/sealed.yaml:2", "secrets/sealed.yaml:16"} {
		store := config.SecretStore{Provider: "sealedSecrets", Files: []config.File{sealedFile(t)}}
		if got := require(t, wanted(), store)[i].Source().String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

const (
	reseal        = "seal it again: " + sealPG + " > pg.sealed.yaml"
	sealed        = "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n"
	sealPG        = "kubectl create secret generic pg --namespace=hash --from-file=user=pg/user --dry-run=client --output=yaml | kubeseal --format=yaml"
	wantPG        = sealPG + " > pg.sealed.yaml, and name the file in secretStore.files"
	wideNS        = "annotations: {sealedsecrets.bitnami.com/namespace-wide: 'true'}"
	wideAll       = "annotations: {sealedsecrets.bitnami.com/cluster-wide: 'true'}"
	sealAndChange = "seal it with kubeseal, change the values that were exposed, and take them out of the history too"
)

// sealedText is what kubeseal might write of a short value, for a key of 2048 bits.
var sealedText = base64.StdEncoding.EncodeToString(append([]byte{1, 0}, bytes.Repeat([]byte("s"), 256+18)...))

var (
	withUser  = "encryptedData: {user: " + sealedText + "}"
	withUsers = "encryptedData: {users: " + sealedText + "}"
)

func seal(metadata, spec string) string {
	return sealed + "metadata: {" + metadata + "}\nspec: {" + spec + "}\n"
}

// TestSealedScope goes through what kubeseal binds to a seal: namespace and name, the namespace, nothing.
func TestSealedScope(t *testing.T) {
	t.Parallel()
	template := func(metadata string) string { return withUser + ", template: {metadata: {" + metadata + "}}" }
	for _, c := range []struct{ name, file, want, wantRemedy string }{
		{"strict", seal("name: pg, namespace: hash", template("name: pg, namespace: hash")), "", ""},
		{"no namespace", seal("name: pg", withUser), "", ""},
		{"no namespace, sealed for it", seal("name: pg", template("namespace: hash")), "", ""},
		{
			"other namespace", seal("name: pg, namespace: db", withUser),
			"a.yaml:1: SealedSecret pg makes its Secret in namespace db, and the release is in hash", reseal,
		},
		{
			"namespace changed", seal("name: pg, namespace: hash", template("namespace: db")),
			"a.yaml:1: SealedSecret pg was sealed for namespace db (scope strict), and the release is in hash", reseal,
		},
		{
			"namespace taken out", seal("name: pg, "+wideNS, template("namespace: db")),
			"a.yaml:1: SealedSecret pg was sealed for namespace db (scope namespace-wide), and the release is in hash",
			"seal it again: " + sealPG + " --scope=namespace-wide > pg.sealed.yaml",
		},
		{
			"name changed", seal("name: pg, namespace: hash", template("name: postgres")),
			"a.yaml:1: SealedSecret pg was sealed as postgres (scope strict), and cannot be unsealed by another name", reseal,
		},
		{"name changed, namespace-wide", seal("name: pg, "+wideNS, template("name: postgres")), "", ""},
		{"all changed, cluster-wide", seal("name: pg, "+wideAll, template("name: postgres, namespace: db")), "", ""},
		{
			"elsewhere, cluster-wide", seal("name: pg, namespace: db, "+wideAll, withUser),
			"a.yaml:1: SealedSecret pg makes its Secret in namespace db, and the release is in hash", "take metadata.namespace out of the file",
		},
		{
			"annotation of the template only", seal("name: pg", template("name: postgres, "+wideAll)),
			"a.yaml:1: SealedSecret pg was sealed as postgres (scope strict), and cannot be unsealed by another name", reseal,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			holdSealed(t, c.file, c.want, c.wantRemedy)
		})
	}
}

func TestSealedFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, want, wantRemedy string }{
		{"for two namespaces", seal("name: pg, namespace: db", withUser) + "---\n" + seal("name: pg, namespace: hash", withUser), "", ""},
		{"value by template", seal("name: pg", "encryptedData: {password: "+sealedText+"}, template: {data: {user: admin}}"), "", ""},
		{"all keys as one", seal("name: pg", "data: "+sealedText), "", ""},
		{
			"all keys as one, not sealed", seal("name: pg", "data: UExBTlRFRA=="),
			"a.yaml:1: spec.data of SealedSecret pg is not sealed: whoever reads the file can read its value",
			"seal it with kubeseal, change the values that were exposed, and take them out of the history too",
		},
		{
			"twice", seal("name: pg", withUser) + "---\n" + seal("name: pg", withUser),
			"a.yaml:6: makes Secret pg, which a.yaml:1 makes already", "delete one of the two",
		},
		{
			"key missing", "# postgres\n" + seal("name: pg", "encryptedData: {users: "+sealedText+", password: "+sealedText+"}"),
			"a.yaml:2: SealedSecret pg lacks key user, which hash.yaml:7 wants (did you mean users?): it has password, users",
			"add it: " + sealPG + " --merge-into=a.yaml",
		},
		{
			"key taken away by the template", seal("name: pg", withUser+", template: {data: {user: null}}"),
			"a.yaml:1: SealedSecret pg lacks key user, which hash.yaml:7 wants: it has none",
			"add it: " + sealPG + " --merge-into=a.yaml",
		},
		{
			"key missing among others", seal("name: pg, "+wideNS, withUsers) + "---\n" + seal("name: redis", withUser),
			"a.yaml:1: SealedSecret pg lacks key user, which hash.yaml:7 wants (did you mean users?): it has users",
			"seal it, and copy its line of encryptedData into the file: " + sealPG + " --scope=namespace-wide > pg.sealed.yaml",
		},
		{
			"value not sealed", seal("name: pg", "encryptedData: {user: hunter2}"),
			"a.yaml:1: spec.encryptedData.user of SealedSecret pg is not sealed: whoever reads the file can read its value", sealAndChange,
		},
		{
			"value in base64", seal("name: pg", "encryptedData: {user: aHVudGVyMg==}"),
			"a.yaml:1: spec.encryptedData.user of SealedSecret pg is not sealed: whoever reads the file can read its value", sealAndChange,
		},
		{
			"long value in base64", seal("name: pg", "encryptedData: {user: "+strings.Repeat("aHVudGVyMmh1", 60)+"}"),
			"a.yaml:1: spec.encryptedData.user of SealedSecret pg is not sealed: whoever reads the file can read its value", sealAndChange,
		},
		{
			"value cut short", seal("name: pg", "encryptedData: {user: "+sealedText[:len(sealedText)-4]+"}"),
			"a.yaml:1: spec.encryptedData.user of SealedSecret pg is not sealed: whoever reads the file can read its value", sealAndChange,
		},
		{
			"Secret missing", seal("name: pgs", withUser),
			"hash.yaml:7: Secret pg is sealed in none of the files of environment production (did you mean pgs?): a.yaml", wantPG,
		},
		{
			"not sealed", "{apiVersion: v1, kind: Secret, metadata: {name: pg}, stringData: {user: hunter2}}",
			"a.yaml:1: Secret pg is not sealed: whoever reads the file can read its values",
			sealAndChange,
		},
		{
			"something else", "{apiVersion: v1, kind: ConfigMap, metadata: {name: pg}}",
			"a.yaml:1: ConfigMap pg is no SealedSecret, and secretStore.files holds nothing else", "move it to the chart or an overlay",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			holdSealed(t, c.file, c.want, c.wantRemedy)
		})
	}
}

func holdSealed(t *testing.T, file, want, wantRemedy string) {
	t.Helper()
	store := config.SecretStore{Provider: "sealedSecrets", Files: []config.File{{Name: "a.yaml", Data: []byte(file)}}}
	got, err := requireIn(t, wantedPG(), store)
	if want != "" {
		holdError(t, err, want, wantRemedy)
		return
	}
	if err != nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func wantedPG() []secret.Wanted {
	return []secret.Wanted{{Secret: "pg", Keys: []string{"user"}, Place: "hash.yaml:7"}}
}

func TestSealedWithoutFiles(t *testing.T) {
	t.Parallel()
	_, err := requireIn(t, wantedPG(), config.SecretStore{Provider: "sealedSecrets"})
	holdError(t, err, "hash.yaml:7: Secret pg is sealed in none of the files of environment production: secretStore.files, which matches no file", wantPG)
}

func TestSealedUnreadable(t *testing.T) {
	t.Parallel()
	file := config.File{Name: "a.yaml", Data: []byte("a: [hunter2")}
	_, err := requireIn(t, wantedPG(), config.SecretStore{Provider: "sealedSecrets", Files: []config.File{file}})
	if err == nil || !strings.HasPrefix(err.Error(), "reading sealed Secrets: ") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}
