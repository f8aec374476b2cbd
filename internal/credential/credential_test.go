package credential

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindByName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, value, want string }{
		{"TOKEN", "hunter2", byName},
		{"PASSWORD", "changeme", byName}, // a default is what runs, until someone changes it
		{"password", "password", byName},
		{"PASSWORD", "12345678", byName},
		{"DB_PASSWORD_1", "12345678", byName},
		{"MYSQL_PWD", "1", byName},
		{"TOKEN", "$$(OTHER)", byName},
		{"TOKEN", "$OTHER$", byName},
		{"TOKEN", "/a+b==", byName},
		{"SECRETS_CIPHER", "base64://aHVudGVyMg==", byName},
		{"TOKEN", "12h34", byName},
		{"TOKEN", "trueish", byName},
		{"TOKEN", "hunter 2", byName},
		{"CLIENT_SECRET", "client-secret", byName},
		{"secretKey", "minio123", byName},
		{"FERNET_KEY", "7T512UXSSmBOkpWimFHIVb8jK6lfmSAv", byChance},
		{"secret", "9f8e7d6c5b4a39281706f5e4d3c2b1a0", byChance},
		{"Authorization", "Basic c3RhdHVzdXNlcjpzdGF0dXNwYXNz", "credentials for a server"},
		{"Authorization", "Bearer 0123456789abcdefXYZ", "credentials for a server"},

		{"LDAP_BIND_PW", "hunter2", byName},
		{"ldapBindPw", "hunter2", byName},
		{"PGPASS", "hunter2", byName},
		{"RABBITMQ_ERLANG_COOKIE", "secretcookie", byName},
		{"unsealKey", "abcd1234", byName},
		{"recaptchaSiteKey", "6LdabcdefghijklmnopqrstuvwxyzABCDEF123456", ""},
		{"CACHE_KEY", "9f8e7d6c5b4a39281706f5e4d3c2b1a0", ""},
		{"pass", "all", ""},
		{"TOKEN", "", ""},
		{"TOKEN", "  \n", ""},
		{"TOKEN", "$(OTHER)", ""},
		{"TOKEN", "Bearer $(OTHER)", ""},
		{"TOKEN", "$$$(OTHER)", ""},
		{"TOKEN", "${OTHER}", ""},
		{"PASSWORD", "$PASSWORD", ""},
		{"PASSWORD", "%PASSWORD%", ""},
		{"PASSWORD", "__PASSWORD__", ""},
		{"PASSWORD", "%(password)s", ""},
		{"PASSWORD", "$__file{/run/secrets/password}", ""},
		{"PASSWORD", "interbroker-password-placeholder", ""},
		{"TOKEN", "{{ .Values.token }}", ""},
		{"TOKEN", "<token>", ""},
		{"TOKEN", "****", ""},
		{"TOKEN", "xxxxxxxx", ""},
		{"PASSWORD", "REDACTED", ""},
		{"TOKEN", "YOUR_API_TOKEN", ""},
		{"PASSWORD", "YOUR_PASSWORD", byName}, // what a chart makes the database with
		{"TOKEN", "/run/secrets/token", ""},
		{"TOKEN", "./token.txt", ""},
		{"PRIVATE_KEY", "certs/tls.key", ""},
		{"TOKEN", "~/token", ""},
		{"TOKEN", "true", ""},
		{"PASSWORD", "No", ""},
		{"TOKEN", "none", ""},
		{"OAUTH_TOKEN", "https://example.com/token", ""},
		{"TOKEN", "arn:aws:secretsmanager:eu-west-1:1:secret:x", ""},
		{"TOKEN", "vault:secret/x#y", ""},
		{"TOKEN", "ref+vault://x", ""},
		{"PASSWORD", "ENC[AES256_GCM,data:x]", ""},
		{"TOKEN", "4096", ""},
		{"TOKEN", "1.5", ""},
		{"TOKEN", "15m", ""},
		{"TOKEN", "1h30m", ""},
		{"ETCD_AUTH_TOKEN", "jwt,priv-key=/certs/jwt.pem,ttl=10m", ""},
		{"AUTH_TOKEN", "jwt", ""},
		{"PRIVATE_KEY", "-----BEGIN PUBLIC KEY-----", ""},
		{"API_KEY", "ssh-ed25519 AAAA", ""},
		{"secretKey", "password", ""}, // under which key of a Secret to look
		{"clientSecretKey", "clientSecret", ""},
		{"sessionSecret", "hash-session-secret", ""},
		{"secret", "hash-postgres", ""},
		{"example.com/client-secret", "rel-client-crt", ""},
		{"FERNET_KEY", "hash-cluster-key-2024-01", ""},
		{"KEY", "0e9c1f52-7b7e-4a4e-8d7f-0123456789ab", ""},
		{"ETCD_INITIAL_CLUSTER_TOKEN", "etcd-cluster-k8s", ""},
		{"AWS_ACCESS_KEY_ID", "minio", ""},
	} {
		if got, found := Find(c.name, c.value); got != c.want || found != (c.want != "") {
			t.Errorf("%s=%s: got %q %v, want %q", c.name, c.value, got, found, c.want)
		}
	}
}

