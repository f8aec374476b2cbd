package credential

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, text string
		want       []Hit
	}{
		{"app.properties", "a=1\ndb.password=hunter2\n", []Hit{{2, "db.password", byName}}},
		{"app.ini", "[db]\npassword = hunter2 # of staging\n", []Hit{{2, "password", byName}}},
		{"app.yaml", "db:\n  password: hunter2\n  token: 'hunter 2'\n", []Hit{{2, "password", byName}}},
		{"app.yaml", "- apiKey: \"hunter2\"\r\n", []Hit{{1, "apiKey", byName}}},
		{"app.json", `{"a": {"password": "hunter2", "token": "hunter3"}}`, []Hit{{1, "password", byName}, {1, "token", byName}}},
		{"app.xml", "<c>\n<dbPassword>hunter2</dbPassword></c>", []Hit{{2, "dbPassword", byName}}},
		{"redis.conf", "maxmemory 1gb\nrequirepass hunter2\n", []Hit{{2, "requirepass", byName}}},
		{"start.sh", "#!/bin/sh\nexport DB_PASSWORD=hunter2\n", []Hit{{2, "DB_PASSWORD", byName}}},
		{"app.py", "password = 'hunter2'\n", []Hit{{1, "password", byName}}},
		{"app.toml", "url = \"postgres://u:hunter2@db\"\n", []Hit{{1, "url", "a password in a URL"}}},
		{"hosts", "nats://u:hunter2@nats\n", []Hit{{1, "", "a password in a URL"}}},
		{"notes", "x\n# " + "ghp_" + word(36) + "\n", []Hit{{2, "", "a GitHub token"}}},
		{"tls.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + samples()["a private key"][0], []Hit{{4, "", "a private key"}}},

		{"app.properties", "db.password=Pa$$w0rd{1}\ndb.token=f(x)\n", []Hit{{1, "db.password", byName}}},
		{"app.properties", "DSN=u:hunter2@tcp(h:1)/d\ndb.password=${PASSWORD}\nurl=jdbc:mysql://h/d?user=u&password=hunter2\n", []Hit{{1, "DSN", "a password in a connection string"}, {3, "url", "a password in a URL"}}},
		{"app.yaml", "dsn: u:hunter2@tcp(h:1)/d\nconnection: close\n", []Hit{{1, "dsn", "a password in a connection string"}}},
		{"app.py", "dsn = 'u:hunter2@tcp(h:1)/d'\n", nil},
		{"app.yaml", "dsn: u:${PASSWORD}@tcp(h:1)/d\n", nil},
		{"app.properties", "# db.password=hunter2\n! see postgres\n#postgres://u:hunter2@db\n", nil},
		{"app.yaml", "password: ${DB_PASSWORD}\npassword_file: /run/x\ntoken: {from: env}\nsecret: hash-postgres\n", nil},
		{"app.py", "password = os.environ\ntoken = get_token()\npassword = getpass\n", nil},
		{"start.sh", "PASSWORD=$(cat /run/x)\nTOKEN=\"$TOKEN\"\nescaped_password=\"${P//\\\"/x}\"\nif [ -z \"$PASSWORD\" ]; then\n", nil},
		{"app.lua", "token = request.token\n", nil},
		{"app.yaml", "token: request.token\nfields: {}\n", nil},
		{"schema.json", `{"password": {"type": "string"}, "token": "string"}`, nil},
		{"texts.json", `{"password": "Your password", "secret": "Keep it"}`, nil},
		{"map.py", "'SENTRY_SECRET_KEY': 'system.secret-key',\n", nil},
		{"README.md", "password: the one that you chose\n", nil},
		{"empty", "", nil},
	} {
		if diff := cmp.Diff(c.want, InFile(c.file, c.text)); diff != "" {
			t.Errorf("%s:\n%s\n-want +got:\n%s", c.file, c.text, diff)
		}
	}
}

