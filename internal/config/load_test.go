package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/labels"
)

var known = Known{
	Rules: []string{
		"image/latest-tag", "image/registry", "manifest/duplicate-key",
		"workload/read-only-root", "workload/replicas", "workload/resources",
	},
	Profiles: []string{"none", "baseline", "restricted", "production"},
	Version:  "v0.2.0",
}

func TestLoadEveryKey(t *testing.T) {
	dir := filepath.Join("testdata", "good")
	file := filepath.Join(dir, FileName)
	got, err := Load(file, known)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(everyKey(t, dir, file), got, cmp.Comparer(sameSelector)); diff != "" {
		t.Errorf("project (-want +got):\n%s", diff)
	}
}

func everyKey(t *testing.T, dir, file string) *Project {
	t.Helper()
	api := Target{Selector: selects(t, "app.kubernetes.io/component=api"), Containers: []string{"*"}}
	return &Project{
		Requires: ">=0.1.0",
		Dir:      dir, File: file,
		Chart:              "chart",
		Release:            Release{Name: "hash", Namespace: "hash-system"},
		DefaultEnvironment: "local",
		Hooks:              HooksProcess,
		Checksums:          ChecksumsAll,
		Workloads:          []Workload{{"argoproj.io/v1alpha1", "Rollout", []string{"spec", "template"}, true}},
		Environments: []*Environment{{
			Name:         "production",
			Values:       []string{"overlays/production/values.yaml"},
			Overlays:     []string{"overlays/production"},
			KubeVersions: []string{"1.9", "1.33", "1.34"},
			SecretStore: SecretStore{
				Provider:        "externalSecrets",
				Place:           file + ":18",
				StoreRef:        StoreRef{Kind: "ClusterSecretStore", Name: "aws"},
				RefreshInterval: "1h",
				Prefix:          "hash/production",
				Remote:          map[string]RemoteSecret{"hash-postgres": {"rds/hash", map[string]string{"graph-password": "password"}}},
			},
			FailOn: "warning",
			Policies: EnvironmentPolicies{
				Profile: "restricted",
				Enable:  []string{"workload/*", "own/thing"},
				Disable: []string{"image/registry"},
				Params: map[string]any{
					"allowedRegistries": []any{"registry.example.com"},
					"limits":            map[string]any{"replicas": 3.0, "ratio": 0.5, "strict": true, "note": "yes", "none": nil},
				},
				Severities: map[string]string{"workload/replicas": "error", "workload/*": "info"},
			},
		}, {
			Name:         "local",
			KubeVersions: []string{"1.34"},
			SecretStore:  SecretStore{Provider: "existing"},
			FailOn:       "error",
			Policies:     EnvironmentPolicies{Profile: "baseline"},
		}, {
			Name:         "staging",
			KubeVersions: []string{"1.34"},
			SecretStore: SecretStore{
				Provider: "sealedSecrets",
				Place:    file + ":35",
				Files: []File{{
					"sealed/postgres.yaml",
					[]byte("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: hash-postgres}\n"),
				}},
			},
			FailOn:   "error",
			Policies: EnvironmentPolicies{Profile: "baseline"},
		}, {
			Name:         "azure",
			KubeVersions: []string{"1.34"},
			SecretStore: SecretStore{
				Provider: "csi",
				Place:    file + ":38",
				CSI:      CSI{"azure", map[string]string{"keyvaultName": "hash", "tenantId": ""}},
			},
			FailOn:   "error",
			Policies: EnvironmentPolicies{Profile: "baseline"},
		}},
		Env: []SharedEnv{{
			ConfigMap:    "hash-shared",
			Mode:         EnvFrom,
			Into:         Target{selects(t, "app.kubernetes.io/part-of=hash"), []string{"api*"}},
			Environments: []string{"local"},
			Optional:     true,
			Prefix:       "HASH_",
			Files: []EnvFile{{"env/shared.env", []EnvVariable{
				{"HASH_GRAPH_HOST", "graph", 2},
				{"LOG", "info", 3},
			}}},
			FilesFor: map[string][]EnvFile{"local": {{"env/local.env", []EnvVariable{{"LOG", "debug all", 1}}}}},
			Data:     map[string]string{"HASH_GRAPH_HOST": "hash-graph", "PORT": "4000"},
			DataFor:  map[string]map[string]string{"local": {"HASH_GRAPH_HOST": "localhost"}},
			Place:    file + ":41",
		}, {
			ConfigMap: "hash-api",
			Mode:      EnvKeys,
			Keys:      []KeyName{{"ORIGIN", "ORIGIN"}, {"NO", "NO"}},
			Into:      api,
			Place:     file + ":51",
		}, {
			ConfigMap: "hash-frontend",
			Mode:      EnvKeys,
			Prefix:    "NEXT_PUBLIC_",
			Keys:      []KeyName{{"API_ORIGIN", "NEXT_PUBLIC_API_ORIGIN"}, {"a.b", "NEXT_PUBLIC_A_B"}},
			Into:      api,
			Place:     file + ":55",
		}},
		Secrets: []SecretReference{{
			Secret:       "hash-postgres",
			Keys:         []KeyName{{"z", "Z_PASSWORD"}, {"graph-password", "HASH_GRAPH_PG_PASSWORD"}},
			Into:         Target{selects(t, "app.kubernetes.io/component in (graph, graph-migrate)"), []string{"*"}},
			Environments: []string{"production"},
			Optional:     true,
			Place:        file + ":61",
		}},
		Existing: []Existing{
			{Kind: "Secret", Name: "registry-pull", Namespace: "hash-system", Keys: []string{".dockerconfigjson"}, Place: file + ":67"},
			{Kind: "ConfigMap", Name: "company-ca", Environments: []string{"production"}, Place: file + ":68"},
		},
		Generate: []Generate{{
			Secret: "hash-kratos",
			Keys: []GeneratedKey{
				{Key: "cipher-secret", Length: 32, Alphabet: "hex"},
				{Key: "dsn", Template: "postgres://kratos:$(hash-postgres/kratos-password)@db/$$1"},
			},
			Environments: []string{"local"},
			Place:        file + ":70",
		}, {
			Secret: "hash-postgres",
			Keys:   []GeneratedKey{{Key: "kratos-password"}},
			Place:  file + ":75",
		}},
		Policies: Policies{
			Paths: []string{"my-policies"},
			Data:  []string{"data/teams.json"},
			Waivers: []Waiver{{
				Rule: "workload/read-only-root",
				Kind: "Deployment", Namespace: "hash-system", Name: "hash-api",
				Container:    "api",
				Path:         "spec.template",
				Environments: []string{"local"},
				Reason:       "writes its cache to disk",
				Owner:        "team-api",
				Ticket:       "HASH-12",
				Expires:      time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC),
				Place:        file + ":81",
			}, {
				Rule:    "image/*",
				Name:    "web-*",
				Reason:  "built here",
				Owner:   "team-web",
				Expires: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC),
				Place:   filepath.Join(dir, "waivers/team.yaml") + ":2",
			}, {
				Rule:         "own/thing",
				Environments: []string{"local"},
				Reason:       "a rule of our own",
				Owner:        "team-web",
				Expires:      time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC),
				Place:        filepath.Join(dir, "waivers/team.yaml") + ":7",
			}},
		},
	}
}

