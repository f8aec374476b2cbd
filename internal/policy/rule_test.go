package policy

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
)

const goodRule = `# METADATA
# scope: package
# title: Title
# description: Description.
# related_resources:
#   - ref: https://example.com/a
# custom:
#   severity: warning
#   profiles: [restricted, production]
#   remediation: Do it.
#   scope: release
#   waivable: false
package hash.some.good_rule

deny contains "x" if input.kind
`

func libraryOf(t *testing.T, files map[string]string) (*library, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return readLibrary(fsys)
}

func TestReadLibrary(t *testing.T) {
	t.Parallel()
	built, err := libraryOf(t, map[string]string{
		"some/good_rule.rego":      goodRule,
		"another/rule.rego":        strings.Replace(goodRule, "some.good_rule", "another.rule", 1),
		"some/good1.rego":          strings.Replace(goodRule, "some.good_rule", "some.good1", 1),
		"some/good_rule_test.rego": "not read",
		"lib/shared.rego":          "package hash.lib.shared",
	})
	if err != nil {
		t.Fatal(err)
	}
	rule := Rule{
		ID:          "some/good-rule",
		Title:       "Title",
		Description: "Description.",
		Severity:    finding.Warning,
		Remediation: "Do it.",
		Profiles:    []string{"restricted", "production"},
		Scope:       "release",
		Links:       []string{"https://example.com/a"},
		Engine:      "rego",
	}
	another, last := rule, rule
	another.ID, last.ID = "another/rule", "some/good1"
	var got []Rule
	for _, b := range built.rules {
		got = append(got, b.rule)
	}
	if diff := cmp.Diff([]Rule{another, rule, last}, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if len(built.shared) != 1 || built.shared[0].name != "built-in lib/shared.rego" {
		t.Errorf("shared modules: %+v", built.shared)
	}
}

func TestReadLibraryRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ old, replacement, want string }{
		"no severity":      {"#   severity: warning\n", "", "custom.severity is needed"},
		"unknown severity": {"warning", "warnning", `unknown severity "warnning"`},
		"no title":         {"# title: Title\n", "", "title, description and custom.remediation are needed"},
		"no remediation":   {"#   remediation: Do it.\n", "", "title, description and custom.remediation are needed"},
		"unknown profile":  {"restricted", "strict", `"strict" is none of`},
		"profiles a text":  {"[restricted, production]", "restricted", "custom.profiles is a list"},
		"unknown scope":    {"release", "cluster", `"cluster" is none of`},
		"waivable a text":  {"false", "never", "custom.waivable is true or false"},
		"unknown key":      {"waivable", "waiveable", "unknown key custom.waiveable"},
		"no metadata":      {"# METADATA", "#", "missing for the package"},
		"bad yaml":         {"title: Title", "title: [", "METADATA is not YAML"},
		"foreign package":  {"hash.some.good_rule", "some.good_rule", "want hash.<category>.<rule>"},
		"no package":       {"\npackage ", "\n# ", "no package"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := libraryOf(t, map[string]string{"some/rule.rego": strings.Replace(goodRule, test.old, test.replacement, 1)})
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "built-in some/rule.rego") {
				t.Errorf("error %v, want %q with the file", err, test.want)
			}
		})
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	rules := Rules()
	if len(rules) < 14 {
		t.Fatalf("%d rules", len(rules))
	}
	if !slices.IsSortedFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("rules are not sorted")
	}
}

func TestSelection(t *testing.T) {
	t.Parallel()
	s := Selection{
		Profile:    "restricted",
		Enable:     []string{"image/*"},
		Disable:    []string{"image/digest", "main"},
		Severities: map[string]string{"image/*": "info", "image/tag": "error"},
	}
	tests := map[string]struct {
		id       string
		profiles []string
		own      bool
		want     bool
		severity finding.Severity
	}{
		"in the profile":       {"workload/a", []string{"restricted"}, false, true, finding.Warning},
		"in another profile":   {"workload/a", []string{"production"}, false, false, finding.Warning},
		"in none":              {"workload/a", nil, false, false, finding.Warning},
		"enabled":              {"image/tag", nil, false, true, finding.Error},
		"enabled and disabled": {"image/digest", []string{"restricted"}, false, false, finding.Info},
		"own":                  {"team.rules", nil, true, true, finding.Warning},
		"own and disabled":     {"main", nil, true, false, finding.Warning},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := s.Includes(test.id, test.profiles, test.own); got != test.want {
				t.Errorf("includes: %t", got)
			}
			if got := s.Severity(test.id, finding.Warning); got != test.severity {
				t.Errorf("severity %s, want %s", got, test.severity)
			}
		})
	}
}

func TestCapabilities(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"http.send", "net.lookup_ip_addr", "opa.runtime", "rego.parse_module", "time.now_ns", "rand.intn",
		"uuid.rfc4122", "providers.aws.sign_req", "json.match_schema", "json.verify_schema", "crypto.x509.parse_and_verify_certificates",
		"bits.lsh", "graph.reachable_paths", "strings.render_template",
	} {
		if capabilities().ContainsBuiltin(name) {
			t.Errorf("%s is available", name)
		}
		if text, hint := refusal(name); text == "" || hint == "" {
			t.Errorf("%s is refused with %q and %q; has OPA renamed it?", name, text, hint)
		}
	}
	for _, name := range []string{"sprintf", "regex.match", "net.cidr_contains", "print", "time.parse_rfc3339_ns", "numbers.range", "bits.rsh"} {
		if !capabilities().ContainsBuiltin(name) {
			t.Errorf("%s is not available", name)
		}
		if text, _ := refusal(name); text != "" {
			t.Errorf("%s is available and refused: %s", name, text)
		}
	}
	if capabilities().AllowNet == nil {
		t.Error("a nil list of hosts allows all of them")
	}
}
