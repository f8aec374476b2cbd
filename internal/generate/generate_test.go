package generate_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func seeded() io.Reader { return rand.NewChaCha8([32]byte{1}) }

func options(keys ...config.GeneratedKey) generate.Options {
	return generate.Options{
		Namespace: "shop",
		Random:    seeded(),
		Stanzas:   []config.Generate{{Secret: "app", Keys: keys, Place: "hash.yaml:7"}},
	}
}

func generated(t *testing.T, o generate.Options, wanted ...generate.Wanted) *manifest.Set {
	t.Helper()
	made, err := generate.Secrets(o, wanted)
	if err != nil {
		t.Fatal(err)
	}
	return made.Secrets
}

func wanted(name string, keys ...string) generate.Wanted {
	return generate.Wanted{Namespace: "shop", Name: name, Keys: keys}
}

func read(t *testing.T, stream string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "kept.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// valuesOf gives the values of all Secrets by namespace/name/key.
func valuesOf(t *testing.T, set *manifest.Set) map[string]string {
	t.Helper()
	all := map[string]string{}
	for r := range set.All() {
		id := r.ID().InNamespace("shop")
		data, _ := r.Object()["data"].(map[string]any)
		for key, value := range data {
			text, _ := value.(string)
			raw, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				t.Fatal(err)
			}
			all[id.Namespace+"/"+id.Name+"/"+key] = string(raw)
		}
		plain, _ := r.Object()["stringData"].(map[string]any)
		for key, value := range plain {
			all[id.Namespace+"/"+id.Name+"/"+key], _ = value.(string)
		}
	}
	return all
}

func TestAlphabets(t *testing.T) {
	t.Parallel()
	tests := []struct {
		alphabet string
		length   int
		want     string // characters that may be there
		wantLen  int
	}{
		{"", 0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32},
		{"alphanumeric", 500, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 500},
		{"hex", 64, "0123456789abcdef", 64},
		{"digits", 6, "0123456789", 6},
		{"base64", 400, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 400},
	}
	for _, test := range tests {
		t.Run(test.alphabet, func(t *testing.T) {
			t.Parallel()
			o := options(config.GeneratedKey{Key: "token", Alphabet: test.alphabet, Length: test.length})
			set := generated(t, o, wanted("app", "token"))
			got := valuesOf(t, set)["shop/app/token"]
			if len(got) != test.wantLen || strings.Trim(got, test.want) != "" {
				t.Errorf("got %q, want %d of %q", got, test.wantLen, test.want)
			}
		})
	}
}

// TestFair would see a modulo: of 62 characters, the first eight would come a fifth more often.
func TestFair(t *testing.T) {
	t.Parallel()
	const length, characters = 62 * 4000, 62
	o := options(config.GeneratedKey{Key: "token", Length: length})
	set := generated(t, o, wanted("app", "token"))
	count := map[rune]int{}
	for _, r := range valuesOf(t, set)["shop/app/token"] {
		count[r]++
	}
	for r, n := range count {
		if n < 3600 || n > 4400 {
			t.Errorf("%q is there %d times, want about %d", r, n, length/characters)
		}
	}
	if len(count) != characters {
		t.Errorf("%d characters, want %d", len(count), characters)
	}
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	o := options(
		config.GeneratedKey{Key: "dsn", Template: "postgres://app:$(db/password)@db:5432/app?price=$$5"},
		config.GeneratedKey{Key: "twice", Template: "$(app/dsn) $(app/dsn)"},
		config.GeneratedKey{Key: "seed", Template: `[{"password": "$(app/seed-password)"}]`},
		config.GeneratedKey{Key: "seed-password", Length: 12},
		config.GeneratedKey{Key: "unused"},
	)
	set := generated(t, o, wanted("app", "dsn", "twice", "seed"), wanted("db", "password"))
	got := valuesOf(t, set)
	password, seed := got["shop/db/password"], got["shop/app/seed-password"]
	dsn := "postgres://app:" + password + "@db:5432/app?price=$5"
	want := map[string]string{
		"shop/db/password":       password,
		"shop/app/dsn":           dsn,
		"shop/app/twice":         dsn + " " + dsn,
		"shop/app/seed":          `[{"password": "` + seed + `"}]`,
		"shop/app/seed-password": seed,
	}
	if diff := cmp.Diff(want, got); diff != "" || len(password) != 32 || len(seed) != 12 {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	template := func(text string) generate.Options {
		return options(config.GeneratedKey{Key: "dsn", Template: text}, config.GeneratedKey{Key: "password", Length: 8})
	}
	short := options()
	short.Random = strings.NewReader("sesame")
	tests := []struct {
		name     string
		options  generate.Options
		want     string
		wantHint string
	}{
		{"unknown key", template("$(app/pasword)"), "hash.yaml:7: the template of app/dsn refers to app/pasword, which is neither generated nor there", "did you mean $(app/password)?"},
		{"nothing near", template("$(elsewhere/x)"), "hash.yaml:7: the template of app/dsn refers to elsewhere/x, which is neither generated nor there", "name the key under generate, or correct the template"},
		{"no random bytes", short, "reading random bytes: EOF", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := generate.Secrets(test.options, []generate.Wanted{wanted("app", "dsn")})
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.wantHint, hint(err)); diff != "" {
				t.Errorf("hint (-want +got)\n%s", diff)
			}
		})
	}
}

