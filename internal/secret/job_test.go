package secret_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/secret"
)

func TestMadeByJobs(t *testing.T) {
	t.Parallel()
	job := func(container string) string {
		return "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: {containers: [{name: a, " + container + "}]}}}}"
	}
	lasting := []secret.Secret{{Name: "pg", Open: true, Lasting: true}}
	holdAll(t, []made{
		{"a flag", job("args: [create, '--host=a,b', --namespace=x, --secret-name=pg]"), lasting},
		{"a flag and its value", job("args: [--tls-secret-name, pg]"), lasting},
		{"kubectl", job("command: [sh, -c, 'set -e; kubectl -n x create secret generic pg --from-literal=a=b']"), lasting},
		{"a variable", job("env: [{name: WEBHOOK_SECRET_NAME, value: pg}]"), lasting},
		{"twice", job("args: [--secret-name=pg, --ca-secret-name, pg]"), lasting},
		{"none", job("args: [--secret, pg, --secret-namespace=pg, '--secret-name=$(NAME)'], env: [{name: SECRET_NAME, valueFrom: {}}]"), nil},
		{"another kind", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: j}, spec: {template: {spec: {containers: [{args: [--secret-name=pg]}]}}}}", nil},
	})
}
