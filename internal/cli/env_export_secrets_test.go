package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
)

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
		{Namespace: "shop", Name: "db"}:  {"user": "graph", "password": "sesame"},
		{Namespace: "other", Name: "db"}: {"password": "old"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// The file is refused as secrets generate refuses it, without a word of its values.
func TestReadSecretValuesRefuses(t *testing.T) {
	t.Parallel()
	const db = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\n"
	for name, stream := range map[string]string{
		"no base64":    db + "data: {password: 'sesame!'}\n",
		"a number":     db + "stringData: {password: 5414}\n",
		"twice":        db + "stringData: {password: sesame}\n" + db + "stringData: {password: sesame}\n",
		"nothing":      "# no Secret\n",
		"no mapping":   db + "data: sesame\n",
		"another kind": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata: {password: sesame}\n",
	} {
		_, err := readSecretValues(strings.NewReader(stream), "secrets.yaml", "shop")
		if err == nil || !strings.HasPrefix(err.Error(), "--secrets: secrets.yaml") || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%s: got %v, want an error with the place and no value", name, err)
		}
	}
}

// A Secret is that of its namespace only.
func TestSecretValuesIn(t *testing.T) {
	t.Parallel()
	values := secretValues{{Namespace: "shop", Name: "db"}: {"password": "sesame"}}
	for _, c := range []struct {
		namespace string
		source    environ.Source
		want      bool
	}{
		{"shop", environ.Source{Kind: environ.Secret, Name: "db", Key: "password"}, true},
		{"shop", environ.Source{Kind: environ.Secret, Name: "db", Key: "user"}, false},
		{"shop", environ.Source{Kind: environ.ConfigMap, Name: "db", Key: "password"}, false},
		{"other", environ.Source{Kind: environ.Secret, Name: "db", Key: "password"}, false},
	} {
		if _, found := values.in(c.namespace)(c.source); found != c.want {
			t.Errorf("%s in %s: found %t, want %t", c.source, c.namespace, found, c.want)
		}
	}
}
