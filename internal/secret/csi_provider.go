package secret

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// csiProvider is what serves the CSI driver with the secrets of one vendor. Each wants them listed in a
// text of its own form, which is the value of one of its parameters.
type csiProvider struct {
	name      string
	parameter string
	objects   func(w Wanted, e Environment) (string, error)
	needs     []string // parameters without which it mounts nothing
}

func csiProviders() []csiProvider {
	return []csiProvider{
		{"aws", "objects", awsObjects, nil},
		{"azure", "objects", azureObjects, []string{"keyvaultName", "tenantId"}},
		{"gcp", "secrets", gcpSecrets, nil},
		{"vault", "objects", vaultObjects, []string{"roleName"}},
	}
}

// CSIProviders lists the providers of the CSI driver by name.
func CSIProviders() []string {
	var names []string
	for _, p := range csiProviders() {
		names = append(names, p.name)
	}
	return names
}

func findCSIProvider(name string) (csiProvider, error) {
	for _, p := range csiProviders() {
		if p.name == name {
			return p, nil
		}
	}
	return csiProvider{}, fmt.Errorf("secretStore.csi.provider %q is not built into this version: it has %s", name, strings.Join(CSIProviders(), ", "))
}

// lacks gives a parameter that the provider needs and that is not given.
func (p csiProvider) lacks(parameters map[string]string) (name string, found bool) {
	for _, name := range p.needs {
		older := strings.Replace(name, "Id", "ID", 1) // provider azure takes tenantID as well
		if parameters[name] == "" && parameters[older] == "" {
			return name, true
		}
	}
	return "", false
}

// awsObjects takes the keys out of one JSON secret of Secrets Manager. Only an ARN says by itself which
// service it is of.
func awsObjects(w Wanted, e Environment) (string, error) {
	remote := remoteName(w.Secret, e)
	service := "  objectType: secretsmanager\n"
	if strings.HasPrefix(remote, "arn:") {
		service = ""
	}
	return fmt.Sprintf("- objectName: %q\n%s  jmesPath:\n", remote, service) + perKey(w.Keys, func(key string) string {
		return fmt.Sprintf("    - path: %q\n      objectAlias: %q\n", jmesPath(property(w.Secret, key, e)), mountedAs(w, key))
	}), nil
}

var jmesIdentifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// jmesPath names one key of a JSON object as JMESPath does, where a bare name has no hyphens or dots.
func jmesPath(key string) string {
	if jmesIdentifier.MatchString(key) {
		return key
	}
	return fmt.Sprintf("%q", key)
}

// azureObjects takes each key from a secret of its own: those of Key Vault have no keys.
func azureObjects(w Wanted, e Environment) (string, error) {
	remote := remoteName(w.Secret, e)
	return "array:\n" + perKey(w.Keys, func(key string) string {
		return fmt.Sprintf("  - |\n    objectName: %q\n    objectType: secret\n    objectAlias: %q\n",
			ownSecret(w.Secret, key, e, remote), mountedAs(w, key))
	}), nil
}

var gcpRemote = regexp.MustCompile(`^(projects/[^/]+/secrets)/(.+)$`)

// gcpSecrets takes each key from a secret of its own, in its latest version: not all releases of the
// provider find keys in one.
func gcpSecrets(w Wanted, e Environment) (string, error) {
	remote := gcpRemote.FindStringSubmatch(remoteName(w.Secret, e))
	if remote == nil {
		return "", &StoreError{
			Place:  cmp.Or(e.Store.Place, w.Place),
			Reason: fmt.Sprintf("secretStore names no project of Google Cloud for Secret %s", w.Secret),
			Remedy: "begin prefix, or the key in remote, with projects/PROJECT/secrets/",
		}
	}
	project, name := remote[1], remote[2]
	return perKey(w.Keys, func(key string) string {
		return fmt.Sprintf("- resourceName: %q\n  path: %q\n",
			project+"/"+ownSecret(w.Secret, key, e, name)+"/versions/latest", mountedAs(w, key))
	}), nil
}

var notInSecretNames = regexp.MustCompile(`[^0-9A-Za-z-]`)

// ownSecret is the name of the remote secret that holds one key and nothing else, where it is not given:
// that of the Secret and the key. Vendors that keep secrets so allow letters, digits and hyphens; two
// hyphens stand for a level, so that key b-c of Secret a is not key c of Secret a-b.
func ownSecret(secret, key string, e Environment, remote string) string {
	if own := e.Store.Remote[secret].Properties[key]; own != "" {
		return own
	}
	name := strings.ReplaceAll(remote+"/"+key, "/", "--")
	return notInSecretNames.ReplaceAllString(name, "-")
}

// vaultObjects takes the keys out of one secret of a KV engine; the path is the one of the API, which has
// data in it for version 2.
func vaultObjects(w Wanted, e Environment) (string, error) {
	remote := remoteName(w.Secret, e)
	return perKey(w.Keys, func(key string) string {
		return fmt.Sprintf("- objectName: %q\n  secretPath: %q\n  secretKey: %q\n",
			mountedAs(w, key), remote, property(w.Secret, key, e))
	}), nil
}

func perKey(keys []string, entry func(key string) string) string {
	var text strings.Builder
	for _, key := range keys {
		text.WriteString(entry(key))
	}
	return text.String()
}
