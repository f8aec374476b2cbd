package environ_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// shared is what the containers of the tests can refer to.
const shared = `
{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {A: "1", B: "2 $(A) $$", nothing: null, number: 3}, binaryData: {BIN: aGk=}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: odd}, data: {9to5: "1", "..x": "2", a-b.c: "3"}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: foreign, namespace: other}, data: {F: f}}
---
{apiVersion: example.com/v1, kind: ConfigMap, metadata: {name: impostor}, data: {I: i}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: hooked, annotations: {helm.sh/hook: pre-install}}, data: {H: h}}
---
{apiVersion: v1, kind: Secret, metadata: {name: secret}, data: {P: cGxhbnRlZA==}, stringData: {A: planted}}
---
`

// environment computes what the only container of a Pod gets, without the links of the API server.
func environment(t *testing.T, stream, container string, prepare func(*environ.Objects)) environ.Environment {
	t.Helper()
	const pod = "{apiVersion: v1, kind: Pod, metadata: {name: pod}, spec: {containers: [%]}}"
	set := read(t, stream+strings.Replace(pod, "%", container, 1))
	objects := environ.Collect(set, "ns")
	if prepare != nil {
		prepare(objects)
	}
	return only(t, objects, set)
}

func only(t *testing.T, objects *environ.Objects, set *manifest.Set) environ.Environment {
	t.Helper()
	for c := range environ.Containers(set, kinds()) {
		return withoutAPIServer(objects.Of(c.Workload, c.Template, c.Container))
	}
	t.Fatal("no container")
	return environ.Environment{}
}

func withoutAPIServer(e environ.Environment) environ.Environment {
	var rest []environ.Variable
	for _, v := range e.Variables {
		if v.Source != (environ.Source{Kind: environ.ServiceLink, Name: "kubernetes"}) {
			rest = append(rest, v)
		}
	}
	e.Variables = rest
	return e
}

func kinds() manifest.Kinds { return manifest.BuiltinKinds() }

