package chart_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/golden"
)

// schema is JSON Schema, as far as values.schema.json uses it for more than the form of a text.
type schema struct {
	Ref         string `json:"$ref"`
	Title       string
	Description string
	Type        any // one or more
	Enum        []string
	Properties  map[string]*schema
	Required    []string
	Items       *schema
	Definitions map[string]*schema

	AdditionalProperties any
}

// schemaOf reads values.schema.json, and puts definitions in the place of references to them.
func schemaOf(t *testing.T) *schema {
	t.Helper()
	var root schema
	if err := json.Unmarshal(read(t, "../../chart/values.schema.json"), &root); err != nil {
		t.Fatal(err)
	}
	for _, definition := range root.Definitions {
		definition.resolve(root.Definitions)
	}
	root.resolve(root.Definitions)
	return &root
}

func (s *schema) resolve(definitions map[string]*schema) {
	if name, refers := strings.CutPrefix(s.Ref, "#/definitions/"); refers {
		definitions[name].resolve(definitions)
		*s = *definitions[name]
	}
	for _, property := range s.Properties {
		property.resolve(definitions)
	}
	if s.Items != nil {
		s.Items.resolve(definitions)
	}
}

// whole reports whether a value is set and described as one, though it may have keys.
func (s *schema) whole() bool {
	return len(s.Properties) == 0 || s.Title == "image" || s.Title == "resources"
}

// gone says where a key of the proof of concept went; it is empty for keys that count.
func (s *schema) gone() string {
	if len(s.Enum) != 1 {
		return ""
	}
	where, is := strings.CutPrefix(s.Enum[0], "left out: ")
	if !is {
		return ""
	}
	return where
}

// settings gives the schemas of all values by name, as in graph.pg.user.
func (s *schema) settings() map[string]*schema {
	all := map[string]*schema{}
	for key, property := range s.Properties {
		switch {
		case property.gone() != "":
		case property.whole():
			all[key] = property
		default:
			for name, setting := range property.settings() {
				all[key+"."+name] = setting
			}
		}
	}
	return all
}

// TestValuesRefused takes lines as for --set-json. What a person then reads names the key.
func TestValuesRefused(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/refused/*.txtar", func(t *testing.T, c *golden.Case) {
		var got strings.Builder
		for line := range strings.Lines(c.Text("values")) {
			value := strings.TrimSpace(line)
			message := refusal(t, chart.Values{JSON: []string{value}})
			if name, _, _ := strings.Cut(value, "="); !namesKey(message, name) {
				t.Errorf("%s: the message does not name the key: %s", value, message)
			}
			fmt.Fprintf(&got, "%s\n    %s\n", value, message)
		}
		c.Want("messages", got.String())
	})
}

// refusal gives what Helm says about values that the schema refuses.
func refusal(t *testing.T, values chart.Values) string {
	t.Helper()
	_, err := renderChart(t.Context(), project(t), "local", values)
	if err == nil {
		t.Errorf("%v is not refused", values)
		return ""
	}
	_, message, found := strings.Cut(err.Error(), "specifications of the schema(s) in the following chart(s):")
	if !found {
		t.Errorf("it is not the schema that refuses %v: %v", values, err)
	}
	_, message, _ = strings.Cut(message, "- ")
	return strings.TrimSpace(message)
}

// namesKey reports whether a message has the path of a value, or that of its object and the key itself.
func namesKey(message, name string) bool {
	path := "/" + strings.ReplaceAll(name, ".", "/")
	last := strings.LastIndex(path, "/")
	return strings.Contains(message, "at '"+path) ||
		strings.Contains(message, "at '"+path[:last]+"'") && strings.Contains(message, "'"+path[last+1:]+"'")
}

// TestValuesTaken has the forms of values that no environment uses.
func TestValuesTaken(t *testing.T) {
	t.Parallel()
	for _, value := range []string{
		`api.image="ghcr.io/hashintel/hash/api:main"`,
		`api.image="registry.example:5000/api:1.0@sha256:` + strings.Repeat("0a", 32) + `"`,
		`api.resources.limits={"memory":"1.5Gi","cpu":2,"ephemeral-storage":"500M"}`,
		`api.resources.limits.cpu=null`,
		`api.resources.requests={"cpu":"0.05","memory":"0.5Gi"}`,
		`api.resources.requests.cpu=0.001`,
		`networkPolicy.externalCIDRs=["10.0.0.0/8","2001:db8::/32"]`,
		`networkPolicy.externalCIDRs=["0.0.0.0/0","255.249.199.99/32","::/0","fd00::1/128"]`,
		`networkPolicy.smtpPorts=[]`,
		`migrations.revision=2`,
		`pg.host="10.1.2.3"`,
		`pg.user="Hash Admin"`,
		`image.registry="localhost:5000"`,
		`image.pullSecrets=["registry-pull"]`,
		`ingress.annotations={"a.example/b":"true"}`,
		`ingress.apiAnnotations={"plain":"","a-b.example/C_d.e":"f"}`,
		`ingress.className="nginx--internal.v2"`,
		`scheduling.nodeSelector={"kubernetes.io/arch":"arm64","spot":""}`,
		`scheduling.tolerations=[{"operator":"Exists"},{"key":"a.example/b","operator":"Exists","value":"","effect":"NoExecute","tolerationSeconds":60}]`,
		`scheduling.tolerations=[{"key":"a","value":"b"},{"key":"a","operator":"Equal","value":"b","effect":"PreferNoSchedule"}]`,
		`dashboard.runAsUser=1000650000`,
		`vault.host="https://vault.example"`,
		`otlp.endpoint="http://collector:4317"`,
		`graph.logLevel="info,tokio_postgres=warn"`,
		`global={"of":"a parent chart"}`,
	} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			if _, err := renderChart(t.Context(), project(t), "local", chart.Values{JSON: []string{value}}); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestObjectsClosed wants objects to refuse keys that nobody knows, and to miss those that null takes
// away: templates look into all of them.
func TestObjectsClosed(t *testing.T) {
	t.Parallel()
	schemaOf(t).closed(t, "")
}

func (s *schema) closed(t *testing.T, name string) {
	t.Helper()
	if s.AdditionalProperties != false {
		t.Errorf("%q takes keys that nobody knows", name)
	}
	var want []string
	for key, property := range s.Properties {
		if property.gone() == "" && key != "global" {
			want = append(want, key)
		}
		if !property.whole() {
			property.closed(t, strings.TrimPrefix(name+"."+key, "."))
		}
	}
	slices.Sort(want)
	if d := cmp.Diff(want, slices.Sorted(slices.Values(s.Required))); d != "" {
		t.Errorf("%q: required (-want +got):\n%s", name, d)
	}
}

// TestValuesKnown wants values.yaml and the schema to have the same values.
func TestValuesKnown(t *testing.T) {
	t.Parallel()
	var want, got []string
	for name := range schemaOf(t).settings() {
		if name != "global" { // Helm's own, where this chart is a part of another
			want = append(want, name)
		}
	}
	for _, v := range values(t) {
		got = append(got, v.name)
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("values (-schema +values.yaml):\n%s", d)
	}
}

// TestEnvironmentValues wants the files of every environment to pass, each with all that it has.
func TestEnvironmentValues(t *testing.T) {
	t.Parallel()
	for _, environment := range project(t).Environments {
		if _, err := renderChart(t.Context(), project(t), environment.Name, chart.Values{}); err != nil {
			t.Errorf("%s: %v", environment.Name, err)
		}
	}
}
