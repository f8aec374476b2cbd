{{/*
A migration is a Job, and servers wait for the record that it leaves in the database: docs/decisions
has why. The helpers take one dict:

  root, component   of the server: graph
  database, tenant  where the record is, and who may read it
  image, args       what runs
  user, resources   of that container
  env               variables that it alone has
  peers             URLs that answer before it runs
*/}}

{{/* What a migration is recorded as: ten digits of what runs and where. */}}
{{- define "hash.revision" -}}
{{- $values := .root.Values -}}
{{ list (include "hash.image" .) .args .database $values.pg.host $values.pg.port (toString $values.migrations.revision) | toJson | sha256sum | trunc 10 }}
{{- end }}

{{/* The container with which a server waits for its migration. */}}
{{- define "hash.waitContainer" -}}
- name: wait
  {{- $args := list .component (include "hash.revision" .) }}
  {{- include "hash.script" (dict "root" .root "script" "wait" "args" $args) | nindent 2 }}
{{- end }}

{{/* A container that waits until each URL answers. Call with (dict "root" $ "urls" (list …)). */}}
{{- define "hash.peersContainer" -}}
- name: peers
  {{- include "hash.script" (dict "root" .root "script" "peers" "args" .urls) | nindent 2 }}
{{- end }}

{{/* What runs one of the scripts, in the image that has psql. */}}
{{- define "hash.script" -}}
{{- $values := .root.Values -}}
{{ include "hash.container" (dict "root" .root "image" $values.pg.image "user" $values.pg) }}
command: [sh, /scripts/{{ .script }}.sh]
args: {{ .args | toJson }}
resources:
  {{- toYaml $values.migrations.resources | nindent 2 }}
volumeMounts:
  - name: scripts
    mountPath: /scripts
    readOnly: true
{{- end }}

{{- define "hash.scriptsVolume" -}}
- name: scripts
  configMap:
    name: hash-scripts
{{- end }}

{{- define "hash.migrationJob" -}}
{{- $labels := dict "root" .root "component" (printf "%s-migrate" .component) "image" .image -}}
{{- $spec := include "hash.migrationSpec" . -}}
{{ include "hash.serviceAccount" $labels }}
---
# A Job cannot be changed, so what it says is part of its name, with the labels by which hash.yaml gives
# it variables: another image, or more memory, is another Job.
apiVersion: batch/v1
kind: Job
metadata:
  name: hash-{{ .component }}-migrate-{{ list ($spec | fromYaml) (include "hash.services" .) | toJson | sha256sum | trunc 10 }}
  labels:
    {{- include "hash.workloadLabels" $labels | nindent 4 }}
spec:
  {{- $spec | nindent 2 }}
{{- end }}

{{- define "hash.migrationSpec" -}}
{{- $values := .root.Values -}}
{{- $labels := dict "root" .root "component" (printf "%s-migrate" .component) "image" .image -}}
backoffLimit: {{ $values.migrations.backoffLimit }}
# Never two pods of one Job, also while the first is ending.
podReplacementPolicy: Failed
template:
  metadata:
    labels:
      {{- include "hash.podLabels" $labels | nindent 6 }}
  spec:
    {{- include "hash.podSpec" (dict "root" .root "component" $labels.component "user" .user) | nindent 4 }}
    # A failed pod stays, and its log with it.
    restartPolicy: Never
    terminationGracePeriodSeconds: 10
    initContainers:
      # Holds a lock in the database as long as the pod runs: the Job of an earlier upgrade may not
      # have ended. It also waits for the database.
      - name: lock
        restartPolicy: Always
        {{- include "hash.script" (dict "root" .root "script" "lock" "args" (list .component)) | nindent 8 }}
          - name: lock
            mountPath: /lock
        startupProbe:
          exec:
            command: [test, -f, /lock/held]
          periodSeconds: 2
          failureThreshold: {{ div $values.migrations.timeoutSeconds 2 }}
      {{- with .peers }}
      {{- include "hash.peersContainer" (dict "root" $.root "urls" .) | nindent 6 }}
      {{- end }}
      - name: migrate
        {{- include "hash.container" . | nindent 8 }}
        {{- with .args }}
        args: {{ toJson . }}
        {{- end }}
        {{- with .env }}
        env:
          {{- range $name, $value := . }}
          - name: {{ $name }}
            value: {{ $value | quote }}
          {{- end }}
        {{- end }}
        # `kubectl describe` shows why it failed.
        terminationMessagePolicy: FallbackToLogsOnError
        resources:
          {{- toYaml .resources | nindent 10 }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          - name: logs
            mountPath: /logs
    containers:
      - name: record
        {{- $args := list .component (include "hash.revision" .) .tenant }}
        {{- include "hash.script" (dict "root" .root "script" "record" "args" $args) | nindent 8 }}
    volumes:
      {{- include "hash.scriptsVolume" . | nindent 6 }}
      - name: lock
        emptyDir:
          sizeLimit: 1Mi
      - name: tmp
        emptyDir:
          sizeLimit: 64Mi
      - name: logs
        emptyDir:
          sizeLimit: 64Mi
{{- end }}
