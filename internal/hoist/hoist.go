// Package hoist finds the variables that the workloads of a release repeat, and works out which shared
// ConfigMaps could hold them.
//
// It hides when a variable may move without a container noticing, which labels tell the workloads that
// share it from all others, what the ConfigMaps are called, and the text of the stanzas. It reads no
// file and writes none, and it never trusts itself: [Compare] looks for what a proposal would change.
package hoist

import (
	"regexp"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Release is what a chart gives in one environment and under one Kubernetes version.
type Release struct {
	Environment string
	KubeVersion string
	Chart       *manifest.Set // as rendered
	Judged                    // as the pipeline makes it now
}

// Judged is a release as it would be installed, and what was found in it.
type Judged struct {
	Installed *manifest.Set
	Findings  []finding.Finding
}

// Input is what to look for repetitions in.
type Input struct {
	Project  *config.Project
	Name     string // what the names of new ConfigMaps begin with
	Kinds    manifest.Kinds
	Releases []Release // of all environments and Kubernetes versions, in the order of the project
}

// Container is a container of a workload: the same one in all releases.
type Container struct {
	Workload manifest.ID // without its API version, and without the namespace of the release
	Name     string
}

// String names the container to people: "Deployment api/server".
func (c Container) String() string { return c.Workload.String() + "/" + c.Name }

// Proposal is what can be shared, and what was found repeated.
type Proposal struct {
	Groups      []Group
	Repetitions []Repetition
}

// Group is a set of variables that the same containers share. One ConfigMap can hold them.
type Group struct {
	ConfigMap    string
	Targets      []Target // together they mean the containers, and no others
	Containers   []Container
	Variables    []Variable // in the order of their names
	Environments []string   // in which there is anything to hold, in the order of the project
	// Definitions is how many variables of containers it makes superfluous, by environment.
	Definitions map[string]int
}

// Target is the into of a stanza.
type Target struct {
	Selector   string
	Containers []string // empty: all
}

// Variable is one key of a group's ConfigMap.
type Variable struct {
	Name   string
	Values map[string]string // by environment
}

// Repetition is a variable that several workloads define literally with the same value, and what
// becomes of it in some of their containers.
type Repetition struct {
	Variable     string
	Value        string
	Secret       bool     // the value looks like a credential: it must not be shown
	Environments []string // in which it is so, in the order of the project
	Containers   []Container
	Outcome
}

// Outcome is what becomes of a repeated variable: a ConfigMap holds it, or the reason why none can.
type Outcome struct {
	ConfigMap string
	New       bool // the ConfigMap is one of the proposal
	Reason    string
}

// Propose finds what the workloads repeat and groups it. It leaves hooks alone and lets no stanza mean one,
// as well as workloads and containers that want no injection.
func Propose(in Input) Proposal {
	s := newSurvey(in)
	groups := s.reachable(s.groups())
	s.name(groups, in.Name)
	return Proposal{Groups: groups, Repetitions: s.repetitions(groups)}
}

// Holds reports whether a value holds a name, such as that of the release: under another name hash-post
// leaves the variable to the chart.
func (v Variable) Holds(name string) bool {
	word := regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(name) + `($|[^A-Za-z0-9])`)
	for _, value := range v.Values {
		if word.MatchString(value) {
			return true
		}
	}
	return false
}

// Without gives the proposal without one of its groups, and notes the reason.
func (p Proposal) Without(configMap, reason string) Proposal {
	next := Proposal{Repetitions: slices.Clone(p.Repetitions)}
	next.Groups = slices.DeleteFunc(slices.Clone(p.Groups), func(g Group) bool { return g.ConfigMap == configMap })
	for i, r := range next.Repetitions {
		if r.New && r.ConfigMap == configMap {
			next.Repetitions[i].Outcome = Outcome{Reason: reason}
		}
	}
	return next
}

// Answers reports whether the group could be at fault.
func (g Group) Answers(f Fault) bool {
	return slices.ContainsFunc(g.Containers, func(c Container) bool {
		return c.Workload == f.Container.Workload && (f.Container.Name == "" || f.Container.Name == c.Name)
	}) && (f.Variable == "" || slices.ContainsFunc(g.Variables, func(v Variable) bool { return v.Name == f.Variable }))
}
