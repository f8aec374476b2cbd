package cli

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// settle proposes, and drops group after group until the rest is proven.
func (h *hoisting) settle(ctx context.Context) error {
	h.proposal = hoist.Propose(h.input)
	for len(h.proposal.Groups) > 0 {
		proof, err := h.prove(ctx, h.proposal.Groups)
		if err == nil && len(proof.Faults) == 0 {
			h.proof = proof
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		dropped := h.blame(proof.Faults)
		if !dropped {
			if dropped, err = h.tryAlone(ctx, err); err != nil {
				return err
			}
		}
		if !dropped {
			return fmt.Errorf("the proposal is not safe: %s", proof.Faults[0])
		}
	}
	return nil
}

// prove compares the releases without and with some groups. It is an error where the pipeline refuses
// the groups altogether.
func (h *hoisting) prove(ctx context.Context, groups []hoist.Group) (hoist.Proof, error) {
	var err error
	h.text, err = hoist.Write(h.subject.text, h.subject.file, groups, environmentNames(h.subject.project))
	if err != nil {
		return hoist.Proof{}, err
	}
	project, err := h.subject.parse(h.text)
	if err != nil {
		return hoist.Proof{}, err
	}
	var after []*manifest.Set
	var faults []hoist.Fault
	err = h.judge(ctx, project, func(i int, result *pipeline.Result) {
		after = append(after, result.Resources)
		faults = append(faults, newFaults(h.input.Releases[i].Environment, project.Release.Namespace, h.found[i], result.Findings)...)
	})
	if err != nil {
		return hoist.Proof{}, err
	}
	proof := hoist.Compare(h.input, after)
	proof.Faults = append(proof.Faults, faults...)
	return proof, nil
}

// blame drops the groups that could be at fault.
func (h *hoisting) blame(faults []hoist.Fault) bool {
	before := len(h.proposal.Groups)
	for _, f := range faults {
		for _, g := range h.proposal.Groups {
			if g.Answers(f) {
				h.proposal = h.proposal.Without(g.ConfigMap, "if it were shared, "+f.String())
			}
		}
	}
	return len(h.proposal.Groups) < before
}

// tryAlone drops the groups that the pipeline refuses one by one. Where it takes each of them, but not
// all together, the error stays.
func (h *hoisting) tryAlone(ctx context.Context, together error) (bool, error) {
	before := len(h.proposal.Groups)
	for _, g := range h.proposal.Groups {
		proof, err := h.prove(ctx, []hoist.Group{g})
		switch {
		case err != nil:
			h.proposal = h.proposal.Without(g.ConfigMap, "it cannot be shared: "+err.Error())
		case len(proof.Faults) > 0:
			h.proposal = h.proposal.Without(g.ConfigMap, "if it were shared, "+proof.Faults[0].String())
		}
	}
	if len(h.proposal.Groups) < before {
		return true, nil
	}
	return false, together
}

// newFaults are warnings and errors of policies that there were not before.
func newFaults(environment, namespace string, before, after []finding.Finding) []hoist.Fault {
	known := map[string]int{}
	for _, f := range before {
		known[f.Fingerprint()]++
	}
	var faults []hoist.Fault
	for _, f := range after {
		if known[f.Fingerprint()]--; f.Severity == finding.Info || known[f.Fingerprint()] >= 0 {
			continue
		}
		id := f.Resource
		id.APIVersion = ""
		if id.Namespace == namespace {
			id.Namespace = ""
		}
		faults = append(faults, hoist.Fault{
			Environment: environment,
			Container:   hoist.Container{Workload: id, Name: f.Container},
			Reason:      fmt.Sprintf("%s: %s", f.Rule, f.Message),
		})
	}
	return faults
}

func environmentNames(p *config.Project) []string {
	names := make([]string, len(p.Environments))
	for i, e := range p.Environments {
		names[i] = e.Name
	}
	return names
}
