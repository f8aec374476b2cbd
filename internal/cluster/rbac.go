package cluster

import "github.com/hashintel/helm-hash/internal/manifest"

const rbacAPI = "rbac.authorization.k8s.io"

// Subject is whom a RoleBinding names.
type Subject struct {
	Kind      string // User, Group or ServiceAccount
	Name      string
	Namespace string // of a ServiceAccount
}

// Permission gives the Role that lets ask for Secrets by name, and the RoleBinding of it.
func Permission(namespace, name string, secrets []string, subjects []Subject) []*manifest.Resource {
	metadata := map[string]any{"name": name, "namespace": namespace}
	role := map[string]any{
		"apiVersion": rbacAPI + "/v1",
		"kind":       "Role",
		"metadata":   metadata,
		"rules": []any{map[string]any{
			"apiGroups":     []any{""},
			"resources":     []any{"secrets"},
			"resourceNames": list(secrets, func(name string) any { return name }),
			"verbs":         []any{"get"},
		}},
	}
	binding := map[string]any{
		"apiVersion": rbacAPI + "/v1",
		"kind":       "RoleBinding",
		"metadata":   metadata,
		"roleRef":    map[string]any{"apiGroup": rbacAPI, "kind": "Role", "name": name},
		"subjects":   list(subjects, Subject.object),
	}
	return []*manifest.Resource{manifest.New(role, manifest.Source{}), manifest.New(binding, manifest.Source{})}
}

func (s Subject) object() any {
	if s.Kind == "ServiceAccount" {
		return map[string]any{"kind": s.Kind, "name": s.Name, "namespace": s.Namespace}
	}
	return map[string]any{"apiGroup": rbacAPI, "kind": s.Kind, "name": s.Name}
}

func list[T any](entries []T, as func(T) any) []any {
	all := make([]any, len(entries))
	for i, entry := range entries {
		all[i] = as(entry)
	}
	return all
}