func read(t testing.TB, stream string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// lines prints an environment: what it holds, then what it lacks.
func lines(e environ.Environment) []string {
	var all []string
	for _, v := range e.Variables {
		line := v.Name + "=" + v.Value.String()
		for _, s := range v.Doubt {
			line += " ? " + s.String()
		}
		for _, s := range v.Depends {
			line += " depends on " + s.String()
		}
		all = append(all, line)
	}
	for _, s := range e.Unknown {
		all = append(all, "unknown "+s.Prefix+" "+s.String())
	}
	for _, s := range e.Skipped {
		all = append(all, "skipped "+s.Name+": "+s.Reason)
	}
	for _, s := range e.Missing {
		all = append(all, "missing "+s.String())
	}
	for _, s := range e.Assumed {
		all = append(all, "assumed "+s.String())
	}
	return all
}

func TestEnvironment(t *testing.T) {
	t.Parallel()
	declared := func(o *environ.Objects) {
		o.Add(environ.Declared{Kind: environ.Secret, Name: "made", Keys: []string{"X", "Q"}})
		o.Add(environ.Declared{Kind: environ.Secret, Namespace: "ns", Name: "open", Keys: []string{"A"}, Open: true})
		o.Add(environ.Declared{Kind: environ.Secret, Namespace: "ns", Name: "open"})
		o.Add(environ.Declared{Kind: environ.Secret, Namespace: "other", Name: "elsewhere", Keys: []string{"E"}})
		o.Add(environ.Declared{Kind: environ.Secret, Name: "secret", Keys: []string{"Z"}})
		o.Add(environ.Declared{Kind: environ.ConfigMap, Name: "declared", Keys: []string{"D"}})
		o.Add(environ.Declared{Kind: environ.ConfigMap, Name: "map", Keys: []string{"A", "B", "C"}})
	}
	version := func(version string) func(*environ.Objects) {
		return func(o *environ.Objects) { o.KubeVersion = version }
	}
	tests := []struct {
		name      string
		container string
		prepare   func(*environ.Objects)
		want      []string
	}{
		{name: "nothing", container: `{}`},
		{name: "what is no list", container: `{env: {A: b}, envFrom: x}`},

		// Order.
		{
			name: "literals in their order", container: `{env: [{name: B, value: b}, {name: A, value: a}, {name: E}, {name: O, value: null}]}`,
			want: []string{"B=b", "A=a", "E=", "O="},
		},
		{
			name: "the last of one name", container: `{env: [{name: A, value: a}, {name: B, value: b}, {name: A, value: c}]}`,
			want: []string{"B=b", "A=c"},
		},
		{
			name: "env over envFrom", container: `{env: [{name: A, value: a}], envFrom: [{configMapRef: {name: map}}]}`,
			want: []string{"B=2 $(A) $$", "nothing=", "A=a"},
		},
		{
			name: "an empty value over envFrom", container: `{env: [{name: A, value: ""}], envFrom: [{configMapRef: {name: map}}]}`,
			want: []string{"B=2 $(A) $$", "nothing=", "A="},
		},
		{
			name: "the later envFrom", container: `{envFrom: [{configMapRef: {name: map}}, {secretRef: {name: secret}}]}`,
			want: []string{"B=2 $(A) $$", "nothing=", "A=<Secret secret/A>", "P=<Secret secret/P>"},
		},
		{
			name: "the later envFrom the other way round", container: `{envFrom: [{secretRef: {name: secret}}, {configMapRef: {name: map}}]}`,
			want: []string{"P=<Secret secret/P>", "A=1", "B=2 $(A) $$", "nothing="},
		},
		{
			name: "both in one entry of envFrom", container: `{envFrom: [{secretRef: {name: secret}, configMapRef: {name: map}}]}`,
			want: []string{"A=1", "B=2 $(A) $$", "nothing="},
		},

		// envFrom.
		{
			name: "prefix", container: `{env: [{name: C, value: $(X_A)$(A)}], envFrom: [{prefix: X_, configMapRef: {name: map}}]}`,
			want: []string{"X_A=1", "X_B=2 $(A) $$", "X_nothing=", "C=1$(A)"},
		},
		{
			name: "prefixes that meet", container: `{envFrom: [{prefix: A, configMapRef: {name: map}}, {prefix: A, secretRef: {name: secret}}]}`,
			want: []string{"AB=2 $(A) $$", "Anothing=", "AA=<Secret secret/A>", "AP=<Secret secret/P>"},
		},
		{
			name: "an object of another namespace, and one of another group", container: `{envFrom: [{configMapRef: {name: foreign}}, {configMapRef: {name: impostor}}]}`,
			want: []string{
				"unknown  ConfigMap foreign", "unknown  ConfigMap impostor",
				"missing ConfigMap foreign", "missing ConfigMap impostor",
			},
		},
		{
			name: "an object of a hook", container: `{envFrom: [{configMapRef: {name: hooked}}]}`,
			want: []string{"unknown  ConfigMap hooked", "missing ConfigMap hooked"},
		},
		{
			name: "the same that is missing, twice", container: `{envFrom: [{secretRef: {name: gone}}, {secretRef: {name: gone}}]}`,
			want: []string{"unknown  Secret gone", "unknown  Secret gone", "missing Secret gone"},
		},
		{
			name: "optional and not there", container: `{envFrom: [{prefix: P_, secretRef: {name: gone, optional: true}}]}`,
			want: []string{"unknown P_ Secret gone"},
		},
		{name: "no reference", container: `{envFrom: [{prefix: X}, null, {secretRef: null}]}`},

		// Names.
		{
			name: "odd keys today", container: `{envFrom: [{configMapRef: {name: odd}}]}`,
			want: []string{"..x=2", "9to5=1", "a-b.c=3"},
		},
		{
			name: "odd keys in 1.30", container: `{envFrom: [{configMapRef: {name: odd}}]}`, prepare: version("1.30"),
			want: []string{"..x=2", "9to5=1", "a-b.c=3"},
		},
		{
			name: "odd keys in 1.29", container: `{envFrom: [{configMapRef: {name: odd}}]}`, prepare: version("1.29"),
			want: []string{
				"a-b.c=3",
				"skipped ..x: the kubelet skips names like this before Kubernetes 1.30",
				"skipped 9to5: the kubelet skips names like this before Kubernetes 1.30",
			},
		},
		{
			name: "a prefix that makes a key a name", container: `{envFrom: [{prefix: X, configMapRef: {name: odd}}]}`, prepare: version("v1.29.3"),
			want: []string{"X..x=2", "X9to5=1", "Xa-b.c=3"},
		},
		{
			name: "odd names in 1.32", container: `{env: [{name: 9to5}, {name: a:b c}]}`, prepare: version("1.32"),
			want: []string{"9to5=", "a:b c="},
		},
		{
			name: "odd names in 1.31", container: `{env: [{name: 9to5}, {name: a:b c}, {name: a-b.c}]}`, prepare: version("1.31"),
			want: []string{"a-b.c=", "skipped 9to5: the API server refuses the name", "skipped a:b c: the API server refuses the name"},
		},
		{
			name: "what never was a name", container: `{env: [{name: A=B}, {name: Ä}, {name: ""}, {value: x}, {name: "A\n"}, {name: 5}]}`,
			want: []string{
				"skipped A=B: the API server refuses the name", "skipped Ä: the API server refuses the name",
				"skipped : the API server refuses the name", "skipped : the API server refuses the name",
				"skipped A\n: the API server refuses the name", "skipped : the API server refuses the name",
			},
		},
		{
			name: "a value that is no text", container: `{env: [{name: A, value: 5}, {name: B, value: [x]}]}`,
			want: []string{
				"skipped A: the API server refuses a value that is not text",
				"skipped B: the API server refuses a value that is not text",
			},
		},

		// References to keys.
		{
			name:      "keys",
			container: `{env: [{name: X, valueFrom: {configMapKeyRef: {name: map, key: B}}}, {name: W, valueFrom: {secretKeyRef: {name: secret, key: P}}}]}`,
			want:      []string{"X=2 $(A) $$", "W=<Secret secret/P>"},
		},
		{
			name:      "keys that are missing",
			container: `{env: [{name: X, valueFrom: {configMapKeyRef: {name: map, key: C}}}, {name: W, valueFrom: {secretKeyRef: {name: gone, key: P}}}]}`,
			want:      []string{"X=<ConfigMap map/C>", "W=<Secret gone/P>", "missing ConfigMap map/C", "missing Secret gone/P"},
		},
		{
			name:      "binary data and what is no text are no keys",
			container: `{env: [{name: X, valueFrom: {configMapKeyRef: {name: map, key: BIN}}}, {name: W, valueFrom: {configMapKeyRef: {name: map, key: number}}}]}`,
			want: []string{
				"X=<ConfigMap map/BIN>", "W=<ConfigMap map/number>",
				"missing ConfigMap map/BIN", "missing ConfigMap map/number",
			},
		},
		{
			name:      "an optional key that the object does not have",
			container: `{env: [{name: X, value: x}, {name: X, valueFrom: {configMapKeyRef: {name: map, key: C, optional: true}}}]}`,
			want:      []string{"X=x", "skipped X: it is optional, and there is no ConfigMap map/C"},
		},
		{
			name:      "an optional key of an object that is not there",
			container: `{env: [{name: X, value: x}, {name: X, valueFrom: {secretKeyRef: {name: gone, key: C, optional: true}}}, {name: W, value: $(X)}]}`,
			want: []string{
				"X=x ? Secret gone/C", "W=x depends on Secret gone/C",
				"skipped X: it is optional, and nothing here is known to make Secret gone/C",
			},
		},
		{
			name:      "what is set later is in no doubt",
			container: `{env: [{name: X, valueFrom: {secretKeyRef: {name: gone, key: C, optional: true}}}, {name: W, value: $(X)}, {name: X, value: x}, {name: Z, value: $(X)}]}`,
			want: []string{
				"W=$(X) depends on Secret gone/C", "X=x", "Z=x",
				"skipped X: it is optional, and nothing here is known to make Secret gone/C",
			},
		},
		{
			name:      "a value over its valueFrom",
			container: `{env: [{name: X, value: x, valueFrom: {secretKeyRef: {name: gone, key: C}}}]}`,
			want:      []string{"X=x"},
		},
		{
			name:      "a valueFrom over an empty value",
			container: `{env: [{name: X, value: "", valueFrom: {secretKeyRef: {name: secret, key: P}}}]}`,
			want:      []string{"X=<Secret secret/P>"},
		},
		{
			name: "a valueFrom without a source", container: `{env: [{name: X, valueFrom: {}}]}`,
			want: []string{"skipped X: the API server refuses a valueFrom without a source"},
		},

		// What is declared.
		{
			name: "a declared object", container: `{envFrom: [{secretRef: {name: made}}, {configMapRef: {name: declared}}]}`, prepare: declared,
			want: []string{"Q=<Secret made/Q>", "X=<Secret made/X>", "D=<ConfigMap declared/D>"},
		},
		{
			name: "a declared key beside those of the release", container: `{envFrom: [{secretRef: {name: secret}}]}`, prepare: declared,
			want: []string{"A=<Secret secret/A>", "P=<Secret secret/P>", "Z=<Secret secret/Z>"},
		},
		{
			name: "a declared key whose value is known", container: `{envFrom: [{configMapRef: {name: map}}]}`, prepare: declared,
			want: []string{"A=1", "B=2 $(A) $$", "C=<ConfigMap map/C>", "nothing="},
		},
		{
			name:      "all keys of an open object: those known, and others",
			container: `{envFrom: [{configMapRef: {name: odd}}, {prefix: X_, secretRef: {name: open}}, {secretRef: {name: open}}], env: [{name: C, value: $(9to5)$(U)}]}`,
			prepare:   declared,
			want: []string{
				"..x=2 ? Secret open", "9to5=1 ? Secret open", "a-b.c=3 ? Secret open", "X_A=<Secret open/A> ? Secret open",
				"A=<Secret open/A>", "C=1$(U) depends on Secret open", "unknown X_ Secret open", "unknown  Secret open",
			},
		},
		{
			name: "one key of an open object", container: `{env: [{name: X, valueFrom: {secretKeyRef: {name: open, key: U}}}]}`, prepare: declared,
			want: []string{"X=<Secret open/U>", "assumed Secret open/U"},
		},
		{
			name: "an optional key of an open object", container: `{env: [{name: X, valueFrom: {secretKeyRef: {name: open, key: U, optional: true}}}]}`, prepare: declared,
			want: []string{"skipped X: it is optional, and nothing here is known to make Secret open/U"},
		},
		{
			name: "declared in another namespace", container: `{env: [{name: X, valueFrom: {secretKeyRef: {name: elsewhere, key: E}}}]}`, prepare: declared,
			want: []string{"X=<Secret elsewhere/E>", "missing Secret elsewhere/E"},
		},

		// What only the cluster knows.
		{
			name:      "fields and resources",
			container: `{env: [{name: F, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, {name: R, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}, {name: S, valueFrom: {resourceFieldRef: {resource: limits.memory, containerName: api, divisor: 1Mi}}}, {name: U, value: http://$(F):80}]}`,
			want:      []string{"F=<field status.podIP>", "R=<resource limits.cpu>", "S=<resource limits.memory in 1Mi of api>", "U=http://<field status.podIP>:80"},
		},
		{
			name: "files", container: `{env: [{name: F, valueFrom: {fileKeyRef: {volumeName: v, path: a/b.env, key: K}}}]}`,
			want: []string{"F=<file v/a/b.env/K>"},
		},
		{
			name: "optional files", container: `{env: [{name: F, value: f}, {name: F, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: K, optional: true}}}]}`,
			want: []string{"F=f ? file v/p/K", "skipped F: it is optional, and nothing here is known to make file v/p/K"},
		},
		{
			name: "files in 1.34", container: `{env: [{name: F, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: K}}}]}`, prepare: version("1.34"),
			want: []string{"skipped F: fileKeyRef needs Kubernetes 1.35"},
		},

		// Expansion; FuzzExpansion compares much more.
		{
			name: "references", container: `{env: [{name: A, value: a}, {name: X, value: "$(A)$$(A)$$$(A)$(B)$(A$A$"}, {name: B, value: b}]}`,
			want: []string{"A=a", "X=a$(A)$a$(B)$(A$A$", "B=b"},
		},
		{
			name: "to itself", container: `{envFrom: [{configMapRef: {name: map}}], env: [{name: A, value: "$(A)0"}, {name: A, value: "$(A)0"}, {name: S, value: "$(S)"}]}`,
			want: []string{"B=2 $(A) $$", "nothing=", "A=100", "S=$(S)"},
		},
		{
			name: "once only", container: `{env: [{name: A, value: $$(B)}, {name: B, value: b}, {name: C, value: $(A)}]}`,
			want: []string{"A=$(B)", "B=b", "C=$(B)"},
		},
		{
			name:      "to secrets",
			container: `{env: [{name: PW, valueFrom: {secretKeyRef: {name: secret, key: P}}}, {name: D, value: "postgres://u:$(PW)@h/d"}, {name: E, value: "$(D)?x=$(PW)$(PW)"}]}`,
			want: []string{
				"PW=<Secret secret/P>", "D=postgres://u:<Secret secret/P>@h/d",
				"E=postgres://u:<Secret secret/P>@h/d?x=<Secret secret/P><Secret secret/P>",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := lines(environment(t, shared, tt.container, tt.prepare))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// TestValueThatDoubles holds that references cannot fill the memory, whether they hold text or not.
func TestValueThatDoubles(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"value: xx", "valueFrom: {fieldRef: {fieldPath: status.podIP}}"} {
		entries := []string{"{name: V0, " + first + "}"}
		for i := range 200 {
			entries = append(entries, fmt.Sprintf("{name: V%d, value: $(V%d)$(V%[2]d)}", i+1, i))
		}
		e := environment(t, "", "{env: ["+strings.Join(entries, ", ")+"]}", nil)
		if len(e.Skipped) == 0 || len(e.Variables) < 15 {
			t.Errorf("%s: got %d variables, skipped %d", first, len(e.Variables), len(e.Skipped))
		}
	}
}

// TestSameName holds that of two objects of one name the later one is there, not a mixture.
func TestSameName(t *testing.T) {
	t.Parallel()
	const twice = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {A: a, B: b}}\n---\n" +
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: ns}, data: {A: other}}\n---\n"
	got := lines(environment(t, twice, "{envFrom: [{configMapRef: {name: m}}]}", nil))
	if d := cmp.Diff([]string{"A=other"}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestHooksSeeMore holds that hooks count on all objects, and others on none that is a hook.
func TestHooksSeeMore(t *testing.T) {
	t.Parallel()
	const job = `{apiVersion: batch/v1, kind: Job, metadata: {name: j, annotations: {helm.sh/hook: pre-install}}, spec: {template: {spec: {
containers: [{env: [{name: X, valueFrom: {configMapKeyRef: {name: hooked, key: H}}}, {name: W, valueFrom: {configMapKeyRef: {name: map, key: A}}}]}]}}}}`
	const hook = "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: map, annotations: {helm.sh/hook: pre-install}}, data: {A: other}}"
	set := read(t, shared+job+hook)
	if d := cmp.Diff([]string{"X=h", "W=1"}, lines(only(t, environ.Collect(set, "ns"), set))); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestContainers holds that every kind of container counts, in the order in which they start.
func TestContainers(t *testing.T) {
	t.Parallel()
	const stream = `
{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: main}], ephemeralContainers: [{name: debug}],
initContainers: [{name: migrate}, {name: sidecar, restartPolicy: Always}]}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: tick}]}}}}}}
`
	var got []string
	for c := range environ.Containers(read(t, stream), kinds()) {
		got = append(got, c.Workload.ID().String()+" "+c.Name)
		if c.Name == "tick" {
			break // which ends the sequence
		}
	}
	want := []string{"Pod p migrate", "Pod p sidecar", "Pod p main", "Pod p debug", "CronJob c tick"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestPlaces holds where variables are said to come from.
func TestPlaces(t *testing.T) {
	t.Parallel()
	e := environment(t, shared, `{env: [{name: L, value: l}, {name: F, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}, {name: K, valueFrom: {configMapKeyRef: {name: map, key: A}}},
{name: P, valueFrom: {secretKeyRef: {name: secret, key: P}}}, {name: M, valueFrom: {configMapKeyRef: {name: gone, key: A}}}], envFrom: [{configMapRef: {name: map}}]}`, nil)
	var got []string
	for _, v := range e.Variables {
		holder := "nowhere"
		if v.Holder != nil {
			holder = v.Holder.ID().String() + " " + v.HolderPath.String()
		}
		got = append(got, v.Name+": "+v.Source.String()+" by "+v.Entry.String()+", held by "+holder)
	}
	want := []string{
		"A: ConfigMap map/A by spec.containers[0].envFrom[0], held by ConfigMap map data.A",
		"B: ConfigMap map/B by spec.containers[0].envFrom[0], held by ConfigMap map data.B",
		"nothing: ConfigMap map/nothing by spec.containers[0].envFrom[0], held by ConfigMap map data.nothing",
		"L: literal by spec.containers[0].env[0], held by Pod pod spec.containers[0].env[0].value",
		"F: field spec.nodeName by spec.containers[0].env[1], held by Pod pod spec.containers[0].env[1].valueFrom",
		"K: ConfigMap map/A by spec.containers[0].env[2], held by ConfigMap map data.A",
		"P: Secret secret/P by spec.containers[0].env[3], held by nowhere",
		"M: ConfigMap gone/A by spec.containers[0].env[4], held by nowhere",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
