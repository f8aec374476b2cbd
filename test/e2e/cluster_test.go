package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// served are the kinds that the stub cluster knows, by group and version.
var served = map[string][]string{
	"v1":                   {"ConfigMap", "Secret", "Service", "ServiceAccount", "PersistentVolumeClaim", "Pod"},
	"apps/v1":              {"Deployment", "StatefulSet"},
	"batch/v1":             {"Job"},
	"networking.k8s.io/v1": {"Ingress", "NetworkPolicy"},
	"policy/v1":            {"PodDisruptionBudget"},

	"autoscaling/v2":               {"HorizontalPodAutoscaler"},
	"rbac.authorization.k8s.io/v1": {"Role", "RoleBinding"},
}

// startCluster serves what helm install --dry-run asks a cluster: which version it is, and which kinds
// it has. Everything else is not found, so nothing can be made in it, and nothing exists but a Service of
// release "first" in namespace "taken". Its address is on loopback; it ends with the test.
func startCluster(t *testing.T) string {
	t.Helper()
	answers := map[string]any{
		"/version": object{"major": "1", "minor": "34", "gitVersion": "v1.34.0"},
		"/api":     object{"kind": "APIVersions", "versions": []string{"v1"}},
		"/api/v1/namespaces/taken/services/hash-api": object{
			"apiVersion": "v1", "kind": "Service",
			"metadata": object{
				"name": "hash-api", "namespace": "taken",
				"labels":      object{"app.kubernetes.io/managed-by": "Helm"},
				"annotations": object{"meta.helm.sh/release-name": "first", "meta.helm.sh/release-namespace": "taken"},
			},
		},
	}
	var groups []object
	for version, kinds := range served {
		group, short, found := strings.Cut(version, "/")
		if !found {
			answers["/api/v1"] = resourceList(version, kinds)
			continue
		}
		one := object{"groupVersion": version, "version": short}
		groups = append(groups, object{"name": group, "versions": []object{one}, "preferredVersion": one})
		answers["/apis/"+version] = resourceList(version, kinds)
	}
	answers["/apis"] = object{"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.Path]
		if !ok || r.Method != http.MethodGet {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

type object = map[string]any

func resourceList(version string, kinds []string) object {
	var resources []object
	for _, kind := range kinds {
		plural := strings.ToLower(kind) + "s"
		if kind == "Ingress" {
			plural = "ingresses"
		}
		if kind == "NetworkPolicy" {
			plural = "networkpolicies"
		}
		resources = append(resources, object{
			"name": plural, "singularName": strings.ToLower(kind), "kind": kind, "namespaced": true,
			"verbs": []string{"get", "list", "create", "patch", "delete"},
		})
	}
	return object{"kind": "APIResourceList", "groupVersion": version, "resources": resources}
}

// kubeconfig names the cluster as the current one.
func kubeconfig(server string) string {
	return `apiVersion: v1
kind: Config
current-context: stub
clusters: [{name: stub, cluster: {server: "` + server + `"}}]
contexts: [{name: stub, context: {cluster: stub, user: stub}}]
users: [{name: stub, user: {}}]
`
}