func selects(t *testing.T, text string) labels.Selector {
	t.Helper()
	s, err := labels.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sameSelector(a, b labels.Selector) bool {
	return a == nil && b == nil || a != nil && b != nil && a.String() == b.String()
}

// The smallest file is enough, and shows every default.
func TestParseDefaults(t *testing.T) {
	got, err := Parse([]byte(head), FileName, t.TempDir(), known)
	if err != nil {
		t.Fatal(err)
	}
	if got.Hooks != HooksLeave || got.Checksums != ChecksumsInjected {
		t.Errorf("hooks %q, checksums %q", got.Hooks, got.Checksums)
	}
	if want := (Release{Name: "release", Namespace: "default"}); got.Release != want {
		t.Errorf("release %v, want %v", got.Release, want)
	}
	if got := got.Environments[0].KubeVersion(); got != "1.34" {
		t.Errorf("Kubernetes version %s", got)
	}
}

// An alias stands for its value wherever the reader looks ahead.
func TestParseAliases(t *testing.T) {
	const file = `apiVersion: post.hash.dev/v1
kind: Project
policies: {paths: &paths [my-policies], data: []}
environments: {a: &a {overlays: &none [], policies: {enable: [main]}}, b: *a}
secrets: [{secret: s, keys: {A: a}, into: {selector: a=b}, environments: [b]}]
`
	p, err := Parse([]byte(file), FileName, filepath.Join("testdata", "good"), known)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := p.Environment("b"); err != nil || b == p.Environments[0] || !b.Policies.Runs("main", false) {
		t.Errorf("environment b: %+v, %v", b, err)
	}
	moved := strings.Replace(file, "policies: {paths: &paths [my-policies], data: []}\n", "", 1) +
		"policies: {data: &d [data/teams.json], paths: *d}\n"
	if _, err := Parse([]byte(moved), FileName, filepath.Join("testdata", "good"), known); err != nil {
		t.Errorf("policies by an alias: %v", err)
	}
}

func TestReleaseNameFollowsChart(t *testing.T) {
	for chart, want := range map[string]string{"": "release", "charts/hash": "hash", ".": "release", "My_Chart": "release"} {
		if got := releaseName(chart); got != want {
			t.Errorf("chart %q: %q, want %q", chart, got, want)
		}
	}
}

func TestLoadUnreadable(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(filepath.Join(dir, FileName), known); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := Load(dir, known); err == nil {
		t.Error("a directory was read")
	}
	large := filepath.Join(dir, "large.yaml")
	write(t, large, head+"#"+strings.Repeat("x", maxSize))
	if _, err := Load(large, known); err == nil || err.Error() != large+" is larger than 1048576 bytes" {
		t.Errorf("large file: %v", err)
	}
}

func TestEnvironment(t *testing.T) {
	p, err := Load(filepath.Join("testdata", "good", FileName), known)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := p.Environment("local"); err != nil || e.Name != "local" {
		t.Errorf("local: %v, %v", e, err)
	}
	for name, want := range map[string]string{
		"prod": `unknown environment "prod": testdata/good/hash.yaml has production, local, staging, azure; did you mean "production"?`,
		"x":    `unknown environment "x": testdata/good/hash.yaml has production, local, staging, azure`,
	} {
		if _, err := p.Environment(name); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FuzzLoad holds that no file makes the reader panic, and that what it accepts is complete.
func FuzzLoad(f *testing.F) {
	dir := filepath.Join("testdata", "good")
	good, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	for _, c := range badFiles() {
		f.Add([]byte(c.file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data, FileName, dir, known)
		if err != nil {
			return
		}
		for _, missing := range incomplete(p) {
			t.Errorf("%s: %+v", missing, p)
		}
	})
}

// incomplete names what no accepted file may lack.
func incomplete(p *Project) []string {
	var missing []string
	needs := func(there bool, what string) {
		if !there {
			missing = append(missing, what)
		}
	}
	needs(p.Release.Name != "" && p.Release.Namespace != "", "release")
	needs(len(p.Environments) > 0, "environments")
	for _, e := range p.Environments {
		needs(e.Name != "" && len(e.KubeVersions) > 0 && e.Policies.Profile != "", "environment "+e.Name)
	}
	for _, s := range p.Env {
		needs(s.Into.Selector != nil && !s.Into.Selector.Empty() && len(s.Into.Containers) > 0, s.Place)
		needs((s.Mode == EnvKeys) == (len(s.Keys) > 0), s.Place)
	}
	for _, s := range p.Secrets {
		needs(s.Into.Selector != nil && len(s.Keys) > 0 && s.Secret != "", s.Place)
	}
	for _, w := range p.Policies.Waivers {
		needs(w.Owner != "" && w.Reason != "" && w.Rule != "" && !w.Expires.IsZero(), w.Place)
	}
	return missing
}
