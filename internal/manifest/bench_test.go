package manifest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// release is the stream of a release with n resources of about 1.5 KB each.
func release(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `---
# Source: demo/templates/deployment-%[1]d.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-%[1]d
  labels:
    app.kubernetes.io/name: service-%[1]d
    app.kubernetes.io/managed-by: Helm
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: service-%[1]d
  template:
    metadata:
      labels:
        app.kubernetes.io/name: service-%[1]d
      annotations:
        checksum/config: "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b"
    spec:
      serviceAccountName: service-%[1]d
      securityContext:
        runAsNonRoot: true
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: main
          image: "registry.example.com/team/service-%[1]d:1.2.3" # pinned
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: service-%[1]d
                  key: password
          args:
            - --listen=:8080
            - --config=/etc/service/config.yaml
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
`, i)
	}
	return b.Bytes()
}

func sizes(b *testing.B, run func(b *testing.B, stream []byte)) {
	for _, n := range []int{100, 1000, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			stream := release(n)
			b.SetBytes(int64(len(stream)))
			b.ReportAllocs()
			run(b, stream)
		})
	}
}

func read(tb testing.TB, stream []byte) *Set {
	tb.Helper()
	s, err := Read(bytes.NewReader(stream), "stdin")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func BenchmarkRead(b *testing.B) {
	sizes(b, func(b *testing.B, stream []byte) {
		for b.Loop() {
			read(b, stream)
		}
	})
}

func BenchmarkWriteUntouched(b *testing.B) {
	sizes(b, func(b *testing.B, stream []byte) {
		s := read(b, stream)
		for b.Loop() {
			if _, err := s.Bytes(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkWriteEdited changes every resource.
func BenchmarkWriteEdited(b *testing.B) {
	sizes(b, func(b *testing.B, stream []byte) {
		s := read(b, stream)
		var changed []*Resource
		for r := range s.All() {
			next, err := r.Edit()
			if err != nil {
				b.Fatal(err)
			}
			set("spec.template.spec.containers[0].envFrom", l{m{"configMapRef": m{"name": "shared"}}})(next.Object())
			changed = append(changed, next)
		}
		s = s.With(changed...)
		for b.Loop() {
			text, err := s.Bytes()
			if err != nil || strings.Count(string(text), "envFrom") != len(changed) {
				b.Fatal(err)
			}
		}
	})
}
