package generate_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
)

func dsnOfPassword() generate.Options {
	return options(config.GeneratedKey{Key: "dsn", Template: "db:$(db/password)"})
}

// TestUnknown never prints a part of a Secret that the cluster has: to apply it would take keys away.
func TestUnknown(t *testing.T) {
	t.Parallel()
	const db = "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop%s}\ndata: {password: c2VzYW1l}\n"
	tests := []struct {
		name    string
		kept    string
		there   []generate.Wanted
		wanted  []generate.Wanted
		want    string
		secrets []generate.Name
	}{
		{
			name:    "incomplete",
			there:   []generate.Wanted{wanted("db", "password"), wanted("app", "token")},
			wanted:  []generate.Wanted{wanted("db", "password", "pin"), wanted("app", "token", "salt", "pepper")},
			want:    "Secret shop/app is in the cluster and lacks pepper, salt; Secret shop/db is in the cluster and lacks pin",
			secrets: []generate.Name{{Namespace: "shop", Name: "app"}, {Namespace: "shop", Name: "db"}},
		},
		{
			name:    "without any key",
			there:   []generate.Wanted{wanted("db")},
			wanted:  []generate.Wanted{wanted("db", "password")},
			want:    "Secret shop/db is in the cluster and lacks password",
			secrets: []generate.Name{{Namespace: "shop", Name: "db"}},
		},
		{
			name:    "template",
			there:   []generate.Wanted{wanted("db", "password")},
			wanted:  []generate.Wanted{wanted("db", "password"), wanted("app", "dsn")},
			want:    "hash.yaml:7: the template of app/dsn refers to db/password, which exists already, and its value is not known here",
			secrets: []generate.Name{{Namespace: "shop", Name: "db"}},
		},
		{
			name:    "file lacks what the cluster has",
			kept:    fmt.Sprintf(db, ", resourceVersion: '7'"),
			there:   []generate.Wanted{wanted("db", "password", "admin")},
			wanted:  []generate.Wanted{wanted("db", "password", "admin", "pin")},
			want:    "Secret shop/db has admin in the cluster, which the file lacks",
			secrets: []generate.Name{{Namespace: "shop", Name: "db"}},
		},
		{
			name:    "file may be older than the cluster",
			kept:    fmt.Sprintf(db, ""),
			there:   []generate.Wanted{wanted("db", "password")},
			wanted:  []generate.Wanted{wanted("db", "password", "pin")},
			want:    "Secret shop/db is in the cluster and lacks pin, and that of the file was not read from there",
			secrets: []generate.Name{{Namespace: "shop", Name: "db"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := dsnOfPassword()
			o.Kept, o.There = read(t, test.kept), test.there
			_, err := generate.Secrets(o, test.wanted)
			unknown, is := errors.AsType[*generate.UnknownError](err)
			if !is {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(test.want, unknown.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.secrets, unknown.Secrets()); diff != "" {
				t.Errorf("Secrets (-want +got)\n%s", diff)
			}
		})
	}
}

// TestKeptAndThere prints what has changed and what is new, and nothing else.
func TestKeptAndThere(t *testing.T) {
	t.Parallel()
	o := dsnOfPassword()
	o.Kept = read(t, strings.Replace(keptStream, "{name: db}", "{name: db, resourceVersion: '7'}", 1))
	o.There = []generate.Wanted{wanted("db", "password", "extra"), wanted("untouched", "key"), wanted("web", "token")}
	got := valuesOf(t, generated(t, o, wanted("db", "password", "pin"), wanted("app", "dsn"), wanted("untouched", "key"), wanted("web", "token")))
	want := map[string]string{
		"shop/app/dsn":      "db:sesame",
		"shop/db/password":  "sesame",
		"shop/db/extra":     "kept",
		"shop/db/pin":       got["shop/db/pin"],
		"other/db/password": "other", // the cluster lacks it
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got["shop/db/pin"]) != 32 {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestStale refuses a new password below a connection string that holds the old one.
func TestStale(t *testing.T) {
	t.Parallel()
	const dsn = "apiVersion: v1\nkind: Secret\nmetadata: {name: app}\nstringData: {dsn: 'db:sesame'}\n"
	const want = "hash.yaml:7: namespace shop: app/dsn exists and is made of db/password, which does not exist: it would no longer fit"
	tests := []struct {
		name string
		o    func(*generate.Options)
		keys []config.GeneratedKey
		hint string
	}{
		{
			name: "kept",
			o:    func(o *generate.Options) { o.Kept = read(t, dsn) },
			keys: []config.GeneratedKey{{Key: "dsn", Template: "db:$(db/password)"}},
			hint: "take app/dsn out of the file, so that both are made anew, or put db/password into it",
		},
		{
			name: "there",
			o:    func(o *generate.Options) { o.There = []generate.Wanted{wanted("app", "dsn")} },
			keys: []config.GeneratedKey{{Key: "dsn", Template: "db:$(db/password)"}},
			hint: "bring db/password back, or delete Secret app in namespace shop, so that both are made anew",
		},
		{
			name: "through another template",
			o:    func(o *generate.Options) { o.Kept = read(t, dsn) },
			keys: []config.GeneratedKey{{Key: "dsn", Template: "$(app/url)"}, {Key: "url", Template: "db:$(db/password)"}},
			hint: "take app/dsn out of the file, so that both are made anew, or put db/password into it",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := options(test.keys...)
			test.o(&o)
			_, err := generate.Secrets(o, []generate.Wanted{wanted("app", "dsn"), wanted("db", "password")})
			if err == nil || err.Error() != want {
				t.Fatalf("got %v, want %s", err, want)
			}
			if diff := cmp.Diff(test.hint, hint(err)); diff != "" {
				t.Errorf("hint (-want +got)\n%s", diff)
			}
		})
	}
}

// TestDoubts tells of kept values that fit no longer, or that are empty; it shows none.
func TestDoubts(t *testing.T) {
	t.Parallel()
	o := dsnOfPassword()
	o.Kept = read(t, `apiVersion: v1
kind: Secret
metadata: {name: app}
stringData: {dsn: "db:old", token: ""}
---
apiVersion: v1
kind: Secret
metadata: {name: db}
data: {password: c2VzYW1l}
`)
	made, err := generate.Secrets(o, []generate.Wanted{wanted("app", "dsn", "token"), wanted("db", "password")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"kept.yaml:1: the value of app/token is empty: take the key out to have one made",
		"kept.yaml:1: the value of app/dsn is not what its template (hash.yaml:7) makes of the others: take it out to have it made anew",
	}
	if diff := cmp.Diff(want, made.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAsked(t *testing.T) {
	t.Parallel()
	o := dsnOfPassword()
	got := generate.Asked([]generate.Wanted{
		{Namespace: "edge", Name: "app", Keys: []string{"dsn"}}, wanted("web", "token"), wanted("db", "pin"),
	}, o.Stanzas)
	want := []generate.Wanted{
		{Namespace: "edge", Name: "app", Keys: []string{"dsn"}},
		{Namespace: "edge", Name: "db", Keys: []string{"password"}},
		wanted("db", "pin"), wanted("web", "token"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestUserinfo writes values into URLs as URLs want them, and nowhere else.
func TestUserinfo(t *testing.T) {
	t.Parallel()
	const value = "p@ss/w0rd: +%" // in the file
	for template, want := range map[string]string{
		"postgres://app:$(db/password)@db/x":          "postgres://app:p%40ss%2Fw0rd%3A%20%2B%25@db/x",
		"postgres://$(db/password):$(db/password)@db": "postgres://p%40ss%2Fw0rd%3A%20%2B%25:p%40ss%2Fw0rd%3A%20%2B%25@db",
		`[{"url": "amqp://q:$(db/password)@mq/"}]`:    `[{"url": "amqp://q:p%40ss%2Fw0rd%3A%20%2B%25@mq/"}]`,
		"$(db/password)":                                    value,
		"postgres://db/$(db/password)":                      "postgres://db/" + value,
		"host=db password=$(db/password) mail=a@b":          "host=db password=" + value + " mail=a@b",
		"https://db/?to=x $(db/password)@there":             "https://db/?to=x " + value + "@there",
		"postgres://app@db?password=$(db/password)&mail=@b": "postgres://app@db?password=" + value + "&mail=@b",
	} {
		o := options(config.GeneratedKey{Key: "dsn", Template: template})
		o.Kept = read(t, "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: '"+value+"'}\n")
		if got := valuesOf(t, generated(t, o, wanted("app", "dsn")))["shop/app/dsn"]; got != want {
			t.Errorf("%s: got %s, want %s", template, got, want)
		}
	}
}

func TestIdleRules(t *testing.T) {
	t.Parallel()
	o := options(config.GeneratedKey{Key: "dsn", Template: "$(app/seed)"}, config.GeneratedKey{Key: "seed"}, config.GeneratedKey{Key: "sede"})
	o.There = []generate.Wanted{wanted("app", "dsn", "seed")}
	made, err := generate.Secrets(o, []generate.Wanted{wanted("app", "dsn")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"hash.yaml:7: no value is made for key sede of Secret app, since nothing refers to it"}
	if diff := cmp.Diff(want, made.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
