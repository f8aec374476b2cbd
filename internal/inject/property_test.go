package inject_test

import (
	"encoding/json"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/inject"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// everywhere has a stanza of each form for every workload whose name has no "other" in its labels.
const everywhere = `
apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {secretStore: {provider: csi, csi: {provider: vault, parameters: {roleName: hash}}}}}
hooks: leave
checksums: all
env:
- configMap: hash-test-made
  prefix: MADE_
  data: {A: "1", B: "$(A)"}
  into: {selector: "app!=other"}
- configMap: hash-test-keyed
  mode: keys
  keys: {k: HASH_TEST_KEYED}
  into: {selector: "app!=other"}
- configMap: hash-test-there
  into: {selector: "app!=other", containers: ["[a-m]*"]}
secrets:
- secret: hash-test
  keys: {PASSWORD: p, HASH_TEST_USER: u}
  into: {selector: "app!=other"}
existing:
- {configMap: hash-test-there}
- {configMap: hash-test-keyed, keys: [k]}
`

// TestCorpus runs both stages over every stream that the tests of the other packages have.
func TestCorpus(t *testing.T) {
	t.Parallel()
	project := parse(t, everywhere)
	in := injectorOf(project)
	files, err := filepath.Glob("../*/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	injected := 0
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			stream := string(file.Data)
			set, err := manifest.Read(strings.NewReader(stream), file.Name)
			if path.Ext(file.Name) != ".yaml" || err != nil {
				continue
			}
			result, _, err := stages(t, in, set)
			if err != nil {
				continue // such as a pod of duplicate keys, which no stage can edit
			}
			injected++
			holdContract(t, in, stream, set, result)
			holdEnvironments(t, project, set, result)
		}
	}
	if injected < 100 {
		t.Errorf("only %d streams could be injected into", injected)
	}
}

