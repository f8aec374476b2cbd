package topology

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// visible writes what could move a cursor, or mislead the eye, as escapes.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		if !unicode.IsGraphic(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// title is the first line of a box; the namespace is said where there are several.
func (n Node) title(g *Graph) string {
	if namespaces := g.Namespaces(); n.Namespace != "" && (len(namespaces) > 1 || !slices.Contains(namespaces, n.Namespace)) {
		return visible(n.Namespace + "/" + n.Name)
	}
	return visible(n.Name)
}

// detail is the second line of a box: what it is, and how it is reached: under its own name, if it can be.
func (n Node) detail() string {
	var words []string
	if n.what() != "" {
		words = append(words, n.what())
	}
	if len(n.Services) > 0 && !slices.Contains(n.Services, n.Name) {
		words = append(words, visible(n.Services[0]))
	}
	return strings.Join(append(words, colons(n.Ports)...), " ")
}

// what says in a word or two what a node is; hosts speak for themselves.
func (n Node) what() string {
	switch {
	case n.Role == Host:
		return ""
	case n.Role == External:
		return "external"
	case n.Absent:
		return "not in this release"
	case n.Role == Gateway && n.Kind == "IngressClass":
		return "ingress"
	}
	return visible(n.Kind)
}

func colons(ports []int) []string {
	words := make([]string, len(ports))
	for i, port := range ports {
		words[i] = ":" + strconv.Itoa(port)
	}
	return words
}

// proofs is what a tooltip says of an edge.
func (e Edge) proofs() []string {
	proofs := make([]string, len(e.By))
	for i, by := range e.By {
		proofs[i] = visible(by)
	}
	return proofs
}
