package finding_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestFingerprintIsAContract holds the very value: baselines and code scanners keep it.
func TestFingerprintIsAContract(t *testing.T) {
	t.Parallel()
	const want = "e8666c23e8c5812fd5a035d4487bed95"
	if got := replicas(nil).Fingerprint(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	inContainer := func(position int, container string) finding.Finding {
		return replicas(func(f *finding.Finding) {
			f.Path = manifest.Path{"spec", "template", "spec", "containers", position, "env", 0}
			f.Container = container
		})
	}
	vary := func(change func(*finding.Finding)) [2]finding.Finding {
		return [2]finding.Finding{replicas(nil), replicas(change)}
	}
	for name, pair := range map[string][2]finding.Finding{
		"message":               vary(func(f *finding.Finding) { f.Message = "other" }),
		"fix":                   vary(func(f *finding.Finding) { f.Fix = "other" }),
		"severity":              vary(func(f *finding.Finding) { f.Severity = finding.Info }),
		"place":                 vary(func(f *finding.Finding) { f.Source = manifest.Source{} }),
		"API version":           vary(func(f *finding.Finding) { f.Resource.APIVersion = "apps/v2" }),
		"Kubernetes versions":   vary(func(f *finding.Finding) { f.KubeVersions = []string{"1.34"} }),
		"position of container": {inContainer(0, "api"), inContainer(2, "api")},
	} {
		if pair[0].Fingerprint() != pair[1].Fingerprint() {
			t.Errorf("%s changes the fingerprint", name)
		}
	}
	for name, pair := range map[string][2]finding.Finding{
		"rule":       vary(func(f *finding.Finding) { f.Rule = "workload/probes" }),
		"rule name":  vary(func(f *finding.Finding) { f.RuleName = "x" }),
		"group":      vary(func(f *finding.Finding) { f.Resource.APIVersion = "v1" }),
		"kind":       vary(func(f *finding.Finding) { f.Resource.Kind = "StatefulSet" }),
		"namespace":  vary(func(f *finding.Finding) { f.Resource.Namespace = "" }),
		"name":       vary(func(f *finding.Finding) { f.Resource.Name = "hash-graph" }),
		"path":       vary(func(f *finding.Finding) { f.Path = nil }),
		"named path": vary(func(f *finding.Finding) { f.NamedPath = "spec.x" }),
		"container":  {inContainer(0, "api"), inContainer(0, "web")},
		"no container": {
			replicas(func(f *finding.Finding) { f.Path = manifest.Path{"spec", "containers", 0} }),
			replicas(func(f *finding.Finding) { f.Path = manifest.Path{"spec", "containers", 1} }),
		},
	} {
		if pair[0].Fingerprint() == pair[1].Fingerprint() {
			t.Errorf("%s does not change the fingerprint", name)
		}
	}
}

func TestFingerprintLeavesThePathAlone(t *testing.T) {
	t.Parallel()
	f := replicas(func(f *finding.Finding) {
		f.Path, f.Container = manifest.Path{"containers", 0}, "api"
	})
	_ = f.Fingerprint()
	if got := f.Path.String(); got != "containers[0]" {
		t.Errorf("the path became %s", got)
	}
}

func TestNamedPath(t *testing.T) {
	t.Parallel()
	object := map[string]any{"spec": map[string]any{
		"containers": []any{map[string]any{
			"name": "api",
			"args": []any{"--fast"},
			"env":  []any{map[string]any{"name": "A"}, map[string]any{"name": "LOG_LEVEL"}},
		}},
	}}
	for _, c := range []struct {
		path manifest.Path
		want string
	}{
		{nil, ""},
		{manifest.Path{"spec", "replicas"}, "spec.replicas"},
		{manifest.Path{"spec", "containers", 0, "env", 1, "value"}, "spec.containers.api.env.LOG_LEVEL.value"},
		{manifest.Path{"spec", "containers", 0, "args", 0}, "spec.containers.api.args[0]"},
		{manifest.Path{"spec", "containers", 7, "env", 1}, "spec.containers[7].env[1]"},
	} {
		if got := finding.NamedPath(c.path, object); got != c.want {
			t.Errorf("%s: got %s, want %s", c.path, got, c.want)
		}
	}
}
