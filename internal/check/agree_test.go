package check_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// TestAgreement asks the rule, the environment of the container and the list of Secrets of one reference
// each whether it leads somewhere.
func TestAgreement(t *testing.T) {
	t.Parallel()
	const world = `
{apiVersion: v1, kind: ConfigMap, metadata: {name: map, namespace: ns}, data: {KEY: a}, binaryData: {FILE: YQ==}}
---
{apiVersion: v1, kind: Secret, metadata: {name: secret, namespace: ns}, data: {KEY: YQ==}}
---
{apiVersion: v1, kind: Secret, metadata: {name: elsewhere, namespace: other}, data: {KEY: YQ==}}
---
{apiVersion: v1, kind: Secret, metadata: {name: hooked, namespace: ns, annotations: {helm.sh/hook: post-install}}, data: {KEY: YQ==}}
---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: external, namespace: ns}, spec: {data: [{secretKey: KEY}]}}
---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: open, namespace: ns}, spec: {dataFrom: [{extract: {key: a}}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: certify, namespace: ns, annotations: {helm.sh/hook: pre-install}}
spec: {template: {spec: {containers: [{name: a, args: [--secret-name=certificate]}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: pod, namespace: ns}
spec: {containers: [{name: a, `
	project := &config.Project{Existing: []config.Existing{
		{Kind: environ.Secret, Name: "declared", Keys: []string{"KEY"}},
		{Kind: environ.ConfigMap, Name: "declared"},
		{Kind: environ.Secret, Name: "declared-elsewhere", Namespace: "other"},
	}}
	project.Release.Namespace = "ns"
	for reference, wanted := range map[string]bool{
		"configMapKeyRef: {name: map, key: KEY}":                 true,
		"configMapKeyRef: {name: map, key: FILE}":                false,
		"configMapKeyRef: {name: map, key: GONE}":                false,
		"configMapKeyRef: {name: gone, key: KEY}":                false,
		"configMapKeyRef: {name: declared, key: KEY}":            true,
		"configMapKeyRef: {name: kube-root-ca.crt, key: ca.crt}": true,
		"configMapKeyRef: {name: kube-root-ca.crt, key: KEY}":    false,
		"configMapRef: {name: map}":                              true,
		"configMapRef: {name: gone}":                             false,
		"configMapRef: {name: openshift-service-ca.crt}":         true,
		"secretKeyRef: {name: secret, key: KEY}":                 true,
		"secretKeyRef: {name: secret, key: GONE}":                false,
		"secretKeyRef: {name: elsewhere, key: KEY}":              false,
		"secretKeyRef: {name: hooked, key: KEY}":                 false,
		"secretKeyRef: {name: external, key: KEY}":               true,
		"secretKeyRef: {name: external, key: GONE}":              false,
		"secretKeyRef: {name: open, key: KEY}":                   true,
		"secretKeyRef: {name: certificate, key: cert}":           true,
		"secretKeyRef: {name: declared, key: KEY}":               true,
		"secretKeyRef: {name: declared, key: GONE}":              false,
		"secretKeyRef: {name: declared-elsewhere, key: KEY}":     false,
		"secretRef: {name: secret}":                              true,
		"secretRef: {name: certificate}":                         true,
		"secretRef: {name: gone}":                                false,
	} {
		field := "env: [{name: A, valueFrom: {" + reference + "}}]}]}"
		if strings.Contains(reference, "MapRef") || strings.Contains(reference, "secretRef") {
			field = "envFrom: [{" + reference + "}]}]}"
		}
		in := secret.Release{Set: read(t, world+field), Kinds: manifest.BuiltinKinds(), Project: project, Environment: &config.Environment{}}
		if got := byRule(t, in); got != wanted {
			t.Errorf("%s: the rule says %v", reference, got)
		}
		if got := byEnvironment(in); got != wanted {
			t.Errorf("%s: the environment says %v", reference, got)
		}
		if got, asked := byList(in); asked && got != wanted {
			t.Errorf("%s: the list of Secrets says %v", reference, got)
		}
	}
}

func byRule(t *testing.T, in secret.Release) bool {
	t.Helper()
	checker := check.Checker{Checks: checksOf(t, "missing_key"), Release: check.Release{
		Kinds: in.Kinds, Namespace: "ns", Declared: in.Project.Existing,
	}}
	findings, err := checker.Check(t.Context(), in.Set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return len(findings) == 0
}

func byEnvironment(in secret.Release) bool {
	objects := environ.Collect(in.Set, "ns")
	in.Declare(objects)
	for c := range environ.Containers(in.Set, in.Kinds) {
		if c.Workload.ID().Kind == "Pod" {
			return len(objects.Of(c.Workload, c.Template, c.Container).Missing) == 0
		}
	}
	return false
}

// byList asks of the first Secret that is needed, and of its key where one is named.
func byList(in secret.Release) (found, asked bool) {
	needs := secret.Needs(in)
	if len(needs) == 0 {
		return false, false
	}
	by := needs[0].Provider.By
	if len(needs[0].Keys) > 0 {
		by = needs[0].Keys[0].Provider.By
	}
	return by != secret.ByNobody, true
}
