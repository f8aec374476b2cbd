package secret_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/secret"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for _, want := range secret.Backends() {
		if got, err := secret.Find(want.Name()); err != nil || got != want {
			t.Errorf("Find(%q) = %v, %v", want.Name(), got, err)
		}
	}
	const want = `secretStore.provider "vault" is not built into this version: it has existing, externalSecrets, sealedSecrets, csi`
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
	if got, err := backend.Requires([]secret.Wanted{{Secret: "hash-postgres"}}, secret.Environment{}); len(got) > 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}
