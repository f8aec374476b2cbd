package secret_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// FuzzSealed holds that whatever is in a file of SealedSecrets, it is refused or makes what is wanted.
func FuzzSealed(f *testing.F) {
	f.Add(seal("name: pg", withUser))
	f.Add(seal("name: pg, namespace: db, "+wideAll, "data: AgB"))
	f.Add("kind: List\nitems:\n- " + strings.ReplaceAll(seal("name: pg", withUser), "\n", "\n  "))
	f.Fuzz(func(t *testing.T, text string) {
		store := config.SecretStore{Provider: "sealedSecrets", Files: []config.File{{Name: "a.yaml", Data: []byte(text)}}}
		required, err := requireIn(t, wantedPG(), store)
		if err != nil {
			return
		}
		made := secret.Made(required[0])
		if len(required) != 1 || len(made) != 1 || made[0].Name != "pg" || !made[0].Open && !strings.Contains(strings.Join(made[0].Keys, " "), "user") {
			t.Errorf("%q makes %v", text, made)
		}
	})
}

// FuzzMade holds that no resource is too odd to be asked what it makes, and that the answer is in order.
func FuzzMade(f *testing.F) {
	f.Add("{apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {data: [1], target: {template: []}}}")
	f.Add("{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {secretName: {}}}")
	f.Add("{apiVersion: secrets-store.csi.x-k8s.io/v1, kind: SecretProviderClass, spec: {secretObjects: [{secretName: a, data: [{}]}]}}")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := manifest.Read(strings.NewReader(text), "stdin")
		if err != nil {
			return
		}
		for r := range set.All() {
			for _, made := range secret.Made(r) {
				for i, key := range made.Keys {
					if i > 0 && made.Keys[i-1] >= key {
						t.Errorf("%s makes keys %q", r.ID(), made.Keys)
					}
				}
			}
		}
	})
}
