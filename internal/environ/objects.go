package environ

import (
	"iter"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Objects are the ConfigMaps, Secrets and Services that the containers of a release can count on.
type Objects struct {
	// KubeVersion is that of the cluster, such as "1.34"; empty stands for the newest.
	KubeVersion string

	namespace string
	forHooks  *view
	forOthers *view
}

// view is what some pods of a release see. Providers says why hooks see more than others.
type view struct {
	objects map[objectKey]*object
	links   map[string]*links // of the Services in a namespace, and of the API server's
	always  *links            // of the API server's Service
}

type objectKey struct{ kind, namespace, name string }

// object is a ConfigMap or a Secret.
type object struct {
	keys   []string // sorted
	values map[string]Variable
	open   bool // it may have more keys
}

// Collect reads the objects of a release; namespace is that of resources that name none.
func Collect(s *manifest.Set, namespace string) *Objects {
	return &Objects{
		namespace: namespace,
		forHooks:  newView(Providers(s, true), namespace),
		forOthers: newView(Providers(s, false), namespace),
	}
}

func (o *Objects) seenBy(r *manifest.Resource) *view {
	if r.Hook() {
		return o.forHooks
	}
	return o.forOthers
}

func newView(resources iter.Seq[*manifest.Resource], namespace string) *view {
	always := newLinks(apiServer())
	v := &view{objects: map[objectKey]*object{}, links: map[string]*links{}, always: always}
	services, namespaces := map[string][]service{}, map[string]bool{}
	for r := range resources {
		id := r.ID().InNamespace(namespace)
		namespaces[id.Namespace] = true
		if id.APIVersion != "v1" {
			continue
		}
		switch id.Kind {
		case ConfigMap:
			v.objects[objectKey{ConfigMap, id.Namespace, id.Name}] = configMap(r)
		case Secret:
			v.objects[objectKey{Secret, id.Namespace, id.Name}] = secret(r)
		case "Service":
			if s, linked := serviceOf(r); linked {
				services[id.Namespace] = append(services[id.Namespace], s)
			}
		}
	}
	for ns := range namespaces {
		v.addClusterConfigMaps(ns)
	}
	for ns, found := range services {
		v.links[ns] = newLinks(append(found, apiServer())...)
	}
	return v
}

// object gives the object of that key, which is empty where none was known.
func (v *view) object(key objectKey) *object {
	found := v.objects[key]
	if found == nil {
		found = newObject()
		v.objects[key] = found
	}
	return found
}

func (v *view) linksIn(namespace string) *links {
	if found := v.links[namespace]; found != nil {
		return found
	}
	return v.always
}

func newObject() *object { return &object{values: map[string]Variable{}} }

func (o *object) add(key string, v Variable) {
	if _, known := o.values[key]; !known {
		o.keys = append(o.keys, key)
	}
	o.values[key] = v
}

// configMap takes the data alone: the kubelet makes no variables of binaryData.
func configMap(r *manifest.Resource) *object {
	o, name := newObject(), r.ID().Name
	data, _ := r.Object()["data"].(map[string]any)
	for key, value := range data {
		content, isText := value.(string)
		if !isText && value != nil {
			continue // the API server refuses the ConfigMap
		}
		o.add(key, Variable{
			Value:      text(content),
			Source:     Source{Kind: ConfigMap, Name: name, Key: key},
			Holder:     r,
			HolderPath: manifest.Path{"data", key},
		})
	}
	slices.Sort(o.keys)
	return o
}

// secret takes the names of the keys alone.
func secret(r *manifest.Resource) *object {
	o, name := newObject(), r.ID().Name
	for _, field := range []string{"data", "stringData"} {
		content, _ := r.Object()[field].(map[string]any)
		for key := range content {
			source := Source{Kind: Secret, Name: name, Key: key}
			o.add(key, Variable{Value: unknown(source), Source: source})
		}
	}
	slices.Sort(o.keys)
	return o
}
