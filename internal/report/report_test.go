package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// sample has one finding of every kind: failing, warning, waived, of one Kubernetes version only, about
// the whole release, and one whose texts try to rewrite the terminal.
func sample() *finding.Report {
	api := manifest.ID{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "hash", Name: "hash-api"}
	template := manifest.Source{File: "chart/templates/api.yaml", SetBy: manifest.SetByTemplate}
	return &finding.Report{Environments: []finding.Environment{
		{Project: ".", Name: "local", KubeVersions: []string{"1.34"}, Resources: 30},
		{Project: "charts/shop", Name: "production", KubeVersions: []string{"1.33", "1.34"}, Resources: 41, Findings: []finding.Finding{
			{
				Rule: "workload/replicas", Severity: finding.Error, Message: "1 replica: an update of the node stops the service",
				Fix: "set replicas to 2 or more", Resource: api, Path: manifest.Path{"spec", "replicas"}, Source: template,
			},
			{
				Rule: "image/latest-tag", Severity: finding.Error, Message: "image api:latest moves", Fix: "pin a version",
				Resource: api, Container: "api", Path: manifest.Path{"spec", "template", "spec", "containers", 0, "image"},
				Source: manifest.Source{File: "overlays/production/patch.yaml", Line: 7, Column: 3, SetBy: manifest.SetByOverlay}, KubeVersions: []string{"1.34"},
			},
			{
				Rule: "main", RuleName: "owner", Severity: finding.Warning,
				Message: "no owner\x1b[2K\rall is well\u202e", Resource: api, Source: template,
			},
			{
				Rule: "workload/read-only-root", Severity: finding.Error, Message: "waived", Resource: api, Container: "api", Source: template,
				Waiver: &finding.Waiver{Reason: "writes its cache", Owner: "team-api", Ticket: "HASH-12", Expires: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)},
			},
			{Rule: "waiver/unused", Severity: finding.Info, Message: "the waiver of hash.yaml:40 covers nothing"},
			{
				Rule: "env/unmatched", Severity: finding.Warning, Message: "the stanza reaches no container",
				Source: manifest.Source{File: "hash.yaml", Line: 7, SetBy: manifest.SetByInject},
			},
		}},
	}}
}

func TestFormats(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, format := range Formats() {
			var out bytes.Buffer
			if err := format.Write(&out, sample()); err != nil {
				t.Fatalf("%s: %v", format.Name, err)
			}
			if strings.ContainsAny(out.String(), "\x1b\r\u202e") {
				t.Errorf("%s lets control characters through", format.Name)
			}
			c.Want("want."+format.Name, out.String())
		}
	})
}

type brokenWriter struct{}

var errBroken = errors.New("no space left")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestALostReportIsAnError(t *testing.T) {
	for _, format := range Formats() {
		if err := format.Write(brokenWriter{}, sample()); !errors.Is(err, errBroken) {
			t.Errorf("%s: got error %v, want %v", format.Name, err, errBroken)
		}
	}
}

func TestFindNamesTheFormats(t *testing.T) {
	_, err := Find("yaml")
	if err == nil || !strings.Contains(err.Error(), "text, json") {
		t.Errorf("got %v, want an error that lists the formats", err)
	}
}
