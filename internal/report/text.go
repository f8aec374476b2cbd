package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/hashintel/helm-hash/internal/finding"
)

// writeText writes for people: a line for each environment, a block for each finding that is not
// waived, in the order of the report, and a line that sums up.
func writeText(w io.Writer, r *finding.Report) error {
	var b bytes.Buffer
	for _, e := range r.Environments {
		textEnvironment(&b, e)
	}
	if len(r.Environments) > 1 {
		fmt.Fprintf(&b, "%s: %s\n", counted(len(r.Environments), "environment"), verdict(r.Counts()))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func textEnvironment(b *bytes.Buffer, e finding.Environment) {
	name := clean(e.Name)
	if e.Project != "" && e.Project != "." {
		name = clean(e.Project) + ": " + name
	}
	if len(e.KubeVersions) > 0 {
		name += " (Kubernetes " + strings.Join(e.KubeVersions, ", ") + ")"
	}
	fmt.Fprintf(b, "%s: %s, %s\n", name, counted(e.Resources, "resource"), verdict(finding.Count(e.Findings)))
	shown := 0
	for _, f := range e.Findings {
		if f.Waiver == nil {
			textFinding(b, f, len(e.KubeVersions))
			shown++
		}
	}
	if shown > 0 {
		b.WriteByte('\n')
	}
}

func textFinding(b *bytes.Buffer, f finding.Finding, judged int) {
	rule := f.Rule
	if f.RuleName != "" {
		rule += "/" + f.RuleName
	}
	fmt.Fprintf(b, "\n  %s  %s\n", f.Severity, clean(rule))
	textLine(b, "", f.Message)
	textLine(b, "resource", textResource(f))
	textLine(b, "field", f.Path.String())
	textLine(b, "file", textPlace(f))
	if len(f.KubeVersions) > 0 && len(f.KubeVersions) < judged {
		textLine(b, "only on", "Kubernetes "+strings.Join(f.KubeVersions, ", "))
	}
	textLine(b, "fix", f.Fix)
}

func textResource(f finding.Finding) string {
	if f.Resource.Kind == "" && f.Resource.Name == "" {
		return ""
	}
	if f.Container != "" {
		return f.Resource.String() + ", container " + f.Container
	}
	return f.Resource.String()
}

// textPlace says who set what is there only about a resource: in hash.yaml that is always a person.
func textPlace(f finding.Finding) string {
	place := f.Source.String()
	if place != "" && textResource(f) != "" && f.Source.SetBy != "" && f.Source.SetBy != "template" {
		place += " (set by " + f.Source.SetBy + ")"
	}
	return place
}

func textLine(b *bytes.Buffer, label, text string) {
	switch {
	case text == "":
	case label == "":
		fmt.Fprintf(b, "    %s\n", clean(text))
	default:
		fmt.Fprintf(b, "    %-9s %s\n", label+":", clean(text))
	}
}

func verdict(c finding.Counts) string {
	var parts []string
	for _, part := range []struct {
		n    int
		noun string
	}{{c.Errors, "error"}, {c.Warnings, "warning"}, {c.Infos, "info"}} {
		if part.n > 0 {
			parts = append(parts, counted(part.n, part.noun))
		}
	}
	if c.Waived > 0 {
		parts = append(parts, fmt.Sprintf("%d waived", c.Waived))
	}
	if c.Errors+c.Warnings+c.Infos == 0 {
		parts = append([]string{"no findings"}, parts...)
	}
	return strings.Join(parts, ", ")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
