{{/*
Objects have fixed names (hash-api, hash-db, ...), not names made of the release: hash.yaml and the
existing Secrets refer to them. A second release in one namespace is refused by Helm, which sees that
the objects belong to the first.
*/}}

{{/*
Labels of a component. Call with (dict "root" $ "component" "api"); "tag" is the version of an image
that does not follow image.tag. hash.yaml selects workloads by part-of and component.
*/}}
{{- define "hash.labels" -}}
{{ include "hash.podLabels" . }}
app.kubernetes.io/version: {{ .tag | default .root.Values.image.tag | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Labels of the pods of a component: no version, so that a chart update alone rolls nothing. */}}
{{- define "hash.podLabels" -}}
{{ include "hash.selectorLabels" . }}
app.kubernetes.io/part-of: hash
{{- end }}

{{/* What selects the pods of a component: immutable once installed. */}}
{{- define "hash.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Reference of an image. Call with (dict "root" $ "image" .Values.api.image). */}}
{{- define "hash.image" -}}
{{- $registry := .image.registry | default .root.Values.image.registry -}}
{{- $tag := .image.tag | default .root.Values.image.tag -}}
{{ printf "%s/%s:%s" $registry .image.name $tag }}
{{- end }}

{{/* The same for every container, on purpose: a component that needs more needs a waiver too. */}}
{{- define "hash.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* URLs as browsers see them. Pods use Service names: *.hash.localhost is the pod itself there. */}}
{{- define "hash.scheme" -}}
{{ ternary "https" "http" .Values.ingress.tls.enabled }}
{{- end }}

{{- define "hash.frontendURL" -}}
{{ include "hash.scheme" . }}://{{ .Values.domain }}
{{- end }}

{{- define "hash.apiURL" -}}
{{ include "hash.scheme" . }}://api.{{ .Values.domain }}
{{- end }}

{{- define "hash.kratosURL" -}}
{{ include "hash.scheme" . }}://kratos.{{ .Values.domain }}
{{- end }}
