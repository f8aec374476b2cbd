package chart_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/golden"
)

// The page on the chart is written by hand where it explains, in testdata/chart.md; its tables come from
// hash.yaml, from the releases, and from values.yaml with its schema.
func TestDocsChart(t *testing.T) {
	t.Parallel()
	page := string(read(t, "testdata/chart.md"))
	for name, table := range map[string]func(*testing.T) string{
		"environments": environmentTable,
		"services":     serviceTable,
		"secrets":      secretTable,
		"values":       valueTables,
	} {
		place := "{{" + name + "}}\n"
		if strings.Count(page, place) != 1 {
			t.Errorf("testdata/chart.md must have one line {{%s}}", name)
		}
		page = strings.Replace(page, place, table(t), 1)
	}
	golden.File(t, "../../docs/chart.md", page)
}

func environmentTable(t *testing.T) string {
	t.Helper()
	rows := [][]string{{"environment", "values files, in this order", "kustomize overlays", "Secrets", "policies"}}
	for _, e := range project(t).Environments {
		rows = append(rows, []string{
			code(e.Name), codes(e.Values), codes(e.Overlays), secretSource(e), "profile " + code(e.Policies.Profile),
		})
	}
	return table(t, rows)
}

func secretSource(e *config.Environment) string {
	if e.SecretStore.Provider == "" || e.SecretStore.Provider == "existing" {
		return code("helm hash secrets generate --env " + e.Name)
	}
	return code(e.SecretStore.Provider)
}

// serviceTable has the Services that one release may have at most.
func serviceTable(t *testing.T) string {
	t.Helper()
	rows := [][]string{{"Service", "ports", "in front of"}}
	services := objects[service](t, render(t, "local", "opensearch.host=hash-opensearch"), "Service")
	for _, name := range slices.Sorted(maps.Keys(services)) {
		var ports []string
		for _, p := range services[name].Spec.Ports {
			ports = append(ports, fmt.Sprintf("%d (%s)", p.Port, p.Name))
		}
		rows = append(rows, []string{code(name), strings.Join(ports, ", "), services[name].Spec.Selector[componentLabel]})
	}
	return table(t, rows)
}

// secretTable says who gets each key of a Secret as which variable, and in which environments.
func secretTable(t *testing.T) string {
	t.Helper()
	uses, environments := secretUses(t)
	rows := [][]string{{"Secret", "key", "variable of component/container", "environments"}}
	for _, name := range slices.Sorted(maps.Keys(uses)) {
		secret, key, _ := strings.Cut(name, "/")
		var lines []string
		for _, variable := range slices.Sorted(maps.Keys(uses[name])) {
			places := slices.Compact(slices.Sorted(slices.Values(uses[name][variable])))
			lines = append(lines, code(variable)+" of "+strings.Join(places, ", "))
		}
		rows = append(rows, []string{code(secret), code(key), strings.Join(lines, "<br>"), inAll(t, environments[name])})
	}
	return table(t, rows)
}

// secretUses gives for each key, as in hash-api/seed-users, the containers that get it by the name of the
// variable, and the environments in which one does.
func secretUses(t *testing.T) (uses map[string]map[string][]string, environments map[string][]string) {
	t.Helper()
	uses, environments = map[string]map[string][]string{}, map[string][]string{}
	for _, e := range project(t).Environments {
		for place, variables := range variables(t, render(t, e.Name)) {
			for variable, value := range variables {
				name, is := strings.CutPrefix(strings.TrimSuffix(value, ">"), "<Secret ")
				if !is {
					continue
				}
				if uses[name] == nil {
					uses[name] = map[string][]string{}
				}
				uses[name][variable] = append(uses[name][variable], place)
				if !slices.Contains(environments[name], e.Name) {
					environments[name] = append(environments[name], e.Name)
				}
			}
		}
	}
	return uses, environments
}

func inAll(t *testing.T, environments []string) string {
	t.Helper()
	if len(environments) == len(project(t).Environments) {
		return "all"
	}
	return strings.Join(environments, ", ")
}

// valueTables has a section for each part of values.yaml, and one for the values that are no part.
func valueTables(t *testing.T) string {
	t.Helper()
	of := map[string][]value{}
	for _, v := range values(t) {
		section, _, found := strings.Cut(v.name, ".")
		if !found {
			section = ""
		}
		of[section] = append(of[section], v)
	}
	page := table(t, valueRows(t, of[""]))
	file := valuesFile(t)
	for i := 0; i < len(file.Content); i += 2 {
		key := file.Content[i]
		if len(of[key.Value]) == 0 {
			continue
		}
		words := comment(key)
		if words == "" {
			t.Errorf("values.yaml:%d: say above %s what it is", key.Line, key.Value)
		}
		page += fmt.Sprintf("\n### %s\n\n%s\n\n%s", key.Value, text(words), table(t, valueRows(t, of[key.Value])))
	}
	return page
}

func valueRows(t *testing.T, of []value) [][]string {
	t.Helper()
	rows := [][]string{{"value", "type", "default", "what it does"}}
	for _, v := range of {
		words := v.comment
		if words == "" {
			words = v.schema.Description
		}
		if words == "" {
			t.Errorf("values.yaml:%d: say above %s what it does", v.node.Line, v.name)
		}
		rows = append(rows, []string{code(v.name), v.schema.name(), code(inline(t, v.node)), text(words)})
	}
	return rows
}

// name is what people call the type.
func (s *schema) name() string {
	switch {
	case len(s.Enum) > 0:
		all := codes(s.Enum)
		last := strings.LastIndex(all, ", ")
		return all[:last] + " or " + strings.TrimPrefix(all[last:], ", ")
	case s.Title != "":
		return s.Title
	case s.Items != nil:
		return "list of " + s.Items.name() + "s"
	}
	return map[any]string{"boolean": "`true` or `false`", "integer": "number", "string": "text"}[s.Type]
}

// inline writes a default in one line.
func inline(t *testing.T, node *yaml.Node) string {
	t.Helper()
	flow := *node
	if node.Kind != yaml.ScalarNode {
		flow.Style |= yaml.FlowStyle
	}
	out, err := yaml.Marshal(&flow)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// table writes rows, of which the first is the head. An empty cell fails.
func table(t *testing.T, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	for i, row := range rows {
		if slices.Contains(row, "") {
			t.Errorf("there is an empty cell: %q", row)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString("|" + strings.Repeat("--|", len(row)) + "\n")
		}
	}
	return b.String()
}

func code(s string) string { return "`" + s + "`" }

func codes(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = code(w)
	}
	return strings.Join(quoted, ", ")
}

// text keeps words from being taken for markup.
func text(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`, "|", `\|`).Replace(s)
}
