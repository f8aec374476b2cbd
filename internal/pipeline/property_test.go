package pipeline_test

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// overlaysOfEnvironments are what an overlay may do to the variables of a Deployment.
var overlaysOfEnvironments = map[string]string{
	"nothing":         "",
	"labels":          "labels: [{pairs: {new: x}, includeTemplates: true}]",
	"prefix":          "namePrefix: new-",
	"another envFrom": `patches: [{target: {kind: Deployment}, patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/envFrom", "value": [{"configMapRef": {"name": "own"}}]}]'}]`,
	"another env":     `patches: [{target: {kind: Deployment}, patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/env", "value": [{"name": "NEW", "value": "x"}]}]'}]`,
	"a Secret":        `patches: [{target: {kind: Deployment}, patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/envFrom", "value": [{"secretRef": {"name": "unknown"}}]}]'}]`,
}

// TestOverlaysAndLiterals shares the literals of the streams that inject and hoist are tested with, and holds
// that no container gets another value for a variable than by the overlay alone, unless it is refused.
func TestOverlaysAndLiterals(t *testing.T) {
	t.Parallel()
	var names []string
	for _, pattern := range []string{"../inject/testdata/*.txtar", "../hoist/testdata/*.txtar"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	for title, overlay := range overlaysOfEnvironments {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			p := overlaid{environment: "environments: {local: {overlays: [over], policies: {profile: none}}}\n", kustomization: "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n" + overlay + "\n"}
			compared := 0
			for _, name := range names {
				for _, stream := range streamsIn(t, name) {
					if p.hold(t, stream) {
						compared++
					}
				}
			}
			if compared < 10 {
				t.Errorf("only %d streams were compared", compared)
			}
		})
	}
}

// overlaid is a project with an overlay.
type overlaid struct{ environment, kustomization string }

// hold compares a release without stanzas and with some; it is false where one is refused.
func (p overlaid) hold(t *testing.T, stream string) bool {
	t.Helper()
	set := read(t, stream)
	release := func(stanzas string) (*config.Project, *manifest.Set, error) {
		project := load(t, p.environment+stanzas, "over/kustomization.yaml", p.kustomization)
		result, err := prepare(t, project).Run(t.Context(), pipeline.Release{Resources: set})
		if err != nil {
			return nil, nil, err
		}
		return project, result.Resources, nil
	}
	_, before, err := release("")
	if err != nil {
		return false
	}
	project, after, err := release(sharingLiterals(t, set))
	if err != nil {
		return false
	}
	holdEnvironments(t, project, before, after)
	return true
}

// streamsIn gives the streams of a case that are complete releases.
func streamsIn(t *testing.T, name string) []string {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range archive.Files {
		_, err := manifest.Read(strings.NewReader(string(file.Data)), file.Name)
		if (file.Name == "in.yaml" || file.Name == "local.yaml") && err == nil {
			found = append(found, string(file.Data))
		}
	}
	return found
}

// sharingLiterals gives stanzas that share every literal of a stream with all containers: the half of them by
// envFrom, and the rest key by key.
func sharingLiterals(t *testing.T, s *manifest.Set) string {
	t.Helper()
	data := map[string]map[string]string{"envFrom": {}, "keys": {}}
	for c := range environ.Containers(s, manifest.BuiltinKinds()) {
		env, _ := c.Object["env"].([]any)
		for _, entry := range env {
			fields, _ := entry.(map[string]any)
			name, _ := fields["name"].(string)
			value, isText := fields["value"].(string)
			if mode := []string{"envFrom", "keys"}[len(name)%2]; isText && environ.ValidName(name) {
				data[mode][name] = value
			}
		}
	}
	var stanzas []any
	for _, mode := range slices.Sorted(maps.Keys(data)) {
		if len(data[mode]) == 0 {
			continue
		}
		stanza := map[string]any{
			"configMap": "literals-" + strings.ToLower(mode), "mode": mode, "data": data[mode],
			"into": map[string]any{"selector": "app!=other"}, "optional": true,
		}
		if mode == "keys" {
			stanza["keys"] = slices.Sorted(maps.Keys(data[mode]))
		}
		stanzas = append(stanzas, stanza)
	}
	text, err := json.Marshal(stanzas)
	if err != nil {
		t.Fatal(err)
	}
	if stanzas == nil {
		return ""
	}
	return "env: " + string(text) + "\n"
}

// holdEnvironments holds that no variable is lost, or has another value, but for those that hold a $(NAME)
// which nothing set before.
func holdEnvironments(t *testing.T, p *config.Project, before, after *manifest.Set) {
	t.Helper()
	was, is := environ.Collect(before, p.Release.Namespace), environ.Collect(after, p.Release.Namespace)
	next := slices.Collect(environ.Containers(after, pipeline.Kinds(p)))
	for i, c := range slices.Collect(environ.Containers(before, pipeline.Kinds(p))) {
		now := next[i]
		for _, d := range environ.Differences(was.Of(c.Workload, c.Template, c.Container), is.Of(now.Workload, now.Template, now.Container)) {
			if d.Before != nil && (d.After == nil || !d.Before.Value.Equal(d.After.Value)) && !strings.Contains(d.Before.Value.String(), "$(") {
				t.Errorf("%s, container %s: %s", c.Workload.ID(), c.Name, d)
			}
		}
	}
}
