package hoist_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestGolden runs each case of testdata: hash.yaml and the rendered release of each environment, such as
// local.yaml, give want.txt and want.yaml. What is installed is the same, unless local.installed.yaml
// says otherwise; local.more.yaml is the release under another Kubernetes version.
func TestGolden(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		in := inputOf(t, c)
		proposal := hoist.Propose(in)
		c.Want("want.txt", printed(proposal))
		if len(proposal.Groups) == 0 {
			return
		}
		text, err := hoist.Write([]byte(c.Text("hash.yaml")), "hash.yaml", proposal.Groups, names(in.Project))
		if err != nil {
			t.Fatal(err)
		}
		c.Want("want.yaml", string(text))
		holdStanzas(t, project(t, string(text)), proposal)
	})
}

func inputOf(t *testing.T, c *golden.Case) hoist.Input {
	t.Helper()
	in := hoist.Input{Project: project(t, c.Text("hash.yaml")), Name: "shop", Kinds: manifest.BuiltinKinds()}
	for _, e := range in.Project.Environments {
		for _, name := range []string{e.Name, e.Name + ".more"} {
			if name != e.Name && !c.Has(name+".yaml") {
				continue
			}
			r := hoist.Release{Environment: e.Name, Chart: read(t, c.Text(name+".yaml"))}
			r.Installed = r.Chart
			if c.Has(name + ".installed.yaml") {
				r.Installed = installed(t, r.Chart, c.Text(name+".installed.yaml"))
			}
			in.Releases = append(in.Releases, r)
		}
	}
	return in
}

// installed gives the set with the resources of a text in place of those with the same ID.
func installed(t *testing.T, s *manifest.Set, text string) *manifest.Set {
	t.Helper()
	for r := range read(t, text).All() {
		known := s.Find(r.ID())
		if len(known) == 0 {
			s = s.With(manifest.New(r.Object(), r.Source()))
			continue
		}
		edited, err := known[0].Edit()
		if err != nil {
			t.Fatal(err)
		}
		clear(edited.Object())
		maps.Copy(edited.Object(), r.Object())
		s = s.With(edited)
	}
	return s
}

func project(t *testing.T, text string) *config.Project {
	t.Helper()
	p, err := config.Parse([]byte(text), "hash.yaml", t.TempDir(), config.Known{Profiles: []string{"baseline"}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t *testing.T, text string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(text), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func names(p *config.Project) []string {
	var names []string
	for _, e := range p.Environments {
		names = append(names, e.Name)
	}
	return names
}

// holdStanzas compares what config reads with what was proposed.
func holdStanzas(t *testing.T, p *config.Project, proposal hoist.Proposal) {
	t.Helper()
	for _, g := range proposal.Groups {
		for _, e := range g.Environments {
			want := map[string]string{}
			for _, v := range g.Variables {
				if value, ok := v.Values[e]; ok {
					want[v.Name] = value
				}
			}
			if got := dataOf(p, g.ConfigMap, e); !maps.Equal(want, got) {
				t.Errorf("%s in %s: hash.yaml says %v, want %v", g.ConfigMap, e, got, want)
			}
		}
	}
}

// dataOf is what the stanzas give a ConfigMap in an environment.
func dataOf(p *config.Project, configMap, environment string) map[string]string {
	data := map[string]string{}
	for _, stanza := range p.Env {
		if stanza.ConfigMap == configMap && config.AppliesTo(stanza.Environments, environment) {
			maps.Copy(data, stanza.Data)
			maps.Copy(data, stanza.DataFor[environment])
		}
	}
	return data
}

func printed(p hoist.Proposal) string {
	var b strings.Builder
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "%s in %v\n", g.ConfigMap, g.Environments)
		for _, t := range g.Targets {
			fmt.Fprintf(&b, "  into %s %v\n", t.Selector, t.Containers)
		}
		for _, v := range g.Variables {
			fmt.Fprintf(&b, "  %s", v.Name)
			for _, e := range slices.Sorted(maps.Keys(v.Values)) {
				fmt.Fprintf(&b, " %s=%q", e, v.Values[e])
			}
			b.WriteString("\n")
		}
	}
	for _, r := range p.Repetitions {
		outcome := r.Reason
		if r.New {
			outcome = "new " + r.ConfigMap
		} else if r.ConfigMap != "" {
			outcome = r.ConfigMap
		}
		fmt.Fprintf(&b, "%s=%q of %v in %v: %s\n", r.Variable, r.Value, r.Containers, r.Environments, outcome)
	}
	return b.String()
}
