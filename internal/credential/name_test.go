package credential

import "testing"

func TestStrength(t *testing.T) {
	t.Parallel()
	for want, names := range map[strength][]string{
		strong: {
			"PASSWORD", "DB_PASSWORD", "db-password", "dbPassword", "PGPASSWORD", "passwords", "ROOT_PASSWD", "KEY_PASSPHRASE",
			"DB_PASS", "MYSQL_PWD", "TOKEN", "authToken", "SECRET", "CLIENT_SECRET", "SECRETS_COOKIE", "SECRETS_CIPHER",
			"API_KEY", "APIKEY", "api.key", "PRIVATE_KEY", "AWS_SECRET_ACCESS_KEY", "SECRET_KEY_BASE", "PRESHARED_KEY",
			"VAULT_DEV_ROOT_TOKEN_ID", "SMTP_CREDENTIALS", "PASSWORD2", "PASSWORD_2", "DB_PASSWORD_OLD", "SIGNING_KEYS",
			"sessionSecret", "githubAPIToken", "requirepass", "oidcSecret", "HASH_GRAPH_PG_PASSWORD", "ADMIN_PASSWORD_BASE64", "oidc.client-secret", "WEBHOOK_SECRET",
		},
		weak: {
			"KEY", "FERNET_KEY", "secret", "grafanaSecret", "COOKIE_SALT", "Authorization", "clusterToken", "ETCD_INITIAL_CLUSTER_TOKEN",
			"credentials", "appKey", "example.com/client-secret", "nginx.ingress.kubernetes.io/auth-secret", "basicAuth",
		},
		none: {
			"DB_SECRET_NAME", "DB_PASSWORD_FILE", "TOKEN_TTL", "TOKEN_EXPIRY", "TOKEN_URL", "PASSWORD_MIN_LENGTH", "SECRETS_PATH",
			"JWT_PUBLIC_KEY", "PUBLIC_API_KEY", "TOKENIZER", "SECRETARY", "COMPASS", "BYPASS", "AWS_ACCESS_KEY_ID", "SECRET_REF",
			"IMAGE_PULL_SECRET", "TLS_SECRET", "EXISTING_SECRET", "existingSecretPasswordKey", "TOKEN_ISSUER", "password.html",
			"secrets.yaml", "KEYBOARD", "PASSWORD_POLICY", "DSN", "checksum/secret", "checksum/db-password", "passwordHash", "", "___", "2",
			"SELFSERVICE_FLOWS_AFTER_PASSWORD_HOOKS_0_HOOK", "NETWORK_PASSPHRASE", "HOST", "existingUserSecretKey", "AUTHOR",
		},
	} {
		for _, n := range names {
			if got := read(n).strength(); got != want {
				t.Errorf("%s: got %d, want %d", n, got, want)
			}
		}
	}
}
