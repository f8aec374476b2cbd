package cli

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

const rbacAPI = "rbac.authorization.k8s.io"

// printRBAC prints who may check: get on the Secrets by name, in each namespace.
func (o *secretsCheckOptions) printRBAC(release string, needs []secret.Need) error {
	if len(needs) == 0 {
		o.say("nothing to allow: the release refers to no Secret that it does not make itself")
		return nil
	}
	subjects, err := subjectOf(o.subject)
	if err != nil {
		return err
	}
	name := cmp.Or(release, "release") + "-secrets-check"
	set := &manifest.Set{}
	for namespace, names := range namesByNamespace(needs) {
		set = set.With(role(namespace, name, names), roleBinding(namespace, name, subjects))
	}
	text, err := set.Bytes()
	if err != nil {
		return err
	}
	if len(subjects) == 0 {
		o.say("the RoleBinding names nobody: give --subject user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME")
	}
	return o.invocation.Output(text)
}

// namesByNamespace goes through needs, which are sorted by namespace.
func namesByNamespace(needs []secret.Need) iter.Seq2[string, []any] {
	return func(yield func(string, []any) bool) {
		for rest := needs; len(rest) > 0; {
			namespace := rest[0].Namespace
			end := slices.IndexFunc(rest, func(n secret.Need) bool { return n.Namespace != namespace })
			if end < 0 {
				end = len(rest)
			}
			names := make([]any, end)
			for i, n := range rest[:end] {
				names[i] = n.Name
			}
			if !yield(namespace, names) {
				return
			}
			rest = rest[end:]
		}
	}
}

func role(namespace, name string, secrets []any) *manifest.Resource {
	return manifest.New(map[string]any{
		"apiVersion": rbacAPI + "/v1",
		"kind":       "Role",
		"metadata":   map[string]any{"name": name, "namespace": namespace},
		"rules": []any{map[string]any{
			"apiGroups":     []any{""},
			"resources":     []any{"secrets"},
			"resourceNames": secrets,
			"verbs":         []any{"get"},
		}},
	}, manifest.Source{})
}

func roleBinding(namespace, name string, subjects []any) *manifest.Resource {
	return manifest.New(map[string]any{
		"apiVersion": rbacAPI + "/v1",
		"kind":       "RoleBinding",
		"metadata":   map[string]any{"name": name, "namespace": namespace},
		"roleRef":    map[string]any{"apiGroup": rbacAPI, "kind": "Role", "name": name},
		"subjects":   subjects,
	}, manifest.Source{})
}

// subjectOf reads --subject; without one there is none.
func subjectOf(text string) ([]any, error) {
	if text == "" {
		return []any{}, nil
	}
	kind, name, _ := strings.Cut(text, ":")
	namespace, account, _ := strings.Cut(name, "/")
	switch {
	case name == "":
	case kind == "user":
		return []any{map[string]any{"apiGroup": rbacAPI, "kind": "User", "name": name}}, nil
	case kind == "group":
		return []any{map[string]any{"apiGroup": rbacAPI, "kind": "Group", "name": name}}, nil
	case kind == "serviceaccount" && namespace != "" && account != "":
		return []any{map[string]any{"kind": "ServiceAccount", "name": account, "namespace": namespace}}, nil
	}
	return nil, program.WithHint(fmt.Errorf("--subject: %q names nobody", text), "give user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME")
}
