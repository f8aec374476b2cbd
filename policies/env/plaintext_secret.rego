# METADATA
# scope: package
# title: No secrets in plain text
# description: >-
#   Everyone who can read the chart, the release or the pod can read a literal variable and a ConfigMap. What
#   is secret by its name (password, token, private key) or by its look (a key block, an access token, a URL
#   with a password) belongs in a Secret. Findings name the place and never repeat the value.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/secret/
#     description: Secrets
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practice/
#     description: Good practices for Kubernetes Secrets
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: >-
#     Keep the value in a Secret and refer to it with valueFrom.secretKeyRef, or with an entry of secrets in
#     hash.yaml. Replace the secret: it has been published.
package hash.env.plaintext_secret

import data.hash.lib.secret
import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s: variable %q holds %s", [container.label, variable.name, reason]),
	"path": array.concat(container.path, ["env", i, "value"]),
	"fix": "refer to a Secret with valueFrom.secretKeyRef, or with an entry of secrets in hash.yaml",
	"container": container.name,
} if {
	some container in workload.containers
	some i, variable in container.object.env
	is_string(variable.name)
	is_string(variable.value)
	reason := secret.reason(variable.name, variable.value)
}

deny contains {
	"msg": sprintf("key %q holds %s", [key, reason]),
	"path": ["data", key],
	"fix": "move the key into a Secret",
} if {
	input.apiVersion == "v1"
	input.kind == "ConfigMap"
	some key, value in input.data
	is_string(value)
	reason := secret.reason(key, value)
}
