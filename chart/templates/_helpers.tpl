{{/*
Objects have fixed names (hash-api, hash-db, ...), not names made of the release: hash.yaml and the
existing Secrets refer to them. validate.yaml refuses a second release in one namespace.
*/}}

{{/*
Labels of a component. Call with (dict "root" $ "component" "api"), and "image" where it has a version
of its own. hash.yaml selects workloads by these labels; those of hash.dev say
what a workload talks to, so that a value alone decides which variables it gets.
*/}}
{{- define "hash.labels" -}}
{{ include "hash.podLabels" . }}
app.kubernetes.io/version: {{ include "hash.version" . | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
hash.dev/era: {{ .root.Values.era }}
{{- end }}

{{- define "hash.version" -}}
{{- $tag := .root.Values.image.tag -}}
{{- if kindIs "string" .image -}}
{{- $tag = regexFind "[^:/]+$" .image -}}
{{- else if .image -}}
{{- $tag = .image.tag | default $tag -}}
{{- end -}}
{{ $tag | trunc 63 | trimAll "-._" }}
{{- end }}

{{/* Labels of a workload that may use optional services; the same call. */}}
{{- define "hash.workloadLabels" -}}
{{ include "hash.labels" . }}
{{- include "hash.services" . }}
{{- end }}

{{/* The optional services, as labels. */}}
{{- define "hash.services" -}}
{{- if eq .root.Values.era "original" }}
{{- if .root.Values.opensearch.host }}
hash.dev/opensearch: enabled
{{- end }}
{{- else }}
{{- if .root.Values.temporal.host }}
hash.dev/temporal: enabled
{{- end }}
{{- if .root.Values.vault.host }}
hash.dev/vault: enabled
{{- end }}
{{- if .root.Values.otlp.endpoint }}
hash.dev/otlp: enabled
{{- end }}
{{- if .root.Values.api.uploads.accessKeys }}
hash.dev/upload-keys: enabled
{{- end }}
{{- end }}
{{- end }}

{{/* Labels of the pods of a component: no version, so that a chart update alone rolls nothing. */}}
{{- define "hash.podLabels" -}}
{{ include "hash.selectorLabels" . }}
app.kubernetes.io/part-of: hash
{{- end }}

{{/* What selects the pods of a component: immutable once installed. */}}
{{- define "hash.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Name of a component's objects: the database alone is not called after its component. */}}
{{- define "hash.name" -}}
hash-{{ ternary "db" .component (eq .component "postgres") }}
{{- end }}

{{/* Reference of an image. Call with (dict "root" $ "image" .Values.api.image). */}}
{{- define "hash.image" -}}
{{- if kindIs "string" .image -}}
{{ .image }}
{{- else -}}
{{- $registry := .image.registry | default .root.Values.image.registry -}}
{{- $tag := .image.tag | default .root.Values.image.tag -}}
{{ printf "%s/%s:%s" $registry .image.name $tag }}
{{- end -}}
{{- end }}

{{/*
What all pods have in common, on purpose: a component that needs more needs a waiver too. Call with
(dict "root" $ "component" "api" "user" .Values.api); "user" has runAsUser and runAsGroup, and "token" gives
the pod the token of its ServiceAccount.
*/}}
{{- define "hash.podSpec" -}}
serviceAccountName: {{ include "hash.name" . }}
automountServiceAccountToken: {{ .token | default false }}
# Variables such as HASH_REDIS_PORT=tcp://… would stand in for those that the programs read.
enableServiceLinks: false
{{- with .root.Values.scheduling.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .root.Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user.runAsUser }}
  runAsGroup: {{ .user.runAsGroup }}
  fsGroup: {{ .user.runAsGroup }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/*
Image and security of a container. Call with (dict "root" $ "image" .Values.api.image), and "user" where
it is not the pod's.
*/}}
{{- define "hash.container" -}}
image: {{ include "hash.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  {{- with .user }}
  runAsUser: {{ .runAsUser }}
  runAsGroup: {{ .runAsGroup }}
  {{- end }}
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/* A ServiceAccount without a token. Call with (dict "root" $ "component" "api"). */}}
{{- define "hash.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "hash.name" . }}
  labels:
    {{- include "hash.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end }}

{{/*
Pods of one revision keep to different nodes and zones where there are several. Call with
(dict "root" $ "component" "api").
*/}}
{{- define "hash.spread" -}}
topologySpreadConstraints:
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "hash.selectorLabels" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end }}

{{/* Endpoints forget a pod that ends while it still answers. */}}
{{- define "hash.drain" -}}
lifecycle:
  preStop:
    sleep:
      seconds: 5
{{- end }}

{{/* URLs as browsers see them. Pods use Service names: *.hash.localhost is the pod itself there. */}}
{{- define "hash.scheme" -}}
{{ ternary "https" "http" .Values.ingress.tls.enabled }}
{{- end }}

{{- define "hash.frontendHost" -}}
{{ .Values.frontend.domain | default .Values.domain }}
{{- end }}

{{- define "hash.apiHost" -}}
{{ .Values.api.domain | default (printf "api.%s" .Values.domain) }}
{{- end }}

{{- define "hash.kratosHost" -}}
{{ .Values.kratos.domain | default (printf "kratos.%s" .Values.domain) }}
{{- end }}

{{- define "hash.frontendURL" -}}
{{ include "hash.scheme" . }}://{{ include "hash.frontendHost" . }}
{{- end }}

{{- define "hash.apiURL" -}}
{{ include "hash.scheme" . }}://{{ include "hash.apiHost" . }}
{{- end }}

{{- define "hash.kratosURL" -}}
{{ include "hash.scheme" . }}://{{ include "hash.kratosHost" . }}
{{- end }}

{{/*
What is reachable from outside, as a list for fromYamlArray: host, component and the port of its
Service. The kratos admin port has a Service of its own and is not here.
*/}}
{{- define "hash.hosts" -}}
- {component: frontend, port: http, number: {{ .Values.frontend.port }}, host: {{ include "hash.frontendHost" . | quote }}}
- {component: api, port: http, number: {{ .Values.api.port }}, host: {{ include "hash.apiHost" . | quote }}}
- {component: kratos, port: public, number: {{ .Values.kratos.publicPort }}, host: {{ include "hash.kratosHost" . | quote }}}
{{- if .Values.dashboard.enabled }}
- {component: dashboard, port: http, number: 80, host: {{ printf "k8s.%s" .Values.domain | quote }}}
{{- end }}
{{- end }}

{{/* Names of what a component has variables for, by era. */}}
{{- define "hash.graphPrefix" -}}
{{ ternary "HASH_GRAPH_API" "HASH_GRAPH_HTTP" (eq .Values.era "original") }}
{{- end }}

{{- define "hash.kratosPrefix" -}}
{{ ternary "ORY_KRATOS" "HASH_KRATOS" (eq .Values.era "original") }}
{{- end }}

{{/* Whether the search-loader runs: "true" or nothing. */}}
{{- define "hash.searchLoader" -}}
{{- if and (eq .Values.era "original") .Values.opensearch.host .Values.redis.host .Values.redis.searchQueueName .Values.pg.host .Values.pg.database .Values.realtime.pg.user -}}
true
{{- end }}
{{- end }}
