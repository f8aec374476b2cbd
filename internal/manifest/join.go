package manifest

import "slices"

// Join gives a set with the resources of s, then those of other.
func (s *Set) Join(other *Set) *Set {
	return &Set{
		name:      s.name,
		docs:      slices.Concat(s.docs, other.docs),
		resources: slices.Concat(s.resources, other.resources),
	}
}