func TestFindPasswords(t *testing.T) {
	t.Parallel()
	const inURL, inString, inSQL = "a password in a URL", "a password in a connection string", "a password in an SQL statement"
	for _, c := range []struct{ name, value, want string }{
		{"A", "postgres://u:hunter2@db/x", inURL},
		{"A", "see redis://:hunter2@redis, please", inURL},
		{"A", "postgres://$(USER):hunter2@db/x", inURL},
		{"A", "http://u:$(A)@x http://u:hunter2@y", inURL},
		{"DSN", "host=db password=hunter2", inString},
		{"KRATOS_DSN", "u:hunter2@tcp(db)/x", inString},
		{"STORAGE_CONN_STR", "host=db password=hunter2", inString},
		{"ConnectionString", "u:hunter2@tcp(db)/x", inString},
		{"A", "Server=db;User=graph;Password=hunter2;", inString},
		{"A", `x.ScramLoginModule required username="u" password="hunter2";`, "a password for a login module"},
		{"A", "redis://:hunter2@r " + "AKIA" + "BCDEFGHIJKLMNOPQ", inURL + " and an AWS access key"},

		{"A", "jdbc:mysql://h/d?user=u&password=hunter2", inURL},
		{"A", "jdbc:mysql://h/d?user=u&password=${PASSWORD}", ""},
		{"A", "http://h/d?password=$PASSWORD&a=b", ""},
		{"A", "CREATE USER u WITH PASSWORD 'hunter2'", inSQL},
		{"A", "alter user 'u'@'%' identified by 'hunter2';", inSQL},
		{"A", "ALTER USER u PASSWORD '$PASSWORD'", ""},
		{"A", `ALTER USER u PASSWORD '"$PASSWORD"'`, ""},
		{"A", "ALTER USER u SET x = 'password'", ""},
		{"A", "http://a:80/b@c", ""},
		{"A", "http://a:80,b@c", ""},
		{"A", "postgres://u:$(PASSWORD)@db", ""},
		{"A", "postgres://u:${PASSWORD}@db", ""},
		{"A", "postgres://u:$PASSWORD@db", ""},
		{"A", "postgres://u:****@db", ""},
		{"A", "postgres://u:<password>@db", ""},
		{"A", "rtsp://u:{PASSWORD}@camera", ""},
		{"A", "(.+)://(.+):(.+)@(.+)", ""},
		{"A", "postgres://u@db", ""},
		{"A", "mailto:a@b", ""},
		{"A", "host=db password=hunter2", ""},
		{"A", `{"url":"http://a:80","mail":"x@y"}`, ""},
		{"DSN", "memory", ""},
		{"DSN", "host=db user=u password=$(PASSWORD)", ""},
		{"DSN", "u:$(PASSWORD)@tcp(db)/x", ""},
		{"A", `x.PlainLoginModule required password="interbroker-password-placeholder";`, ""},
		{"A", "Bearer token", ""},
		{"A", "Basic realm", ""},
	} {
		if got, _ := Find(c.name, c.value); got != c.want {
			t.Errorf("%s=%s: got %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

func TestInVariable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value string
		want        []Hit
	}{
		{"DB_PASSWORD", "hunter2", []Hit{{What: byName}}},
		{"USERS", `[{"email": "a@example.com", "password": "hunter2"}]`, []Hit{{Name: "password", What: byName}}},
		{"CONFIG", "a: 1\npassword: hunter2\n", []Hit{{Line: 2, Name: "password", What: byName}}},
		{"JAVA_OPTS", "-Xmx1g -Dtrust.password=hunter2", []Hit{{Name: "-Dtrust.password", What: byName}}},
		{"FLAGS", "--verbose --api-key hunter2", []Hit{{Name: "--api-key", What: byName}}},
		{"COMMANDS", "sleep 1\napp --password hunter2\n", []Hit{{Line: 2, Name: "--password", What: byName}}},
		{"JAVA_OPTS", "-Xmx1g -Dpassword.min=8", nil},
		{"COMMAND", `PGPASSWORD="${PGPASSWORD:-$(cat "$PGPASSWORD_FILE")}" pg_dumpall --no-password`, nil},
		{"PATTERN", "API_KEY=(?i).*api(-|_)key( *=+ *).*[A-Z0-9]{20,60}.*", nil},
		{"LOG_LEVEL", "info", nil},
		{"LABELS", "a=b,c=d", nil},
	} {
		if diff := cmp.Diff(c.want, InVariable(c.name, c.value)); diff != "" {
			t.Errorf("%s=%s: -want +got:\n%s", c.name, c.value, diff)
		}
	}
}
