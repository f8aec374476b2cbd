package hoist

import (
	"cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// survey is what all releases say, container by container and variable by variable.
type survey struct {
	project  *config.Project
	pods     []pod
	present  map[Container]map[string]int // in how many releases of an environment it is
	uses     map[string]map[Container]*use
	occupied map[string]bool // names of ConfigMaps
}

// pod is a workload in one release.
type pod struct {
	environment string
	workload    manifest.ID
	labels      map[string]string
	containers  []string // that a stanza can reach
	hook        bool
	fixed       bool // Kubernetes refuses a change of the template
}

// use is how a container defines a variable literally.
type use struct {
	values  map[string]string // by environment
	counts  map[string]int    // in how many releases of the environment
	held    map[string]string // by environment: the ConfigMap of a stanza that holds it already
	secret  bool
	outcome Outcome
}

// free reports whether the variable may move out of the container.
func (u *use) free() bool { return u.outcome.Reason == "" && len(u.held) == 0 }

// refuse notes why the variable has to stay; the first reason counts.
func (u *use) refuse(reason string) { u.outcome.Reason = cmp.Or(u.outcome.Reason, reason) }

func newSurvey(in Input) *survey {
	s := &survey{
		project:  in.Project,
		present:  map[Container]map[string]int{},
		uses:     map[string]map[Container]*use{},
		occupied: map[string]bool{},
	}
	for _, r := range in.Releases {
		s.read(in, r)
	}
	s.settle()
	s.occupy(in)
	return s
}

// occupy notes the names of ConfigMaps that are there already, made by whom they may.
func (s *survey) occupy(in Input) {
	for _, e := range in.Project.Env {
		s.occupied[e.ConfigMap] = true
	}
	for _, e := range in.Project.Existing {
		s.occupied[e.Name] = s.occupied[e.Name] || e.Kind == environ.ConfigMap
	}
	for _, release := range in.Releases {
		for _, set := range []*manifest.Set{release.Chart, release.Installed} {
			for r := range set.All() {
				s.occupied[r.ID().Name] = s.occupied[r.ID().Name] || r.ID().Kind == environ.ConfigMap
			}
		}
	}
}

// read takes in one release.
func (s *survey) read(in Input, release Release) {
	reader := newReader(in, release)
	for r := range release.Chart.All() {
		if r.Annotations()[config.OptOutAnnotation] == "false" {
			continue
		}
		for t := range in.Kinds.PodTemplates(r) {
			p := pod{environment: release.Environment, workload: in.workload(r), labels: r.Labels(), hook: r.Hook(), fixed: fixed(r.ID())}
			s.pods = append(s.pods, s.readPod(reader, p, r, t))
		}
	}
}

// fixed reports whether an upgrade cannot change the pods of such a resource.
func fixed(id manifest.ID) bool {
	return id.Kind == "Pod" && id.Group() == "" || id.Kind == "Job" && id.Group() == "batch"
}

// readPod gives the pod with the containers of its template, and notes what they define.
func (s *survey) readPod(reader reader, p pod, r *manifest.Resource, t manifest.PodTemplate) pod {
	for c := range t.Containers() {
		if c.Name == "" || containerOptedOut(t, c.Name) {
			continue
		}
		p.containers = append(p.containers, c.Name)
		if !p.hook && !c.Ephemeral {
			s.define(p, c.Name, reader.literals(r, t, c))
		}
	}
	return p
}

// define notes the literal variables of a container.
func (s *survey) define(p pod, name string, literals []literal) {
	c := Container{p.workload, name}
	if s.present[c] == nil {
		s.present[c] = map[string]int{}
	}
	s.present[c][p.environment]++
	for _, l := range literals {
		u := s.use(l.name, c)
		if before, known := u.values[p.environment]; known && before != l.value {
			u.refuse("has another value under another Kubernetes version")
		}
		u.values[p.environment] = l.value
		u.counts[p.environment]++
		if l.held != "" {
			u.held[p.environment] = l.held
		}
		u.secret = u.secret || l.secret
		u.refuse(l.reason)
		switch {
		case p.workload.Namespace != "":
			u.refuse("the workload is in another namespace than the ConfigMap would be")
		case p.fixed:
			u.refuse("the variables of a " + p.workload.Kind + " that is installed cannot change")
		}
	}
}

func (s *survey) use(variable string, c Container) *use {
	if s.uses[variable] == nil {
		s.uses[variable] = map[Container]*use{}
	}
	u := s.uses[variable][c]
	if u == nil {
		u = &use{values: map[string]string{}, counts: map[string]int{}, held: map[string]string{}}
		s.uses[variable][c] = u
	}
	return u
}

// settle looks for what only shows when all releases have been read.
func (s *survey) settle() {
	for _, users := range s.uses {
		for c, u := range users {
			for environment, count := range u.counts {
				if count < s.present[c][environment] {
					u.refuse("is not there under every Kubernetes version")
				}
			}
		}
	}
}
