package pipeline

import (
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
)

func waiversOf(p *config.Project) []finding.Waiver {
	waivers := make([]finding.Waiver, len(p.Policies.Waivers))
	for i, w := range p.Policies.Waivers {
		waivers[i] = finding.Waiver(w)
	}
	return waivers
}
