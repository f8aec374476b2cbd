package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

func secretStore(s *SecretStore) value {
	v := object(
		optional("provider", "Backend that provides the Secrets.", text(&s.Provider, oneOf("backend", "existing", "externalSecrets", "sealedSecrets", "csi"))),
		optional("storeRef", "For externalSecrets: the store of the operator.", object(
			required("kind", "Kind of the store.", text(&s.StoreRef.Kind, oneOf("kind", "SecretStore", "ClusterSecretStore"))),
			required("name", "Name of the store.", text(&s.StoreRef.Name, resourceName())),
		)),
		optional("refreshInterval", "For externalSecrets: how often the operator fetches, such as 1h; 0 for once.", text(&s.RefreshInterval, interval())),
		optional("prefix", "For externalSecrets and csi: stands before a Secret's name in the name of the remote secret, with a slash between.", text(&s.Prefix, someText())),
		optional("remote", "For externalSecrets and csi: Secrets that are kept under other names.", filled(mapOf(&s.Remote, resourceName(), remoteSecret))),
		optional("files", "For sealedSecrets: files with the SealedSecrets.", filled(list(&s.Files, content))),
		optional("csi", "For csi: the provider of the Secrets Store CSI driver.", object(
			required("provider", "Vendor of the store.", text(&s.CSI.Provider, oneOf("provider", "aws", "azure", "gcp", "vault"))),
			optional("parameters", "Of the SecretProviderClass, as the provider documents them.", mapOf(&s.CSI.Parameters, someText(), parameter)),
		)),
	)
	return placed(&s.Place, checked(v, func(r *reader, in input) { s.check(r, in) }))
}

func remoteSecret(s *RemoteSecret) value {
	return filled(object(
		optional("key", "Name of the remote secret; prefix and the Secret's name unless given.", text(&s.Key, someText())),
		optional("properties", "Key of the Secret: property of the remote secret; others are called alike.", filled(mapOf(&s.Properties, secretKey(), property))),
	))
}

func property(dst *string) value { return text(dst, someText()) }

func parameter(dst *string) value { return text(dst, anyText()) }

// interval is a duration as Kubernetes writes it.
func interval() form[string] {
	return form[string]{
		parse: func(_ *reader, text string) (string, error) {
			if d, err := time.ParseDuration(text); err != nil || d < 0 {
				return "", fmt.Errorf("bad interval %q: write numbers with units, such as 1h or 15m30s", text)
			}
			return text, nil
		},
		schema: schema{MinLength: 1},
	}
}

// storeKey is a key of secretStore that means something only to some providers.
type storeKey struct {
	name      string
	given     bool
	needed    bool // by each of the providers
	providers []string
}

func (s *SecretStore) keys() []storeKey {
	return []storeKey{
		{"storeRef", s.StoreRef != StoreRef{}, true, []string{"externalSecrets"}},
		{"refreshInterval", s.RefreshInterval != "", false, []string{"externalSecrets"}},
		{"prefix", s.Prefix != "", false, []string{"externalSecrets", "csi"}},
		{"remote", s.Remote != nil, false, []string{"externalSecrets", "csi"}},
		{"files", s.Files != nil, true, []string{"sealedSecrets"}},
		{"csi", s.CSI.Provider != "", true, []string{"csi"}},
	}
}

// check refuses keys that would mean nothing, and wants those that the provider needs.
func (s *SecretStore) check(r *reader, in input) {
	for _, key := range s.keys() {
		meant := slices.Contains(key.providers, s.Provider)
		switch {
		case key.given && !meant:
			r.fail(in.key(key.name, child(in.node, key.name)),
				fmt.Errorf("means nothing to provider %s, only to %s", s.Provider, strings.Join(key.providers, " and ")))
		case !key.given && key.needed && meant:
			r.fail(in, fmt.Errorf("%s is missing: provider %s needs it", key.name, s.Provider))
		}
	}
}

// checkRemote refuses remote names of Secrets and keys that no stanza takes in the environment: they
// would stay without effect, and without a word.
func (p *Project) checkRemote(r *reader, in input, e *Environment) {
	taken := map[string][]string{}
	for _, s := range p.Secrets {
		if AppliesTo(s.Environments, e.Name) {
			for _, k := range s.Keys {
				taken[s.Secret] = append(taken[s.Secret], k.Key)
			}
		}
	}
	for _, name := range sortedKeys(e.SecretStore.Remote) {
		place := in.key(name, child(in.node, name))
		if taken[name] == nil {
			r.fail(place, errors.New(notTaken("Secret", name, sortedKeys(taken))))
			continue
		}
		for _, key := range sortedKeys(e.SecretStore.Remote[name].Properties) {
			if !slices.Contains(taken[name], key) {
				r.fail(place, errors.New(notTaken("key", key, taken[name])))
			}
		}
	}
}

func notTaken(what, name string, taken []string) string {
	text := fmt.Sprintf("no stanza of secrets takes %s %q in the environment", what, name)
	if near, found := Nearest(name, taken); found {
		text += fmt.Sprintf(": did you mean %q?", near)
	}
	return text
}
