package secret_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/secret"
)

// made is a case of what a resource makes.
type made struct {
	name string
	yaml string
	want []secret.Secret
}

func holdAll(t *testing.T, cases []made) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, secret.Made(read(t, c.yaml)[0])); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func one(name string, keys ...string) []secret.Secret {
	return []secret.Secret{{Name: name, Keys: keys}}
}

func open(name string, keys ...string) []secret.Secret {
	return []secret.Secret{{Name: name, Keys: keys, Open: true}}
}

func TestMadeByItself(t *testing.T) {
	t.Parallel()
	holdAll(t, []made{
		{
			"Secret", "{apiVersion: v1, kind: Secret, metadata: {name: pg}, data: {user: cg==, password: cHc=}, stringData: {password: a, dsn: ''}}",
			one("pg", "dsn", "password", "user"),
		},
		{"without keys", "{apiVersion: v1, kind: Secret, metadata: {name: pg}}", one("pg")},
		{
			"token of a ServiceAccount", "{apiVersion: v1, kind: Secret, metadata: {name: sa}, type: kubernetes.io/service-account-token, data: {extra: YQ==}}",
			open("sa", "ca.crt", "extra", "namespace", "token"),
		},
		{"ConfigMap", "{apiVersion: v1, kind: ConfigMap, metadata: {name: pg}, data: {user: a}}", nil},
		{"of another group", "{apiVersion: example.com/v1, kind: Secret, metadata: {name: pg}, data: {user: a}}", nil},
	})
}

func TestMadeByExternalSecrets(t *testing.T) {
	t.Parallel()
	external := func(version, spec string) string {
		return "{apiVersion: external-secrets.io/" + version + ", kind: ExternalSecret, metadata: {name: pg}, spec: {" + spec + "}}"
	}
	const data = "data: [{secretKey: user, remoteRef: {key: a}}, {secretKey: password, remoteRef: {key: b}}]"
	holdAll(t, []made{
		{"data", external("v1", data), one("pg", "password", "user")},
		{"v1beta1", external("v1beta1", data), one("pg", "password", "user")},
		{"key twice", external("v1", "data: [{secretKey: user}, {secretKey: user}]"), one("pg", "user")},
		{"dataFrom", external("v1", data+", dataFrom: [{extract: {key: c}}]"), open("pg", "password", "user")},
		{"dataFrom with rewrite", external("v1", "dataFrom: [{find: {}, rewrite: [{regexp: {source: a, target: b}}]}]"), open("pg")},
		{"name of the target", external("v1", data+", target: {name: db}"), one("db", "password", "user")},
		{"template without data", external("v1", data+", target: {template: {type: Opaque}}"), one("pg", "password", "user")},
		{"template replaces", external("v1", data+", dataFrom: [{find: {}}], target: {template: {data: {dsn: '{{ .user }}'}}}"), one("pg", "dsn")},
		{"template merges", external("v1", data+", target: {template: {mergePolicy: Merge, data: {dsn: '', user: ''}}}"), one("pg", "dsn", "password", "user")},
		{"template merges with dataFrom", external("v1", "dataFrom: [{find: {}}], target: {template: {mergePolicy: Merge, data: {dsn: ''}}}"), open("pg", "dsn")},
		{"template from a ConfigMap", external("v1", data+", target: {template: {templateFrom: [{configMap: {name: t, items: [{key: a}]}}]}}"), open("pg")},
		{"template for labels only", external("v1", data+", target: {template: {data: {dsn: ''}, templateFrom: [{target: Labels, literal: 'a: b'}, {target: Annotations, literal: 'a: b'}]}}"), one("pg", "dsn")},
		{"nothing made", external("v1", data+", target: {creationPolicy: None}"), nil},
		{"left behind", external("v1", data+", target: {creationPolicy: Orphan}"), one("pg", "password", "user")},
		{"added to another", external("v1", data+", target: {creationPolicy: Merge}"), open("pg", "password", "user")},
		{"other kind made", external("v1", data+", target: {manifest: {apiVersion: v1, kind: ConfigMap}}"), nil},
		{
			"ClusterExternalSecret", "{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: all}, spec: {externalSecretName: pg, externalSecretSpec: {" + data + "}}}",
			[]secret.Secret{{Name: "pg", Keys: []string{"password", "user"}, Anywhere: true}},
		},
		{
			"ClusterExternalSecret by its own name", "{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: all}, spec: {externalSecretSpec: {" + data + "}}}",
			[]secret.Secret{{Name: "all", Keys: []string{"password", "user"}, Anywhere: true}},
		},
		{"PushSecret", "{apiVersion: external-secrets.io/v1alpha1, kind: PushSecret, metadata: {name: pg}, spec: {selector: {secret: {name: pg}}}}", nil},
		{"of another group", "{apiVersion: kubernetes-client.io/v1, kind: ExternalSecret, metadata: {name: pg}, spec: {" + data + "}}", nil},
	})
}

