package check

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// plaintextSecret finds credentials where everyone can read them. Its messages name the setting and the
// kind of the credential, and never a part of the value.
func plaintextSecret() Check {
	rule := finding.Rule{
		ID:          "env/plaintext-secret",
		Title:       "No secrets in plain text",
		Description: "Everyone who can read the chart, the release or the pod can read literal variables, arguments, annotations, HTTP headers of probes, ConfigMaps, templates of SealedSecrets and ExternalSecrets, values of Argo CD Applications, and values files. What is secret by its name (password, token, private key) or by its look (a key block, an access token, a URL with a password) belongs in a Secret. Findings name the place and never repeat the value; a name that is itself a credential, or that looks random, is printed as …. Values files are judged by lint and render only: hash-post does not see them.",
		Severity:    finding.Error,
		Remediation: "Keep the value in a Secret and refer to it with valueFrom.secretKeyRef, or with an entry of secrets in hash.yaml. Replace the secret: it has been published.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "resource",
		Waivable:    true,
		Links: []string{
			"https://kubernetes.io/docs/concepts/configuration/secret/",
			"https://kubernetes.io/docs/concepts/security/secrets-good-practice/",
		},
		Engine: "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		findings, err := in.exposedValues(rule)
		if err != nil {
			return nil, err
		}
		for r := range in.judged() {
			for _, e := range exposures(in.Kinds, r) {
				findings = append(findings, e.finding(in, rule, r))
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// exposure is a credential in plain text.
type exposure struct {
	path   manifest.Path
	place  string // in words: variable "X"
	inside string // the setting inside of the field, where it is not the field itself
	line   int    // of the text of the field; 0 where that has one line only
	what   string
	fix    string
}

func (e exposure) finding(in Release, rule finding.Rule, r *manifest.Resource) finding.Finding {
	f := in.at(rule, r, e.path, e.message())
	f.Fix = e.fix
	if e.inside != "" {
		f.NamedPath += " " + e.inside // several in one text are several findings
	}
	return f
}

func (e exposure) message() string {
	message := e.place
	if e.line > 0 {
		message += fmt.Sprintf(", line %d", e.line)
	}
	if e.inside != "" {
		message += fmt.Sprintf(": %q", e.inside)
	}
	return message + " holds " + e.what
}

const (
	referInstead  = "refer to a Secret with valueFrom.secretKeyRef, or with an entry of secrets in hash.yaml"
	useVariable   = "let the program read a variable or a file that comes from a Secret"
	moveToSecret  = "move the key into a Secret"
	encrypt       = "encrypt the value, or take it from the secret store"
	takeOut       = "remove it, or keep it in a Secret"
	keepOutValues = "keep it out of the values: refer to a Secret, and let hash.yaml or a secret store provide it"
)

// exposures looks through one resource.
func exposures(kinds manifest.Kinds, r *manifest.Resource) []exposure {
	found := inAnnotations(kinds, r.Object(), nil)
	if isConfigMap(r) {
		found = append(found, inConfigMap(r.Object())...)
	}
	found = append(found, inCustomResource(r)...)
	for template := range kinds.PodTemplates(r) {
		if len(template.Path) > 0 {
			found = append(found, inAnnotations(kinds, template.Object, template.Path)...)
		}
		for c := range template.Containers() {
			found = append(found, inContainer(c)...)
		}
	}
	return found
}

// each gives the exposures that the hits in one field are.
func (e exposure) each(hits []credential.Hit) []exposure {
	var found []exposure
	for _, h := range hits {
		e.inside, e.line, e.what = h.Name, h.Line, h.What
		found = append(found, e)
	}
	return found
}

func inConfigMap(object map[string]any) []exposure {
	var found []exposure
	for key, text := range stringsOf(object, "data") {
		e := exposure{path: manifest.Path{"data", key}, place: fmt.Sprintf("key %q", credential.Shown(key)), fix: moveToSecret}
		found = append(found, e.each(credential.InSetting(key, text))...)
	}
	for key, encoded := range stringsOf(object, "binaryData") {
		text, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || !utf8.Valid(text) {
			continue
		}
		e := exposure{path: manifest.Path{"binaryData", key}, place: fmt.Sprintf("key %q", credential.Shown(key)), fix: moveToSecret}
		found = append(found, e.each(credential.InSetting(key, string(text)))...)
	}
	return found
}

// inAnnotations judges the annotations of an object that stands at path in its resource.
func inAnnotations(kinds manifest.Kinds, object map[string]any, path manifest.Path) []exposure {
	metadata, _ := object["metadata"].(map[string]any)
	var found []exposure
	for key, text := range stringsOf(metadata, "annotations") {
		e := exposure{
			path:  path.Append("metadata", "annotations", key),
			place: fmt.Sprintf("annotation %q", credential.Shown(key)),
			fix:   takeOut,
		}
		if key == lastApplied {
			found = append(found, e.applied(kinds, text)...)
			continue
		}
		found = append(found, e.each(credential.InSetting(key, text))...)
	}
	return found
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// applied judges the copy of a resource that kubectl keeps in an annotation.
func (e exposure) applied(kinds manifest.Kinds, text string) []exposure {
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil {
		return e.each(credential.InSetting(lastApplied, text))
	}
	var found []exposure
	for _, inner := range exposures(kinds, manifest.New(object, manifest.Source{})) {
		e.inside, e.what = shown(inner.path).String(), inner.what
		found = append(found, e)
	}
	return found
}

// stringsOf gives the texts of a mapping in the order of its keys.
func stringsOf(object map[string]any, field string) func(func(string, string) bool) {
	entries, _ := object[field].(map[string]any)
	return func(yield func(string, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(entries)) {
			if text, ok := entries[key].(string); ok && !yield(key, text) {
				return
			}
		}
	}
}
