package manifest

import (
	"slices"
	"strings"
)

// ID names one resource. It is comparable; Namespace is as written, so it may be empty.
type ID struct {
	APIVersion string
	Kind       string
	Namespace  string
	Name       string
}

// String is the one way in which a resource is named to people: "Deployment hash/hash-api".
func (id ID) String() string {
	kind, name := id.Kind, id.Name
	if kind == "" {
		kind = "resource without kind"
	}
	if name == "" {
		name = "(no name)"
	}
	if id.Namespace != "" {
		name = id.Namespace + "/" + name
	}
	return kind + " " + name
}

// Group is the API group: "apps" for "apps/v1", empty for the core group.
func (id ID) Group() string {
	group, _, found := strings.Cut(id.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// InNamespace gives the ID with namespace filled in where it has none. A kind of Kubernetes itself that
// lives in no namespace stays as it is.
func (id ID) InNamespace(namespace string) ID {
	if id.Namespace == "" && !slices.Contains(clusterScoped[id.Group()], id.Kind) {
		id.Namespace = namespace
	}
	return id
}

// Compare orders IDs by kind, namespace, name and API version.
func (id ID) Compare(other ID) int {
	for _, pair := range [...][2]string{
		{id.Kind, other.Kind},
		{id.Namespace, other.Namespace},
		{id.Name, other.Name},
		{id.APIVersion, other.APIVersion},
	} {
		if c := strings.Compare(pair[0], pair[1]); c != 0 {
			return c
		}
	}
	return 0
}