func TestMadeBySealedSecrets(t *testing.T) {
	t.Parallel()
	holdAll(t, []made{
		{"sealed", seal("name: pg", "encryptedData: {user: AgB, password: AgB}"), one("pg", "password", "user")},
		{"template", seal("name: pg", "encryptedData: {user: AgB, password: AgB}, template: {data: {user: null, dsn: '{{ .user }}'}}"), one("pg", "dsn", "password")},
		{"by another name in the template", seal("name: pg", withUser+", template: {metadata: {name: db}}"), one("pg", "user")},
		{"all keys as one", seal("name: pg", "data: AgB"), open("pg")},
		{"patch", seal("name: pg", withUser+", template: {metadata: {annotations: {sealedsecrets.bitnami.com/patch: 'true'}}}"), open("pg", "user")},
		{"of another group", "{apiVersion: example.com/v1, kind: SealedSecret, metadata: {name: pg}, spec: {" + withUser + "}}", nil},
	})
}

func TestMadeByCSI(t *testing.T) {
	t.Parallel()
	class := func(spec string) string {
		return "{apiVersion: secrets-store.csi.x-k8s.io/v1, kind: SecretProviderClass, metadata: {name: class}, spec: {" + spec + "}}"
	}
	holdAll(t, []made{
		{
			"two Secrets", class("secretObjects: [{secretName: pg, data: [{objectName: a, key: user}, {objectName: b, key: password}]}, {secretName: kratos, data: [{key: c}]}]"),
			[]secret.Secret{{Name: "pg", Keys: []string{"password", "user"}}, {Name: "kratos", Keys: []string{"c"}}},
		},
		{"only mounted", class("provider: aws"), nil},
		{"of another group", "{apiVersion: example.com/v1, kind: SecretProviderClass, spec: {secretObjects: [{secretName: pg}]}}", nil},
	})
}

func TestMadeByCertManager(t *testing.T) {
	t.Parallel()
	certificate := func(spec string) string {
		return "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: web}, spec: {" + spec + "}}"
	}
	ingress := func(annotation string) string {
		return "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, annotations: {" + annotation + "}}, " +
			"spec: {tls: [{hosts: [a.example], secretName: tls}, {hosts: [b.example]}, {secretName: own}]}}"
	}
	gateway := func(annotation string) string {
		return "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web, namespace: hash, annotations: {" + annotation + "}}, spec: {listeners: [" +
			"{protocol: HTTPS, hostname: a.example, tls: {certificateRefs: [{name: tls}, {name: here, namespace: hash, kind: Secret, group: ''}, {name: elsewhere, namespace: db}, {name: other, kind: Bundle}]}}," +
			"{protocol: HTTPS, tls: {certificateRefs: [{name: no-host}]}}," +
			"{protocol: TLS, hostname: b.example, tls: {mode: Passthrough, certificateRefs: [{name: passed}]}}," +
			"{protocol: HTTP, hostname: c.example, tls: {certificateRefs: [{name: plain}]}}]}}"
	}
	tls := []string{"ca.crt", "tls.crt", "tls.key"}
	listeners := []secret.Secret{{Name: "tls", Keys: tls}, {Name: "here", Keys: tls}}
	holdAll(t, []made{
		{"Certificate", certificate("secretName: tls"), one("tls", tls...)},
		{"keystores", certificate("secretName: tls, keystores: {jks: {create: true}}"), open("tls", tls...)},
		{"further formats", certificate("secretName: tls, additionalOutputFormats: [{type: DER}]"), open("tls", tls...)},
		{"no name", certificate("dnsNames: [a.example]"), nil},
		{"of another group", "{apiVersion: networking.gke.io/v1, kind: Certificate, spec: {secretName: tls}}", nil},
		{"Ingress with issuer", ingress("cert-manager.io/issuer: a"), one("tls", tls...)},
		{"Ingress with cluster issuer", ingress("cert-manager.io/cluster-issuer: a"), one("tls", tls...)},
		{"Ingress with the oldest annotation", ingress("kubernetes.io/tls-acme: 'true'"), one("tls", tls...)},
		{"Ingress that opts out", ingress("kubernetes.io/tls-acme: 'false'"), nil},
		{"Ingress without annotation", ingress(""), nil},
		{"Gateway with issuer", gateway("cert-manager.io/issuer: a"), listeners},
		{"Gateway with cluster issuer", gateway("cert-manager.io/cluster-issuer: a"), listeners},
		{"Gateway with the annotation of an Ingress", gateway("kubernetes.io/tls-acme: 'true'"), nil},
	})
}
