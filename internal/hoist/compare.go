package hoist

import (
	"github.com/hashintel/helm-hash/internal/finding"
)

// Proof is the comparison of releases as they would be installed, without a proposal and with it.
type Proof struct {
	Releases   int
	Containers int // whose variables were compared
	ConfigMaps int // that are new
	Checksums  int // of pod templates, that are new or others
	Faults     []Fault
}

// Fault is something that must not change, and would.
type Fault struct {
	Environment string
	Container   Container // its name is empty where something else of the workload would change
	Variable    string    // empty where something else would change
	Reason      string
}

// String says what would change, and where.
func (f Fault) String() string {
	place := f.Container.Workload.String()
	if f.Container.Name != "" {
		place = f.Container.String()
	}
	return "in " + f.Environment + ", " + place + ": " + f.Reason
}

// Compare looks for everything that a proposal changes besides what it is for, and for what policies find
// only with it. After goes along with the releases of the input.
func Compare(in Input, after []Judged) Proof {
	p := Proof{Releases: len(after)}
	for i, release := range in.Releases {
		c := comparison{
			in:          in,
			environment: release.Environment,
			before:      in.collect(release.Installed, release.KubeVersion),
			after:       in.collect(after[i].Installed, release.KubeVersion),
		}
		p.add(c.sets(release.Installed, after[i].Installed))
	}
	for i, release := range in.Releases {
		p.Faults = append(p.Faults, in.newFaults(release, after[i].Findings)...)
	}
	return p
}

func (p *Proof) add(other Proof) {
	p.Containers += other.Containers
	p.ConfigMaps += other.ConfigMaps
	p.Checksums += other.Checksums
	p.Faults = append(p.Faults, other.Faults...)
}

// newFaults are warnings and errors of policies that there were not before.
func (in Input) newFaults(before Release, after []finding.Finding) []Fault {
	known := map[string]int{}
	for _, f := range before.Findings {
		known[f.Fingerprint()]++
	}
	var faults []Fault
	for _, f := range after {
		if known[f.Fingerprint()]--; f.Severity == finding.Info || known[f.Fingerprint()] >= 0 {
			continue
		}
		faults = append(faults, Fault{
			Environment: before.Environment,
			Container:   Container{Workload: in.short(f.Resource), Name: f.Container},
			Reason:      f.Rule + ": " + f.Message,
		})
	}
	return faults
}