func hint(err error) string {
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		return hinter.Hint()
	}
	return ""
}

const keptStream = `# mine
apiVersion: v1
kind: Secret
metadata: {name: db} # in the namespace of the release
stringData: {password: sesame, extra: kept}
---
apiVersion: v1
kind: Secret
metadata: {name: untouched, namespace: shop}
data: {key: c2VzYW1l} # kept
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: other}
data: {password: b3RoZXI=}
`

func TestKept(t *testing.T) {
	t.Parallel()
	o := options(config.GeneratedKey{Key: "dsn", Template: "db:$(db/password)"})
	o.Kept = read(t, keptStream)
	set := generated(t, o, wanted("db", "password", "added"), wanted("app", "dsn"), wanted("untouched", "key"))
	got := valuesOf(t, set)
	want := map[string]string{
		"shop/db/password":   "sesame",
		"shop/db/extra":      "kept",
		"shop/db/added":      got["shop/db/added"],
		"shop/untouched/key": "sesame",
		"other/db/password":  "other",
		"shop/app/dsn":       "db:sesame",
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got["shop/db/added"]) != 32 {
		t.Errorf("(-want +got)\n%s", diff)
	}
	text, err := set.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("data: {key: c2VzYW1l} # kept\n")) {
		t.Errorf("the Secret that lacks nothing was written anew:\n%s", text)
	}
	again := generated(t, generate.Options{Namespace: "shop", Random: strings.NewReader(""), Kept: read(t, string(text)), Stanzas: o.Stanzas}, wanted("db", "password", "added"), wanted("app", "dsn"))
	second, err := again.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(second)); diff != "" {
		t.Errorf("what was printed is not kept (-first +second)\n%s", diff)
	}
}

func TestThere(t *testing.T) {
	t.Parallel()
	o := options()
	o.There = []generate.Wanted{wanted("db", "password")}
	set := generated(t, o, wanted("db", "password"), wanted("app", "token"))
	got := valuesOf(t, set)
	want := map[string]string{"shop/app/token": got["shop/app/token"]}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestKeptErrors(t *testing.T) {
	t.Parallel()
	secret := "apiVersion: v1\nkind: Secret\nmetadata: {name: app}\n"
	tests := []struct{ name, stream, want string }{
		{"not base64", secret + "data: {token: sesame!}", "kept.yaml:1: data.token is not base64"},
		{"number", secret + "stringData: {token: 4711}", "kept.yaml:1: stringData.token is no string"},
		{"null", secret + "data: {token: }", "kept.yaml:1: data.token has no value"},
		{"list", secret + "data: [token]", "kept.yaml:1: data is no mapping of keys to values"},
		{"text", secret + "stringData: sesame", "kept.yaml:1: stringData is no mapping of keys to values"},
		{"other kind", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\n", "kept.yaml:1: ConfigMap shop/app is no Secret"},
		{"twice", secret + "---\n" + secret, "kept.yaml:5: Secret shop/app is at kept.yaml:1 already"},
		{"immutable", secret + "immutable: true\n", "kept.yaml:1: Secret app is immutable and lacks token"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := options()
			o.Kept = read(t, test.stream)
			_, err := generate.Secrets(o, []generate.Wanted{wanted("app", "token")})
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if err != nil && hint(err) == "" {
				t.Error("no hint")
			}
		})
	}
}
