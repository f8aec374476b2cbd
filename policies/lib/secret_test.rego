package hash.lib.secret_test

import data.hash.lib.secret

_by_name := "a literal value, but its name says that it is secret"

test_names if {
	every name in [
		"PASSWORD", "DB_PASSWORD", "db-password", "dbPassword", "PGPASSWORD", "passwords", "ROOT_PASSWD", "KEY_PASSPHRASE",
		"DB_PASS", "MYSQL_PWD", "TOKEN", "authToken", "SECRET", "CLIENT_SECRET", "SECRETS_COOKIE", "SECRETS_CIPHER",
		"API_KEY", "APIKEY", "api.key", "PRIVATE_KEY", "AWS_SECRET_ACCESS_KEY", "SECRET_KEY_BASE", "PRESHARED_KEY",
		"VAULT_DEV_ROOT_TOKEN_ID", "SMTP_CREDENTIALS", "PASSWORD2", "PASSWORD_2", "DB_PASSWORD_OLD", "SIGNING_KEYS",
	] {
		secret.reason(name, "hunter2") == _by_name
	}
}

test_innocent_names if {
	every name in [
		"DB_SECRET_NAME", "DB_PASSWORD_FILE", "TOKEN_TTL", "PASSWORD_MIN_LENGTH", "SECRETS_PATH", "JWT_PUBLIC_KEY",
		"PUBLIC_API_KEY", "TOKENIZER", "SECRETARY", "COMPASS", "BYPASS", "KEY", "MONKEY", "AWS_ACCESS_KEY_ID", "SECRET_REF",
		"IMAGE_PULL_SECRET", "TLS_SECRET", "EXISTING_SECRET", "TOKEN_ISSUER", "password.html", "secrets.yaml", "KEYBOARD",
		"SELFSERVICE_FLOWS_AFTER_PASSWORD_HOOKS_0_HOOK", "PASSWORD_POLICY", "DSN", "",
	] {
		not secret.reason(name, "hunter2")
	}
}

test_harmless_values if {
	every value in [
		"", "  \n", "$(OTHER)", "Bearer $(OTHER)", "$$$(OTHER)", "${OTHER}", "{{ .Values.token }}", "<token>", "****",
		"/run/secrets/token", "./token.txt", "~/token", "true", "No", "none", "https://example.com/token",
		"arn:aws:secretsmanager:eu-west-1:1:secret:x", "vault:secret/x#y", "ref+vault://x", "4096", "1.5", "15m", "1h30m",
		"-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "ssh-ed25519 AAAA",
	] {
		not secret.reason("TOKEN", value)
	}
}

test_values_that_excuse_nothing if {
	every value in ["$$(OTHER)", "$OTHER$", "/a+b==", "base64://aHVudGVyMg==", "12h34", "1a2b3c", "truely", "hunter 2"] {
		secret.reason("TOKEN", value) == _by_name
	}
	every name in ["PASSWORD", "DB_PASSWORD_1", "DB_PASS", "MYSQL_PWD"] {
		secret.reason(name, "12345678") == _by_name
	}
}

test_looks if {
	every value, reason in {
		"-----BEGIN PRIVATE KEY-----": "a private key",
		"x\n-----BEGIN OPENSSH PRIVATE KEY-----\n": "a private key",
		"-----BEGIN PGP PRIVATE KEY BLOCK-----": "a private key",
		"AKIAABCDEFGHIJKLMNOP": "an AWS access key",
		"key=ASIAABCDEFGHIJKLMNOP;": "an AWS access key",
		"ghp_0123456789abcdefghijABCDEFGHIJ012345": "a GitHub token",
		"github_pat_0123456789abcdefghijAB_x": "a GitHub token",
		"glpat-0123456789abcdefghij": "a GitLab token",
		"AIza0123456789abcdefghijABCDEFGHIJ01234": "a Google API key",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLXBhcnQ": "a JSON Web Token",
		"xoxb-0123456789-abcdef": "a Slack token",
		"xapp-1-A0123456789": "a Slack token",
		"https://hooks.slack.com/services/T0/B0/0123456789abcdef": "a Slack webhook",
		concat("_", ["sk", "live", "0123456789abcdef"]): "a Stripe key",
		"postgres://u:hunter2@db/x": "a password in a URL",
		"see redis://:hunter2@redis, please": "a password in a URL",
		"postgres://$(USER):hunter2@db/x": "a password in a URL",
		"http://u:$(A)@x http://u:hunter2@y": "a password in a URL",
		"{\"Password\": \"hunter2\"}": "a password in JSON",
		"redis://:hunter2@r AKIAABCDEFGHIJKLMNOP": "a password in a URL and an AWS access key",
	} {
		secret.reason("A", value) == reason
	}
}

test_looks_of_nothing if {
	every value in [
		"-----BEGIN PUBLIC KEY-----", "AKIA", "XAKIAABCDEFGHIJKLMNOP", "ghp_short", "eyJhbGciOiJIUzI1NiJ9", "xoxb", "http://a:80/b@c",
		"http://a:80,b@c", "postgres://u:$(PASSWORD)@db", "postgres://u:${PASSWORD}@db", "postgres://u:$PASSWORD@db",
		"postgres://u:****@db", "postgres://u:<password>@db", "postgres://u@db", "mailto:a@b", "password=hunter2",
		`{"password": "${PASSWORD}"}`, `{"password": {"identifier": true}}`, `{"url":"http://a:80","mail":"x@y"}`,
	] {
		not secret.reason("A", value)
	}
}

test_connection_strings if {
	every name in ["DSN", "KRATOS_DSN", "db.dsn", "CONNECTION_STRING", "STORAGE_CONN_STR", "ConnectionString"] {
		secret.reason(name, "host=db password=hunter2") == "a password in a connection string"
		secret.reason(name, "u:hunter2@tcp(db)/x") == "a password in a connection string"
		not secret.reason(name, "memory")
		not secret.reason(name, "host=db user=u password=$(PASSWORD)")
		not secret.reason(name, "u:$(PASSWORD)@tcp(db)/x")
	}
}

test_json_in_files_is_not_read if {
	not secret.reason("texts.json", `{"password": "Your password"}`)
}
