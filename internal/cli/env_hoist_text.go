package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/program"
)

// hoisted is what the command shows.
type hoisted struct {
	file      string
	release   string // its name
	namespace string // of the release
	proposal  hoist.Proposal
	proof     hoist.Proof
	diff      string
	written   bool
}

func (h hoisted) asText() []byte {
	var b bytes.Buffer
	b.WriteString(h.summary() + "\n")
	for _, g := range h.proposal.Groups {
		writeGroup(&b, g)
	}
	if left := h.leftOut(); len(left) > 0 {
		b.WriteString("\nLeft where they are:\n")
		for _, r := range left {
			fmt.Fprintf(&b, "  %s of %s: %s\n", r.Variable, namesOfContainers(r.Containers), r.Reason)
		}
	}
	if len(h.proposal.Groups) > 0 {
		fmt.Fprintf(&b, "\nProven in %s: all variables of %s stay as they are. Besides, only %s and %s in pod templates change.\n",
			count(h.proof.Releases, "release"), count(h.proof.Containers, "container"),
			count(h.proof.ConfigMaps, "new ConfigMap"), count(h.proof.Checksums, "checksum"))
	}
	h.writeNames(&b)
	if h.diff != "" && !h.written {
		b.WriteString("\n" + h.diff)
	}
	return []byte(program.Printable(b.String()) + "\n")
}

// writeNames names the variables that hold what the next installation may choose otherwise.
func (h hoisted) writeNames(b *bytes.Buffer) {
	if names := h.holding(h.release); len(names) > 0 {
		fmt.Fprintf(b, "\nThe name of the release, %s, is in %s: under another name the chart sets them.\n", h.release, strings.Join(names, ", "))
	}
	if names := h.holding(h.namespace); len(names) > 0 && h.tellsNamespace() {
		fmt.Fprintf(b, "\nThe namespace of the release, %s, is in %s: in another one the chart sets them.\n", h.namespace, strings.Join(names, ", "))
	}
}

// tellsNamespace reports whether a value that holds the name of the namespace means it. The word default
// means much else, and what is called like the release has been told of.
func (h hoisted) tellsNamespace() bool { return h.namespace != "default" && h.namespace != h.release }

// holding names the variables whose values hold a name.
func (h hoisted) holding(name string) []string {
	var names []string
	for _, g := range h.proposal.Groups {
		for _, v := range g.Variables {
			if v.Holds(name) && !slices.Contains(names, v.Name) {
				names = append(names, v.Name)
			}
		}
	}
	return names
}

// summary is the first line: what was found, and what becomes of the file.
func (h hoisted) summary() string {
	variables, definitions := 0, 0
	for _, g := range h.proposal.Groups {
		variables += len(g.Variables)
		definitions += definitionsOf(g)
	}
	if variables == 0 {
		return "Nothing to share: no two workloads repeat a variable that could move."
	}
	what := fmt.Sprintf("%s for %s, and %s less to keep", count(len(h.proposal.Groups), "shared ConfigMap"),
		count(variables, "variable"), count(definitions, "definition"))
	if h.written {
		return h.file + " is written: " + what + "."
	}
	return what + ". Nothing is written without --write."
}

// definitionsOf counts the entries of env that go away, in the environment where they are most.
func definitionsOf(g hoist.Group) int {
	most := 0
	for _, e := range g.Environments {
		most = max(most, g.Definitions[e])
	}
	return most
}

func writeGroup(b *bytes.Buffer, g hoist.Group) {
	fmt.Fprintf(b, "\nConfigMap %s\n", g.ConfigMap)
	for _, t := range g.Targets {
		of := ""
		if len(t.Containers) > 0 {
			of = ", containers " + strings.Join(t.Containers, ", ")
		}
		fmt.Fprintf(b, "  into       %s%s\n", t.Selector, of)
	}
	fmt.Fprintf(b, "  containers %s\n", namesOfContainers(g.Containers))
	names := make([]string, len(g.Variables))
	for i, v := range g.Variables {
		names[i] = v.Name
	}
	fmt.Fprintf(b, "  variables  %s\n", strings.Join(names, ", "))
	parts := make([]string, len(g.Environments))
	for i, e := range g.Environments {
		parts[i] = fmt.Sprintf("%s in %s", count(g.Definitions[e], "definition"), e)
	}
	fmt.Fprintf(b, "  drops      %s\n", strings.Join(parts, ", "))
}

// leftOut gives what is repeated and stays, each variable once for one reason.
func (h hoisted) leftOut() []hoist.Repetition {
	var left []hoist.Repetition
	for _, r := range h.proposal.Repetitions {
		i := slices.IndexFunc(left, func(known hoist.Repetition) bool {
			return known.Variable == r.Variable && known.Reason == r.Reason && slices.Equal(known.Containers, r.Containers)
		})
		if r.Reason != "" && i < 0 {
			left = append(left, r)
		}
	}
	return left
}

// namesOfContainers names the containers of a few workloads, and counts the other workloads.
func namesOfContainers(containers []hoist.Container) string {
	const shown = 8
	var parts []string
	for i, c := range containers {
		if i > 0 && containers[i-1].Workload == c.Workload {
			parts[len(parts)-1] += "+" + c.Name
			continue
		}
		parts = append(parts, c.String())
	}
	if more := len(parts) - shown; more > 0 {
		return fmt.Sprintf("%s and %s more", strings.Join(parts[:shown], ", "), count(more, "workload"))
	}
	return strings.Join(parts, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
