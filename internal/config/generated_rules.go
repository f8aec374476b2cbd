package config

import (
	"errors"
	"fmt"
	"strings"
)

// generatedRules are what the stanzas of generate say of the keys of Secrets in one environment.
type generatedRules map[secretRef]generatedRule

type generatedRule struct {
	refs  []secretRef // of the template
	place string
}

// add adds the keys of a stanza, and refuses those that have a rule already.
func (g generatedRules) add(r *reader, in input, s Generate) {
	for _, k := range s.Keys {
		ref := secretRef{s.Secret, k.Key}
		if first, taken := g[ref]; taken {
			r.fail(in, fmt.Errorf("key %s of Secret %s has a rule already: %s", ref.key, ref.secret, first.place))
			continue
		}
		refs, err := references(k.Template)
		if err != nil {
			r.fail(in, err) // never: the template has been read
		}
		g[ref] = generatedRule{refs, s.Place}
	}
}

// refuseCircle refuses a stanza from whose templates the way leads back to them.
func (g generatedRules) refuseCircle(r *reader, in input, s Generate) {
	for _, k := range s.Keys {
		start := secretRef{s.Secret, k.Key}
		if circle := g.way(start, start, map[secretRef]bool{}); circle != nil {
			r.fail(in, errors.New("templates are made of each other: "+strings.Join(circle, " -> ")))
			return
		}
	}
}

// way gives a way along templates, or nil. Keys that were seen lead nowhere.
func (g generatedRules) way(from, to secretRef, seen map[secretRef]bool) []string {
	for _, ref := range g[from].refs {
		if ref == to {
			return []string{from.String(), to.String()}
		}
		if seen[ref] {
			continue
		}
		seen[ref] = true
		if rest := g.way(ref, to, seen); rest != nil {
			return append([]string{from.String()}, rest...)
		}
	}
	return nil
}