// TestCorpusLiterals shares the literals of every such stream itself, so that they are dropped wherever it
// repeats one.
func TestCorpusLiterals(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../*/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dropped := 0
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			set, err := manifest.Read(strings.NewReader(string(file.Data)), file.Name)
			if path.Ext(file.Name) != ".yaml" || err != nil {
				continue
			}
			project := parse(t, sharingLiterals(t, set))
			in := injectorOf(project)
			result, _, err := stages(t, in, set)
			if err != nil {
				continue
			}
			holdContract(t, in, string(file.Data), set, result)
			holdEnvironments(t, project, set, result)
			dropped += literalsIn(set) - literalsIn(result)
		}
	}
	if dropped < 100 {
		t.Errorf("only %d literals were dropped", dropped)
	}
}

// sharingLiterals gives a hash.yaml that shares every literal of a stream with all containers: the half of
// them by envFrom, and the rest key by key.
func sharingLiterals(t *testing.T, s *manifest.Set) string {
	t.Helper()
	data := []map[string]string{{}, {}}
	for c := range environ.Containers(s, manifest.BuiltinKinds()) {
		for _, entry := range list(c.Object, "env") {
			name, _ := entry["name"].(string)
			value, isText := entry["value"].(string)
			if half := data[len(name)%2]; isText && environ.ValidName(name) && !strings.ContainsRune(value, 0) {
				half[name] = value
			}
		}
	}
	project := map[string]any{
		"apiVersion": "post.hash.dev/v1", "kind": "Project", "environments": map[string]any{"local": map[string]any{}},
		"hooks": "process",
	}
	into := map[string]any{"selector": "app!=other"}
	var stanzas []any
	if len(data[0]) > 0 {
		stanzas = append(stanzas, map[string]any{"configMap": "hash-test-whole", "data": data[0], "into": into})
	}
	if len(data[1]) > 0 {
		keys := slices.Sorted(maps.Keys(data[1]))
		stanzas = append(stanzas, map[string]any{"configMap": "hash-test-keyed", "mode": "keys", "keys": keys, "data": data[1], "into": into})
	}
	if stanzas != nil {
		project["env"] = stanzas
	}
	text, err := json.Marshal(project)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func literalsIn(s *manifest.Set) int {
	n := 0
	for c := range environ.Containers(s, manifest.BuiltinKinds()) {
		for _, entry := range list(c.Object, "env") {
			if entry["valueFrom"] == nil {
				n++
			}
		}
	}
	return n
}

// TestGoldenEnvironments holds the same for the cases of this package, each with its own hash.yaml.
func TestGoldenEnvironments(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := map[string]string{}
		for _, file := range archive.Files {
			text[file.Name] = string(file.Data)
		}
		project, err := config.Parse([]byte(text["hash.yaml"]), "hash.yaml", t.TempDir(), config.Known{Profiles: finding.EveryProfile()})
		if err != nil {
			continue // it has files
		}
		set := read(t, text["in.yaml"])
		if result, _, err := stages(t, injectorOf(project), set); err == nil {
			holdEnvironments(t, project, set, result)
		}
	}
}

func parse(t testing.TB, hashYAML string) *config.Project {
	t.Helper()
	project, err := config.Parse([]byte(hashYAML), "hash.yaml", t.TempDir(), config.Known{Profiles: finding.EveryProfile()})
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func injectorOf(p *config.Project) *inject.Injector {
	return inject.New(inject.Options{Project: p, Environment: p.Environments[0], Kinds: kindsOf(p)})
}

// holdEnvironments holds that containers which no stanza selects get what they got before, and that the
// others, hooks apart, lose no variable and get no other value for one that the chart set. A hook can
// have a ConfigMap of the same name as the release.
func holdEnvironments(t *testing.T, p *config.Project, before, after *manifest.Set) {
	t.Helper()
	kinds := kindsOf(p)
	was := slices.Collect(environ.Containers(before, kinds))
	is := slices.Collect(environ.Containers(after, kinds))
	if len(was) != len(is) {
		t.Fatalf("%d containers became %d", len(was), len(is))
	}
	objects := environ.Collect(after, p.Release.Namespace) // with what hash.yaml adds: it may be what was missing
	for i, c := range was {
		selected := selectedBy(p, c)
		for _, d := range environ.Differences(
			objects.Of(c.Workload, c.Template, c.Container),
			objects.Of(is[i].Workload, is[i].Template, is[i].Container),
		) {
			if !selected || !mayDiffer(p, d) && !c.Workload.Hook() {
				t.Errorf("%s, container %s: %s", c.Workload.ID(), c.Name, d)
			}
		}
	}
}

// mayDiffer reports whether a selected container may get a variable otherwise: new ones, secrets, what
// is made of them, and values that only the cluster can tell.
func mayDiffer(p *config.Project, d environ.Difference) bool {
	switch {
	case d.Before == nil || isSecret(p, d.Name):
		return true
	case d.After == nil:
		return false
	}
	return d.Before.Value.Equal(d.After.Value) || strings.Contains(d.Before.Value.String(), "$(")
}

func isSecret(p *config.Project, variable string) bool {
	return slices.ContainsFunc(p.Secrets, func(s config.SecretReference) bool {
		return slices.ContainsFunc(s.Keys, func(k config.KeyName) bool { return k.Variable == variable })
	})
}

// selectedBy reports whether a stanza of the first environment selects a container.
func selectedBy(p *config.Project, c environ.Container) bool {
	if p.Hooks == config.HooksLeave && c.Workload.Hook() || c.Workload.Annotations()["post.hash.dev/inject"] == "false" {
		return false
	}
	annotation := manifest.Path{"metadata", "annotations", "post.hash.dev/inject." + c.Name}
	if value, _ := annotation.Lookup(c.Template.Object); value == "false" {
		return false
	}
	fits := func(environments []string, into config.Target) bool {
		return config.AppliesTo(environments, p.Environments[0].Name) &&
			into.Selector.Matches(labels.Set(c.Workload.Labels())) &&
			slices.ContainsFunc(into.Containers, func(glob string) bool {
				matched, err := path.Match(glob, c.Name)
				return matched && err == nil
			})
	}
	return slices.ContainsFunc(p.Env, func(s config.SharedEnv) bool { return fits(s.Environments, s.Into) }) ||
		slices.ContainsFunc(p.Secrets, func(s config.SecretReference) bool { return fits(s.Environments, s.Into) })
}
