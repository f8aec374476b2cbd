// Package credential tells whether a text is a credential: a password, a token or a key.
//
// It hides what credentials look like: the names that settings of them have, the formats of the well
// known ones, what only stands in for one, and how a random value is told from a word. It looks at
// single settings, at texts of many lines and at command lines. In doubt it keeps silent, and what it
// answers never holds a part of what it looked at.
package credential

import (
	"slices"
	"strings"
)

// What is said of a credential that is known by its name; it continues "X holds".
const (
	byName   = "a literal value, but its name says that it is secret"
	byChance = "a random value, and its name says that it is a key"
)

// Find tells what credential a setting holds, in words that continue "it holds": "a GitHub token".
// What the value shows comes before what the name says.
func Find(name, value string) (what string, found bool) {
	if seen := together(append(formatsIn(value), passwordsIn(name, value)...)); seen != "" {
		return seen, true
	}
	what = named(name, value)
	return what, what != ""
}

// InSetting finds the credentials in a setting: the value as a whole, or what is set inside of it where
// it is a file or a line of one. A hit without a line is the value as a whole.
func InSetting(name, value string) []Hit {
	if strings.Contains(strings.TrimSpace(value), "\n") {
		return InFile(name, value)
	}
	if what, found := Find(name, value); found {
		return []Hit{{What: what}}
	}
	return setIn(value, dialectOf(name, value))
}

// InVariable finds them in an environment variable, which may also hold arguments, as JAVA_OPTS does.
func InVariable(name, value string) []Hit {
	hits := InSetting(name, value)
	if len(hits) > 0 || !strings.ContainsAny(value, " \t") && !strings.HasPrefix(value, "-") {
		return hits
	}
	return inScript(value)
}

// together joins the kinds of credentials, each once and in the order of the alphabet.
func together(kinds []string) string {
	slices.Sort(kinds)
	return strings.Join(slices.Compact(kinds), " and ")
}

// named gives what the name says of the value, or nothing.
func named(name, value string) string {
	n := read(name)
	value = strings.TrimSpace(value)
	switch n.strength() {
	case strong:
		if !n.excuses(value) {
			return byName
		}
	case weak:
		if isRandom(value) && !n.excuses(value) {
			return byChance
		}
	case none:
	}
	return ""
}