func TestInArguments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words []string
		want  []Argument
	}{
		{[]string{"app", "--password=hunter2"}, []Argument{{Hit{0, "--password", byName}, 1}}},
		{[]string{"app", "--password", "hunter2"}, []Argument{{Hit{0, "--password", byName}, 2}}},
		{[]string{"app", "--set", "db.password=hunter2"}, []Argument{{Hit{0, "db.password", byName}, 2}}},
		{[]string{"app", "--from-literal=password=hunter2"}, []Argument{{Hit{0, "password", byName}, 1}}},
		{[]string{"env", "PGPASSWORD=hunter2", "psql"}, []Argument{{Hit{0, "PGPASSWORD", byName}, 1}}},
		{[]string{"app", "--db", "postgres://u:hunter2@db"}, []Argument{{Hit{0, "--db", "a password in a URL"}, 2}}},
		{[]string{"app", "ghp_" + word(36)}, []Argument{{Hit{0, "", "a GitHub token"}, 1}}},
		{[]string{"mysqladmin", "-u", "root", "-phunter2", "ping"}, []Argument{{Hit{0, "-p", byFlag}, 3}}},
		{[]string{"/usr/bin/redis-cli", "-a", "hunter2"}, []Argument{{Hit{0, "-a", byFlag}, 2}}},
		{[]string{"app", "--dsn=u:hunter2@tcp(h)/d", "--dsn=u:$(PASSWORD)@tcp(h)/d"}, []Argument{{Hit{0, "--dsn", "a password in a connection string"}, 1}}},
		{[]string{"etcdctl", "--user", "root:hunter2"}, []Argument{{Hit{0, "--user", byFlag}, 2}}},
		{[]string{"sshpass", "-phunter2", "ssh"}, []Argument{{Hit{0, "-p", byFlag}, 1}}},
		{[]string{"keytool", "-storepass", "hunter2"}, []Argument{{Hit{0, "-storepass", byFlag}, 2}}},
		{[]string{"docker", "login", "-u", "x", "-p", "hunter2"}, []Argument{{Hit{0, "-p", byFlag}, 5}}},
		{[]string{"curl", "--user", "admin:hunter2"}, []Argument{{Hit{0, "--user", byFlag}, 2}}},
		{[]string{"curl", "-uadmin:hunter2", "http://x"}, []Argument{{Hit{0, "-u", byFlag}, 1}}},
		{[]string{"sh", "-c", "psql -c \"CREATE USER u WITH PASSWORD 'hunter2'\""}, []Argument{{Hit{0, "", "a password in an SQL statement"}, 2}}},
		{[]string{"curl", "-u", "admin:hunter2", "http://x"}, []Argument{{Hit{0, "-u", byFlag}, 2}}},
		{[]string{"sh", "-c", "set -e\nmysql -uroot -phunter2\n"}, []Argument{{Hit{2, "-p", byFlag}, 2}}},
		{[]string{"sh", "-c", "export PASSWORD=hunter2; app"}, []Argument{{Hit{0, "PASSWORD", byName}, 2}}},
		{[]string{"sh", "-c", "app \\\n  --password hunter2 \\\n"}, []Argument{{Hit{2, "--password", byName}, 2}}},
		{[]string{"sh", "-c", "export PASSWORD=hunter2\napp"}, []Argument{{Hit{1, "PASSWORD", byName}, 2}}},

		{[]string{"app", "--password=$(DB_PASSWORD)", "--password", "$(DB_PASSWORD)", "--token", "--verbose"}, nil},
		{[]string{"app", "--password-file=/run/x", "--token-ttl", "5m", "--authorization=basic"}, nil},
		{[]string{"app", "-p", "8080", "-u", "root"}, nil},
		{[]string{"mysqladmin", "-p$(PASSWORD)"}, nil},
		{[]string{"docker", "run", "-p", "8080:80"}, nil},
		{[]string{"curl", "-url", "http://x:80", "-url=http://x:80"}, nil},
		{[]string{"curl", "-u", "admin:$(PASSWORD)", "-u", "admin"}, nil},
		{[]string{"sh", "-c", "mysql -p\"$PASSWORD\" -p${PASSWORD}\n# mysql -phunter2\n"}, nil},
		{[]string{"", "--password"}, nil},
		{nil, nil},
	} {
		if diff := cmp.Diff(c.want, InArguments(c.words)); diff != "" {
			t.Errorf("%q: -want +got:\n%s", c.words, diff)
		}
	}
}

// FuzzInFile holds that any text can be judged, and that what is said of it is one of the fixed texts.
func FuzzInFile(f *testing.F) {
	f.Add("app.yaml", "password: hunter2\nurl: http://u:p@x\n\"a\": \"b\\\"\"")
	f.Add("start.sh", "#!/bin/sh\nmysql -p'x' \"")
	known := map[string]bool{byName: true, byChance: true}
	for _, format := range formats {
		known[format.what] = true
	}
	for _, form := range passwordForms {
		known[form.what] = true
	}
	f.Fuzz(func(t *testing.T, file, text string) {
		hits := append(InFile(file, text), InVariable(file, text)...)
		for _, h := range append(hits, inScript(text)...) {
			for _, what := range splitKinds(h.What) {
				if !known[what] && what != byFlag {
					t.Errorf("%q says %q", text, h.What)
				}
			}
		}
	})
}

func splitKinds(what string) []string {
	if what == byName || what == byChance {
		return []string{what}
	}
	return strings.Split(what, " and ")
}
