package chart_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/config"
)

const (
	inTemplate = `template: app/templates/a.yaml:1:`
	executing  = `executing "app/templates/a.yaml" at `
)

// TestErrorsQuoteNoValues renders templates that stumble over a value. The error keeps the place and
// the kind of the mistake, and has nothing of the value.
func TestErrorsQuoteNoValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, template, value, want string }{
		{"range", `{{ range .Values.db.password }}x{{ end }}`, `sesame-1`, inTemplate + `16: ` + executing + `<.Values.db.password>: range can't iterate over …`},
		{"time", `{{ mustToDate "2006" .Values.db.password }}`, `sesame`, inTemplate + `3: ` + executing + `<mustToDate "2006" .Values.db.password>: error calling mustToDate: parsing time "…" as "2006": cannot parse "…" as "2006"`},
		{"fail", `{{ fail (printf "db: bad %s" .Values.db.password) }}`, `sesame`, `execution error at (app/templates/a.yaml:1:3): db: bad …`},
		{"a word in another", `{{ fail "sesames open" }}`, `sesame`, `execution error at (app/templates/a.yaml:1:3): sesames open`},
		{"the name of a key", `{{ fail "password wanted" }}`, `password`, `execution error at (app/templates/a.yaml:1:3): password wanted`},
		{"the chart's name", `{{ fail "no" }}`, `templates`, `execution error at (app/templates/a.yaml:1:3): no`},
		{"expression", `{{ regexFind .Values.db.password "x" }}`, `"sesame("`, inTemplate + `3: ` + executing + "<regexFind .Values.db.password \"x\">: error calling regexFind: regexp: Compile(`…`): error parsing regexp: missing closing ): `…`"},
		{"URL", `{{ (urlParse .Values.db.password).host }}`, `"postgres://u:sesame%zz@h/d"`, inTemplate + `4: ` + executing + `<urlParse .Values.db.password>: error calling urlParse: unable to parse url: parse "…": invalid URL escape "…"`},
		{"template", `{{ tpl .Values.db.password . }}`, `"{{ sesame }}"`, inTemplate + `3: ` + executing + `<tpl .Values.db.password .>: error calling tpl: cannot parse template …`},
		{"template that fails", `{{ tpl .Values.db.password . }}`, `"{{ fail \"sesame\" }}"`, `execution error at (app/templates/a.yaml:1:3): …`},
		{"anchor", `a: {{ .Values.db.password }}`, `"*sesame"`, `YAML parse error on app/templates/a.yaml: an alias (*) without an anchor (&) of its name before it`},
		{"tag", `a: {{ .Values.db.password }}`, `"!!int sesame"`, `YAML parse error on app/templates/a.yaml: a tag (!!) that does not fit its value`},
		{"mapping", "kind: A\na: {{ .Values.db.password }}", `"sesame: x: y"`, `YAML parse error on app/templates/a.yaml: line 2 of what it gives: mapping values are not allowed in this context`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := options(t, map[string]string{"templates/a.yaml": c.template, "values.yaml": "db: {password: " + c.value + "}\n"})
			_, err := chart.Render(t.Context(), o)
			if err == nil || err.Error() != "rendering chart for local: "+c.want {
				t.Errorf("got %v\nwant rendering chart for local: %s", err, c.want)
			}
		})
	}
}

// TestErrorsQuoteNoFiles holds the same of what is given as values.
func TestErrorsQuoteNoFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		files  map[string]string
		values chart.Values
		want   string
	}{
		{"the chart's values", map[string]string{"values.yaml": "a: *sesame\n"}, chart.Values{}, "loading the chart: cannot load values.yaml: an alias (*) without an anchor (&) of its name before it"},
		{"schema", map[string]string{"values.yaml": "a: sesame\n", "values.schema.json": `{"properties": {"a": {"pattern": "^[0-9]+$"}}}`}, chart.Values{}, "rendering chart for local: values don't meet the specifications of the schema(s) in the following chart(s):\napp:\n- at '/a': '…' does not match pattern '^[0-9]+$'"},
		{"a file of -f", nil, chart.Values{Files: []string{"$DIR/mine.yaml"}}, "values of environment local: $DIR/mine.yaml:2: a tab where YAML wants blanks"},
		{"--set", nil, chart.Values{Set: []string{"a=b,sesame"}}, `values of environment local: --set is not of the form name=value, with \, for a comma in the value`},
		{"--set of an index", nil, chart.Values{Set: []string{"a[sesame]=x"}}, `values of environment local: --set is not of the form name=value, with \, for a comma in the value`},
		{"--set-json", nil, chart.Values{JSON: []string{`a={"p":sesame}`}}, "values of environment local: --set-json is not of the form name=JSON"},
		{"--set-file", nil, chart.Values{FromFile: []string{"a=$DIR/gone"}}, "values of environment local: failed parsing --set-file data: open $DIR/gone: no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := options(t, c.files)
			o.Values = c.values
			for _, names := range [][]string{o.Values.Files, o.Values.FromFile} {
				for i := range names {
					names[i] = strings.ReplaceAll(names[i], "$DIR", o.Project.Dir)
				}
			}
			_, err := chart.Render(t.Context(), o)
			if err == nil || strings.TrimSpace(strings.ReplaceAll(err.Error(), o.Project.Dir, "$DIR")) != c.want {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// options are for a chart of these files.
func options(t *testing.T, files map[string]string) chart.Options {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{"mine.yaml": "a: 1\n\tsesame: 2\n", "chart/Chart.yaml": "apiVersion: v2\nname: app\nversion: 0.1.0\n"}
	for name, text := range files {
		all["chart/"+name] = text
	}
	for name, text := range all {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	project := &config.Project{Dir: dir, File: "hash.yaml", Chart: "chart"}
	project.Release.Name, project.Release.Namespace = "rel", "ns"
	return chart.Options{Project: project, Environment: &config.Environment{Name: "local"}, KubeVersion: "1.34"}
}
