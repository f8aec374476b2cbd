package hoist

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// unspecific stands for what nothing better is known of.
const unspecific = "shared"

// maxName leaves room for a number behind a name that is taken; 63 is what Kubernetes takes everywhere.
const maxName = 60

// name gives every group a name for its ConfigMap: the release, and what the variables have in common or
// who shares them.
func (s *survey) name(groups []Group, base string) {
	for i := range groups {
		g := &groups[i]
		name := joinName(base, g.meaning())
		for n := 2; s.occupied[name]; n++ {
			name = joinName(base, g.meaning()) + "-" + strconv.Itoa(n)
		}
		s.occupied[name] = true
		g.ConfigMap = name
	}
}

// meaning is a word or a few for what the group shares.
func (g Group) meaning() string {
	const few = 3
	if prefix := commonWords(g.Variables); prefix != "" {
		return prefix
	}
	names := []string{}
	for _, c := range g.Containers {
		if !slices.Contains(names, c.Workload.Name) {
			names = append(names, c.Workload.Name)
		}
	}
	if len(names) <= few {
		return strings.Join(withoutCommonStart(names), "-")
	}
	if name := g.Containers[0].Name; !slices.ContainsFunc(g.Containers, func(c Container) bool { return c.Name != name }) {
		return name
	}
	return unspecific
}

// commonWords gives the words with which all names of variables begin: DB_HOST and DB_PORT are db.
func commonWords(variables []Variable) string {
	common := strings.Split(variables[0].Name, "_")
	for _, v := range variables[1:] {
		words := strings.Split(v.Name, "_")
		n := 0
		for n < len(words) && n < len(common) && words[n] == common[n] {
			n++
		}
		common = common[:n]
	}
	return strings.Join(common, "-")
}

// withoutCommonStart takes the name of the release off the names of its workloads, or whatever else they
// all begin with.
func withoutCommonStart(names []string) []string {
	start := names[0]
	for _, name := range names[1:] {
		for !strings.HasPrefix(name, start) {
			start = start[:len(start)-1]
		}
	}
	start = start[:strings.LastIndexByte(start, '-')+1]
	short := make([]string, len(names))
	for i, name := range names {
		short[i] = strings.TrimPrefix(name, start)
	}
	return short
}

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

// joinName makes a valid name of two parts; one that the other begins with is not repeated.
func joinName(base, meaning string) string {
	base = clean(base)
	meaning = strings.Trim(strings.TrimPrefix(clean(meaning), base), "-")
	name := base + "-" + cmp.Or(meaning, unspecific)
	if len(name) > maxName {
		name = name[:maxName]
	}
	return strings.Trim(name, "-")
}

func clean(text string) string {
	return strings.Trim(notInName.ReplaceAllString(strings.ToLower(text), "-"), "-")
}
