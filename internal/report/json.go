package report

import (
	"encoding/json"
	"io"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// The shapes of design 3.8. Their field names are a contract.
type jsonReport struct {
	Version      int               `json:"version"`
	Environments []jsonEnvironment `json:"environments"`
	Summary      jsonSummary       `json:"summary"`
}

type jsonEnvironment struct {
	Project      string        `json:"project"`
	Name         string        `json:"name"`
	KubeVersions []string      `json:"kubeVersions"`
	Resources    int           `json:"resources"`
	Findings     []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	Rule         string           `json:"rule"`
	RuleName     string           `json:"ruleName"`
	Severity     finding.Severity `json:"severity"`
	Message      string           `json:"message"`
	Fix          string           `json:"fix"`
	KubeVersions []string         `json:"kubeVersions"`
	Resource     jsonResource     `json:"resource"`
	Container    string           `json:"container"`
	Path         string           `json:"path"`
	Location     jsonLocation     `json:"location"`
	Fingerprint  string           `json:"fingerprint"`
	Waiver       *jsonWaiver      `json:"waiver"`
}

type jsonResource struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

type jsonLocation struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	SetBy  string `json:"setBy,omitempty"`
}

type jsonWaiver struct {
	Reason  string `json:"reason"`
	Owner   string `json:"owner"`
	Ticket  string `json:"ticket,omitempty"`
	Expires string `json:"expires"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	Waived   int `json:"waived"`
}

func writeJSON(w io.Writer, r *finding.Report) error {
	out := jsonReport{Version: 1, Environments: []jsonEnvironment{}, Summary: jsonSummary(r.Counts())}
	for _, e := range r.Environments {
		env := jsonEnvironment{
			Project:      e.Project,
			Name:         e.Name,
			KubeVersions: orEmpty(e.KubeVersions),
			Resources:    e.Resources,
			Findings:     []jsonFinding{},
		}
		for _, f := range e.Findings {
			env.Findings = append(env.Findings, jsonOf(f, e.KubeVersions))
		}
		out.Environments = append(out.Environments, env)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func jsonOf(f finding.Finding, judged []string) jsonFinding {
	versions := f.KubeVersions
	if len(versions) == 0 {
		versions = judged
	}
	return jsonFinding{
		Rule:         clean(f.Rule),
		RuleName:     clean(f.RuleName),
		Severity:     f.Severity,
		Message:      clean(f.Message),
		Fix:          clean(f.Fix),
		KubeVersions: orEmpty(versions),
		Resource:     jsonID(f.Resource),
		Container:    clean(f.Container),
		Path:         clean(f.Path.String()),
		Location: jsonLocation{
			File:   clean(f.Source.File),
			Line:   f.Source.Line,
			Column: f.Source.Column,
			SetBy:  f.Source.SetBy,
		},
		Fingerprint: f.Fingerprint(),
		Waiver:      jsonWaiverOf(f.Waiver),
	}
}

func jsonID(id manifest.ID) jsonResource {
	return jsonResource{
		APIVersion: clean(id.APIVersion),
		Kind:       clean(id.Kind),
		Namespace:  clean(id.Namespace),
		Name:       clean(id.Name),
	}
}

func jsonWaiverOf(w *finding.Waiver) *jsonWaiver {
	if w == nil {
		return nil
	}
	return &jsonWaiver{
		Reason:  clean(w.Reason),
		Owner:   clean(w.Owner),
		Ticket:  clean(w.Ticket),
		Expires: w.Expires.Format("2006-01-02"),
	}
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
