package cli

import (
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
)

// places names the files in which variables are set, as reports name those of findings.
type places struct {
	project *config.Project
	known   map[manifest.Source]manifest.Source
}

func newPlaces(p *config.Project) *places {
	return &places{project: p, known: map[manifest.Source]manifest.Source{}}
}

// value is where the value of a variable stands; the zero Source where it stands in no file.
func (p *places) value(c component, v environ.Variable) manifest.Source {
	if v.Holder != nil {
		return p.located(v.Holder.Origin(v.HolderPath))
	}
	return p.entry(c, v.Entry)
}

// entry is where the entry of env or envFrom at path was written.
func (p *places) entry(c component, path manifest.Path) manifest.Source {
	if len(path) == 0 {
		return manifest.Source{}
	}
	return p.located(c.workload.Origin(path))
}

// of says where the value stands, and where the container takes it if that is elsewhere.
func (p *places) of(c component, v environ.Variable) string {
	value, entry := p.value(c, v), p.entry(c, v.Entry)
	if entry.String() == "" || entry.String() == value.String() {
		return value.String()
	}
	return value.String() + " via " + entry.String()
}

func (p *places) located(s manifest.Source) manifest.Source {
	if found, ok := p.known[s]; ok {
		return found
	}
	p.known[s] = program.RelocateSource(s, p.project)
	return p.known[s]
}
