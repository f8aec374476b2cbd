package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/doctor"
	"github.com/hashintel/helm-hash/internal/program"
)

func (o *doctorOptions) print(checks []doctor.Check) error {
	if o.format == "json" {
		return printJSON(o.invocation, doctorJSON(checks))
	}
	return o.invocation.Output(doctorText(checks))
}

// doctorText is for people: a line for each check, what mends it below, and a line that sums up.
func doctorText(checks []doctor.Check) []byte {
	wide := 0
	for _, c := range checks {
		wide = max(wide, len(c.Name))
	}
	var b bytes.Buffer
	for _, c := range checks {
		text := c.Found
		if c.Subject != "" {
			text = c.Subject + ": " + text
		}
		start := fmt.Sprintf("%-4s  %-*s  ", doctorWord(c.Status), wide, c.Name)
		writeIndented(&b, start, text)
		if c.Remedy != "" {
			writeIndented(&b, strings.Repeat(" ", len(start))+"-> ", c.Remedy)
		}
	}
	fmt.Fprintf(&b, "\n%s: %d ok, %s, %d failed, %d skipped\n",
		counted(len(checks), "check", "checks"),
		doctor.Count(checks, doctor.OK), counted(doctor.Count(checks, doctor.Warning), "warning", "warnings"),
		doctor.Count(checks, doctor.Failed), doctor.Count(checks, doctor.Skipped))
	return b.Bytes()
}

// writeIndented writes text after the start of a line, and further lines below the text.
func writeIndented(b *bytes.Buffer, start, text string) {
	below := "\n" + strings.Repeat(" ", len(start))
	b.WriteString(start + strings.ReplaceAll(program.Printable(text), "\n", below) + "\n")
}

func doctorWord(s doctor.Status) string {
	switch s {
	case doctor.OK:
		return "ok"
	case doctor.Warning:
		return "warn"
	case doctor.Failed:
		return "FAIL"
	default:
		return "skip"
	}
}

// The shape of helm hash doctor -o json. Its field names are a contract.
type jsonDoctor struct {
	Version int          `json:"version"`
	Checks  []jsonCheck  `json:"checks"`
	Summary jsonVerdicts `json:"summary"`
}

type jsonCheck struct {
	Name    string `json:"name"`
	Subject string `json:"subject"`
	Status  string `json:"status"`
	Found   string `json:"found"`
	Remedy  string `json:"remedy"`
}

type jsonVerdicts struct {
	OK       int `json:"ok"`
	Warnings int `json:"warnings"`
	Failed   int `json:"failed"`
	Skipped  int `json:"skipped"`
}

func doctorJSON(checks []doctor.Check) jsonDoctor {
	out := jsonDoctor{Version: 1, Summary: jsonVerdicts{
		OK:       doctor.Count(checks, doctor.OK),
		Warnings: doctor.Count(checks, doctor.Warning),
		Failed:   doctor.Count(checks, doctor.Failed),
		Skipped:  doctor.Count(checks, doctor.Skipped),
	}}
	for _, c := range checks {
		out.Checks = append(out.Checks, jsonCheck{c.Name, c.Subject, string(c.Status), c.Found, c.Remedy})
	}
	return out
}
