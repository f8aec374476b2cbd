package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/export"
	"github.com/hashintel/helm-hash/internal/manifest"
)

const credentialStream = `
apiVersion: v1
kind: ConfigMap
metadata: {name: shared}
data: {password: planted-0, LEVEL: info, TOKEN: planted-1}
---
apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
  containers:
    - name: api
      command: [api, --user=$(API_PASSWORD), --level=$(LEVEL)]
      args: [--password=planted-2, $$(API_PASSWORD), $(CHAIN)]
      envFrom: [{configMapRef: {name: shared}, prefix: S_}]
      env:
        - {name: SECOND, valueFrom: {configMapKeyRef: {name: shared, key: password}}}
        - {name: API_PASSWORD, value: planted-3}
        - {name: LEVEL, value: $(S_LEVEL)}
        - {name: DSN, value: "postgres://u:$(API_PASSWORD)@h/d"}
        - {name: OPTIONS, value: "--login $(API_PASSWORD)"}
        - {name: CHAIN, value: "-v $(OPTIONS)"}
        - {name: ESCAPED, value: "$$(API_PASSWORD)"}
        - {name: GIVEN_PASSWORD, valueFrom: {secretKeyRef: {name: given, key: password}}}
        - {name: GIVEN_DSN, value: "postgres://u:$(GIVEN_PASSWORD)@h/d"}
        - {name: OVER, value: $(API_PASSWORD)}
        - {name: OVER, value: "2"}
`

// concealed gives the only container of the stream, and what it gets.
func concealed(t *testing.T) (component, shownEnvironment) {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(credentialStream), "stream")
	if err != nil {
		t.Fatal(err)
	}
	c := components(set, manifest.BuiltinKinds(), "shop")[0]
	objects := environ.Collect(set, "shop")
	objects.Add(environ.Declared{Kind: environ.Secret, Namespace: "shop", Name: "given", Keys: []string{"password"}})
	return c, conceal(objects.Of(c.workload, c.template, c.container))
}

// A credential is known by its look, by the name of the variable or by that of its key, and what is made
// of one is hidden with it. What only refers to a Secret is shown.
func TestConceal(t *testing.T) {
	t.Parallel()
	_, e := concealed(t)
	got := map[string]string{}
	for _, v := range e.Variables {
		if v.Source.Kind == environ.ServiceLink {
			continue
		}
		got[v.Name] = v.hidden
		if v.hidden != "" && strings.Contains(v.text(), "planted") {
			t.Errorf("%s is shown as %s", v.Name, v.text())
		}
	}
	const byName = "its name says that it is secret"
	want := map[string]string{
		"S_password": byName, "S_LEVEL": "", "S_TOKEN": byName,
		"SECOND": byName, "API_PASSWORD": byName, "LEVEL": "",
		"DSN": "a password in a URL", "OPTIONS": "the value of $(API_PASSWORD)", "CHAIN": "the value of $(OPTIONS)", "ESCAPED": "",
		"GIVEN_PASSWORD": "", "GIVEN_DSN": "", "OVER": "",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if len(e.Overwritten) != 1 || e.Overwritten[0].hidden == "" {
		t.Errorf("what is overwritten is shown: %v", e.Overwritten)
	}
}

// The words of a command are judged together, and one that holds a hidden variable is hidden.
func TestConcealTexts(t *testing.T) {
	t.Parallel()
	c, e := concealed(t)
	nothing := func(environ.Source) (string, bool) { return "", false }
	command := export.Texts(c.container, "command", e.Environment, nothing)
	args := export.Texts(c.container, "args", e.Environment, nothing)
	e.concealTexts(c, command, args)
	var shown []string
	for _, v := range append(command, args...) {
		if strings.Contains(v.Value, "planted") {
			t.Errorf("%s is %s", v.Name, v.Value)
		}
		if v.Why == "" {
			shown = append(shown, v.Value)
		}
	}
	if d := cmp.Diff([]string{"api", "--level=info", "$(API_PASSWORD)"}, shown); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
