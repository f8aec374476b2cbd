package overlay

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const hidden = "the reason may quote a value and is not shown"

// The messages are kustomize's; hunter2 stands where it quotes a file.
func TestRedact(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"trouble configuring builtin SecretGenerator with config: `\nliterals:\n- a=hunter2\n`: loading":               "trouble configuring builtin SecretGenerator: " + hidden,
		"loading KV pairs: literal sources [a=hunter2 hunter2]: invalid literal source hunter2, x, expected key=value": "loading KV pairs: invalid literal source: expected key=value",
		"loading KV pairs: env source files: [hunter2]: line 1 has invalid utf8 bytes : hunter2":                       "loading KV pairs: has invalid utf8 bytes",
		`unable to parse SM or JSON patch from [patch: "a: \"hunter2\" ]\nb: hunter2"]`:                                "unable to parse SM or JSON patch",
		`decoding [{"op": "add", "value": "hunter2"}]: json: oops`:                                                     hidden,
		"patch appears to be empty; file=, JsonOp=hunter2":                                                             "patch appears to be empty",
		"empty item at x[1].y in object {data: {p: hunter2}}":                                                          "empty item at x[1].y",
		"trouble\nhunter2": hidden,
		"hunter2":          hidden,
		"":                 hidden,
		`recursed accumulation of path '/project/base': trouble: unable to parse SM or JSON patch from [patch: \"[{op: \\\"x\\\"}]\nhunter2\"]"`:           "recursed accumulation of path 'base': unable to parse SM or JSON patch",
		"options.index 9 is out of bounds for value postgres://a:hunter2@b":                                                                                "options.index 9 is out of bounds",
		"wrong node kind: expected MappingNode but got ScalarNode: node contents:\nhunter2\n":                                                              "wrong node kind: expected MappingNode but got ScalarNode",
		"accumulating resources: accumulating resources from 'x.yaml': MalformedYAMLError: yaml: line 1: did not find expected ',' or ']' in File: x.yaml": "accumulating resources from 'x.yaml': yaml: line 1: did not find expected ',' or ']'",
		"accumulating resources: accumulation err='accumulating resources from 'x.yaml': missing metadata.name in object {hunter2}': must build":           "accumulating resources from 'x.yaml': missing metadata.name",
		"yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `hunter2` into int":                                                                     hidden,
		"json: cannot unmarshal number hunter2 into Go value of type int":                                                                                  hidden,
		"json: cannot unmarshal string into Go value of type accumulator.nameToApiMap":                                                                     "json: cannot unmarshal string into Go value of type accumulator.nameToApiMap",
		"replace operation does not apply: doc is missing path: /spec/x/y: missing value":                                                                  "replace operation does not apply: doc is missing path: /spec/x/y: missing value",
		"testing value /kind failed: test failed":                                                                                                          "testing value /kind failed",
		"Unexpected kind: hunter2": "Unexpected kind",
		"fieldPath `data.nope` is missing for replacement source ConfigMap.[noVer].[noGrp]/extra.[noNs]": "fieldPath `data.nope` is missing for replacement source ConfigMap.[noVer].[noGrp]/extra.[noNs]",
		"nothing selected by ConfigMap.[noVer].[noGrp]/nope.[noNs]:data.nope":                            "nothing selected by ConfigMap.[noVer].[noGrp]/nope.[noNs]:data.nope",
		`unable to find field "spec.nope" in replacement target`:                                         `unable to find field "spec.nope" in replacement target`,
		"error parsing regexp: missing closing ): `^(?:(hunter2)$`":                                      "error parsing regexp: missing closing )",
		"namespace transformation produces ID conflict: [{\"data\":{\"p\":\"hunter2\"}}]":                "namespace transformation produces ID conflict",
		"interface conversion: interface {} is string, not map[string]interface {}":                      "interface conversion: interface {} is string, not map[string]interface {}",
		"label name 'a' exists in both commonLabels and labels":                                          "label name 'a' exists in both commonLabels and labels",
	} {
		got, complete := redact(text)
		if diff := cmp.Diff(want, got); diff != "" || complete == strings.Contains(want, hidden) {
			t.Errorf("%q, complete: %t (-want +got):\n%s", text, complete, diff)
		}
	}
}

// What is hidden has a hint that says where to look.
func TestRedactedHint(t *testing.T) {
	t.Parallel()
	var hinted interface{ Hint() string }
	if !errors.As(redacted(errors.New("hunter2")), &hinted) || hinted.Hint() == "" {
		t.Error("no hint")
	}
	if errors.As(redacted(errors.New("conflicting fieldspecs")), &hinted) {
		t.Error("a hint for what is shown")
	}
	for _, fault := range []string{"hunter2", "boom\nhunter2"} {
		if text := (&panicError{fault: fault}).Error(); strings.Contains(text, "hunter2") {
			t.Errorf("a panic shows %q", text)
		}
	}
}
