package cli

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// awkward are values that one format or another reads a meaning into.
var awkward = []string{
	"", "plain", "two words", " spaces around ", "it's", `"quoted"`, `both ' and "`, "$HOME", "$(id)", "`id`", "$$", `\`, `ends with \`,
	`\\`, `\n`, `a\'b`, `'\`, "two\nlines", "crlf\r\nline", "tab\there", "#no comment", "a #b", "a=b", "ä€𝄞", "${X:-y}", "\nleading", "trailing\n", `\$x`, `!bang`, "\u0085next", "\u2028",
}

// YAML reads a text for Compose as it was, and no single dollar sign is left in it.
func TestComposeText(t *testing.T) {
	t.Parallel()
	for _, value := range append(awkward, "\x1b[2K\u202e\U000e0001\ufffe\u00a0", "\a\b\f\v\x7f") {
		text := composeText(value)
		if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q: control characters are left in %q", value, text)
		}
		if strings.Contains(strings.ReplaceAll(text, "$$", ""), "$") {
			t.Errorf("%q: Compose would expand %s", value, text)
		}
		set, err := manifest.Read(strings.NewReader("apiVersion: v1\nkind: ConfigMap\ndata: "+text+"\n"), "compose.yaml")
		if err != nil {
			t.Errorf("%q: %v", value, err)
			continue
		}
		for r := range set.All() {
			read, _ := r.Object()["data"].(string)
			if got := strings.ReplaceAll(read, "$$", "$"); got != value {
				t.Errorf("got %q, want %q", got, value)
			}
		}
	}
}

// A comment in place of a variable cannot end its line and begin a command.
func TestExportOfHostileNames(t *testing.T) {
	t.Parallel()
	hostile := export{environment: "local", variables: []exportedVariable{
		{name: "A\nrm -rf x", why: "secret a\r\ntouch x/b\u2028"},
		{why: "every key of Secret x\ntouch y"},
	}}
	for _, format := range exportFormats() {
		var out bytes.Buffer
		format.write(&out, &hostile)
		for line := range strings.Lines(out.String()) {
			code, _, _ := strings.Cut(strings.TrimSpace(line), "#")
			if strings.Contains(code, "touch") || strings.Contains(code, "rm") {
				t.Errorf("%s: %q is no comment", format.name, line)
			}
		}
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		variable             exportedVariable
		shell, dotenv, other bool
	}{
		{exportedVariable{name: "A_1", value: "x"}, true, true, true},
		{exportedVariable{name: "a.b", value: "x"}, false, true, true},
		{exportedVariable{name: "A-B", value: "x"}, false, true, true},
		{exportedVariable{name: "a b", value: "x"}, false, false, true}, // since Kubernetes 1.30
		{exportedVariable{name: "A\nB", value: "x"}, false, false, true},
		{exportedVariable{name: "A", value: "x\x00y"}, false, false, false},
	} {
		if got := shellName(c.variable) == ""; got != c.shell {
			t.Errorf("%s fits a shell: %t, want %t", c.variable.name, got, c.shell)
		}
		if got := dotenvName(c.variable) == ""; got != c.dotenv {
			t.Errorf("%s fits a file of variables: %t, want %t", c.variable.name, got, c.dotenv)
		}
		if got := anyName(c.variable) == ""; got != c.other {
			t.Errorf("%s fits: %t, want %t", c.variable.name, got, c.other)
		}
	}
}

func TestReadSecretValues(t *testing.T) {
	t.Parallel()
	const stream = `
apiVersion: v1
kind: Secret
metadata: {name: db}
data: {user: Z3JhcGg=, password: b2xk}
stringData: {password: sesame}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: other}
data: {password: b2xk}
`
	got, err := readSecretValues(strings.NewReader(stream), "secrets.yaml", "shop")
	if err != nil {
		t.Fatal(err)
	}
	want := secretValues{
		{"shop", "db"}:  {"user": "graph", "password": "sesame"},
		{"other", "db"}: {"password": "old"},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(secretName{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestReadSecretValuesRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, stream, want string }{
		{"no base64", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata: {password: 'sesame!'}\n", "--secrets: secrets.yaml:1: data.password is not base64"},
		{"a number", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: 5414}\n", "--secrets: secrets.yaml:1: stringData.password is no string: put it in quotes"},
		{"another kind", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\n", "--secrets: secrets.yaml:1 is ConfigMap shop/db: only Secrets can be there"},
	} {
		_, err := readSecretValues(strings.NewReader(c.stream), "secrets.yaml", "shop")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	values := secretValues{{"shop", "db"}: {"password": "sesame"}}
	password := environ.Part{Unknown: environ.Source{Kind: environ.Secret, Name: "db", Key: "password"}}
	other := environ.Part{Unknown: environ.Source{Kind: environ.Secret, Name: "db", Key: "user"}}
	address := environ.Part{Unknown: environ.Source{Kind: environ.Field, Name: "status.podIP"}}
	for _, c := range []struct {
		value     environ.Value
		want, why string
	}{
		{nil, "", ""},
		{environ.Value{{Text: "x"}}, "x", ""},
		{environ.Value{{Text: "postgres://u:"}, password, {Text: "@h"}}, "postgres://u:sesame@h", ""},
		{environ.Value{password, other}, "", "secret db/user"},
		{environ.Value{{Text: "http://"}, address}, "", "field status.podIP"},
		{environ.Value{{Unknown: environ.Source{Kind: environ.ConfigMap, Name: "db", Key: "password"}}}, "", "config map db/password"},
	} {
		value, why := values.resolve("shop", c.value)
		if value != c.want || why != c.why {
			t.Errorf("%v: got %q, %q, want %q, %q", c.value, value, why, c.want, c.why)
		}
	}
	if value, why := values.resolve("other", environ.Value{password}); value != "" || why == "" {
		t.Errorf("another namespace's Secret gave %q", value)
	}
}

// The fields of a container that Compose calls otherwise.
func TestWriteCompose(t *testing.T) {
	t.Parallel()
	c := component{id: manifest.ID{Kind: "Deployment", Name: "api"}}
	c.container.Object = map[string]any{
		"image":      "registry.example/api:1",
		"workingDir": "/app",
		"ports": []any{
			map[string]any{"containerPort": int64(80)},
			map[string]any{"containerPort": int64(53), "protocol": "UDP"},
			map[string]any{"containerPort": "broken"},
		},
	}
	var out bytes.Buffer
	writeCompose(&out, &export{
		component: c, environment: "local",
		command: []exportedVariable{{name: "command[0]", value: "/bin/api"}},
		args:    []exportedVariable{{name: "args[0]", value: "--token=$(TOKEN)", why: "secret api/token"}, {name: "args[1]", value: "a b"}},
	})
	const want = `# Deployment api, container , in local
services:
  "api":
    image: "registry.example/api:1"
    working_dir: "/app"
    entrypoint: ["/bin/api"]
    # args[0]: secret api/token
    command: ["--token=$$(TOKEN)", "a b"]
    ports: ["80:80", "53:53/udp"]
`
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
