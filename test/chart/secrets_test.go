package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// TestNoSecretData wants a release to hold references only.
func TestNoSecretData(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		type secret struct{ Data, StringData map[string]any }
		for name, s := range objects[secret](t, r, "Secret") {
			if len(s.Data)+len(s.StringData) > 0 {
				t.Errorf("Secret %s has data", name)
			}
		}
		for _, f := range r.findings {
			if f.Rule == "env/plaintext-secret" {
				t.Error(describe(f))
			}
		}
	})
}

// TestNoSecretLiterals has no eye for what is a credential: what is called one comes from a Secret.
func TestNoSecretLiterals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		found := 0
		for name, got := range variables(t, r) {
			for variable, value := range got {
				if !credential(variable) {
					continue
				}
				found++
				if !strings.HasPrefix(value, "<Secret ") {
					t.Errorf("%s of %s is no reference to a Secret", variable, name)
				}
			}
		}
		if found == 0 {
			t.Error("no container has a credential")
		}
	})
}

func credential(variable string) bool {
	return slices.ContainsFunc([]string{
		"PASSWORD", "SECRET", "TOKEN", "_KEY", "_KEY_ID", "DSN", "SEED_USERS", "SMTP_CONNECTION_URI", "MIGRATION_URL", "AUTH_CONFIG_VALUE",
	}, func(part string) bool {
		return strings.HasSuffix(variable, part) || strings.Contains(variable, "SECRETS_")
	})
}

// TestNoPasswordsInValues wants no value to be there for one.
func TestNoPasswordsInValues(t *testing.T) {
	t.Parallel()
	for _, v := range values(t) {
		name := strings.ToLower(v.name)
		for _, word := range []string{"password", "secret", "token", "apikey", "dsn"} {
			if strings.Contains(name, word) && v.name != "ingress.tls.secretName" && v.name != "image.pullSecrets" {
				t.Errorf("values.yaml has %s", v.name)
			}
		}
	}
}

// TestExternalSecrets wants every key that the release refers to from the environment's store, and on a
// laptop, where they are generated, none.
func TestExternalSecrets(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		type externalSecret struct {
			Spec struct {
				SecretStoreRef struct{ Kind, Name string }
				Target         struct{ Name string }
				Data           []struct {
					SecretKey string
					RemoteRef struct{ Key, Property string }
				}
			}
		}
		var want, got []string
		if r.external() {
			want = secretKeys(r)
		}
		for name, s := range objects[externalSecret](t, r, "ExternalSecret") {
			if s.Spec.SecretStoreRef.Kind != "ClusterSecretStore" || s.Spec.SecretStoreRef.Name != "aws" {
				t.Errorf("%s is of store %v", name, s.Spec.SecretStoreRef)
			}
			for _, d := range s.Spec.Data {
				got = append(got, s.Spec.Target.Name+"/"+d.SecretKey)
				if place := "hash/" + r.environment.Name + "/" + s.Spec.Target.Name; d.RemoteRef.Key != place || d.RemoteRef.Property != d.SecretKey {
					t.Errorf("%s of %s is from %v, not from %s", d.SecretKey, name, d.RemoteRef, place)
				}
			}
		}
		slices.Sort(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-referred to +provided):\n%s", d)
		}
	})
}

// secretKeys gives the keys of Secrets that the pods of a release refer to, each once.
func secretKeys(r *release) []string {
	var keys []string
	for resource := range r.resources.All() {
		for template := range pipeline.Kinds(r.project).PodTemplates(resource) {
			for reference := range environ.References(template) {
				for _, key := range reference.Keys {
					if reference.Kind == environ.Secret {
						keys = append(keys, reference.Name+"/"+key.Name)
					}
				}
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
