package hoist

import (
	"context"
	"fmt"
	"regexp"
)

// TryFunc takes all releases of the input through the pipeline, with the stanzas of some groups in hash.yaml.
// It is an error where the pipeline refuses them altogether.
type TryFunc func(ctx context.Context, groups []Group) ([]Judged, error)

// Settle proposes, and leaves out group after group, until the rest is proven to change nothing.
func Settle(ctx context.Context, in Input, try TryFunc) (Proposal, Proof, error) {
	s := settling{input: in, try: try, proposal: Propose(in)}
	for len(s.proposal.Groups) > 0 {
		proof, err := s.prove(ctx, s.proposal.Groups)
		if err == nil && len(proof.Faults) == 0 {
			return s.proposal, proof, nil
		}
		if ctx.Err() != nil {
			return Proposal{}, Proof{}, ctx.Err()
		}
		if err := s.shrink(ctx, proof.Faults, err); err != nil {
			return Proposal{}, Proof{}, err
		}
	}
	return s.proposal, Proof{}, nil
}

// settling is one run of Settle.
type settling struct {
	input    Input
	try      TryFunc
	proposal Proposal
}

func (s *settling) prove(ctx context.Context, groups []Group) (Proof, error) {
	after, err := s.try(ctx, groups)
	if err != nil {
		return Proof{}, err
	}
	return Compare(s.input, after), nil
}

// shrink leaves out at least one group: those that could be at fault, or else those that cannot even be
// shared alone. Where the pipeline takes each of them, but not all together, that error stays.
func (s *settling) shrink(ctx context.Context, faults []Fault, together error) error {
	before := len(s.proposal.Groups)
	s.blame(faults)
	if len(s.proposal.Groups) < before {
		return nil
	}
	s.tryAlone(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case len(s.proposal.Groups) < before:
		return nil
	case together != nil:
		return together
	default:
		return fmt.Errorf("the proposal is not safe: %s", faults[0])
	}
}

func (s *settling) blame(faults []Fault) {
	for _, f := range faults {
		for _, g := range s.proposal.Groups {
			if g.Answers(f) {
				s.leaveOut(g, "if it were shared, "+f.String())
			}
		}
	}
}

func (s *settling) tryAlone(ctx context.Context) {
	for _, g := range s.proposal.Groups {
		proof, err := s.prove(ctx, []Group{g})
		switch {
		case err != nil:
			s.leaveOut(g, "it cannot be shared: "+err.Error())
		case len(proof.Faults) > 0:
			s.leaveOut(g, "if it were shared, "+proof.Faults[0].String())
		}
	}
}

// leaveOut drops a group. The reason names no line of the project file: none has been written with it.
func (s *settling) leaveOut(g Group, reason string) {
	line := regexp.MustCompile(regexp.QuoteMeta(s.input.Project.File) + `:\d+`)
	s.proposal = s.proposal.Without(g.ConfigMap, line.ReplaceAllLiteralString(reason, s.input.Project.File))
}
