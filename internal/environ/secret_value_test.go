package environ_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
)

// TestSecretsAreKept holds that nothing gives away what stands in a Secret, at any depth.
func TestSecretsAreKept(t *testing.T) {
	t.Parallel()
	const planted = "planted-secret-value"
	encoded := base64.StdEncoding.EncodeToString([]byte(planted))
	stream := `{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {A: ` + encoded + `}, stringData: {B: ` + planted + `}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{envFrom: [{secretRef: {name: s}}], env: [
{name: C, valueFrom: {secretKeyRef: {name: s, key: A}}}, {name: D, value: "u:$(B)@h"}, {name: E, valueFrom: {secretKeyRef: {name: s, key: Z}}},
{name: F, valueFrom: {secretKeyRef: {name: s, key: Z, optional: true}}}]}]}}
`
	set := read(t, stream)
	objects := environ.Collect(set, "ns")
	e := only(t, objects, set)
	if len(e.Variables) != 5 || len(e.Missing) != 1 || len(e.Skipped) != 1 {
		t.Fatalf("the test looks at too little: %+v", e)
	}
	printed := fmt.Sprintf("%+v", e)
	for _, v := range e.Variables {
		printed += v.Value.String() + v.Source.String()
		if v.Holder != nil {
			printed += fmt.Sprintf("%+v", v.Holder.Object())
		}
	}
	for _, d := range environ.Differences(e, environ.Environment{}) {
		printed += fmt.Sprintf("%+v %s", d, d)
		if d.Before != nil {
			printed += fmt.Sprintf("%+v", *d.Before)
		}
	}
	for _, value := range []string{planted, encoded} {
		if strings.Contains(printed, value) {
			t.Errorf("%q is in %s", value, printed)
		}
	}
}
