package config

import (
	"fmt"
	"strings"
)

// maxListed is how many valid names an error lists where none is near.
const maxListed = 24

// unknown is the error for a name that is none of the valid ones.
func unknown(what, name string, valid []string) error {
	if near, found := Nearest(name, valid); found {
		return fmt.Errorf("unknown %s %q: did you mean %q?", what, name, near)
	}
	switch {
	case len(valid) == 0:
		return fmt.Errorf("unknown %s %q: there is none", what, name)
	case len(valid) > maxListed:
		return fmt.Errorf("unknown %s %q", what, name)
	default:
		return fmt.Errorf("unknown %s %q: one of %s", what, name, strings.Join(valid, ", "))
	}
}

// Nearest gives the known word that was probably meant, if there is one. Of equally near ones it is the
// first.
func Nearest(word string, known []string) (nearest string, found bool) {
	nearestDistance := 0
	for _, k := range known {
		d := distance(strings.ToLower(word), strings.ToLower(k))
		if isNear(word, k, d) && (!found || d < nearestDistance) {
			nearest, nearestDistance, found = k, d, true
		}
	}
	return nearest, found
}

// isNear accepts one wrong character in three, and names that were cut short.
func isNear(name, valid string, distance int) bool {
	const shortest = 3
	if distance <= max(len(name), len(valid))/3 {
		return true
	}
	return len(name) >= shortest && strings.HasPrefix(strings.ToLower(valid), strings.ToLower(name))
}

// distance counts the characters to insert, delete, replace or swap with their neighbour to get from
// a to b.
func distance(a, b string) int {
	const longest = 100
	if len(a) > longest || len(b) > longest {
		return max(len(a), len(b))
	}
	var beforeLast []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], beforeLast[j-1]+1)
			}
		}
		beforeLast, last = last, row
	}
	return last[len(b)]
}
