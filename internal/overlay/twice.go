package overlay

import (
	"path"
	"regexp"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/resid"
)

// kustomize's two ways of saying that a resource is there already; quotes may be escaped.
var (
	registered = regexp.MustCompile(`already registered id: ([\w.\[\]-]+/[\w.:\[\]-]+)`)
	exists     = regexp.MustCompile(`Group:\\*"([^"\\]*)\\*", Version:\\*"([^"\\]*)\\*", Kind:\\*"([^"\\]*)\\*", .*?Name:\\*"([^"\\]*)\\*", Namespace:\\*"([^"\\]*)\\*"} exists`)
)

// twice explains the message that the overlay makes what the stream has already.
func (o *Overlay) twice(message string, in *stream) error {
	id := ""
	if match := registered.FindStringSubmatch(message); match != nil {
		id = match[1]
	} else if match := exists.FindStringSubmatch(message); match != nil {
		gvk := resid.Gvk{Group: match[1], Version: match[2], Kind: match[3]}
		id = resid.NewResIdWithNamespace(gvk, match[4], match[5]).String()
	}
	for _, e := range in.entries {
		if e.id.String() == id {
			place, generated := o.maker(e.id)
			return &twiceError{place: place, resource: e.resource, generated: generated}
		}
	}
	return nil
}

// maker finds the place at which the overlay makes the resource; without a better one it is the
// overlay's kustomization.
func (o *Overlay) maker(id resid.ResId) (place string, generated bool) {
	for _, k := range o.tree {
		if place := k.generator(id); place != "" {
			return place, true
		}
		if place := o.lister(k, id); place != "" {
			return place, false
		}
	}
	return o.top().file, false
}

// generator finds the entry that generates the resource, whose name may have got a prefix and a hash.
func (k *kustomization) generator(id resid.ResId) string {
	switch id.Kind {
	case "ConfigMap":
		for i, g := range k.value.ConfigMapGenerator {
			if strings.Contains(id.Name, g.Name) {
				return k.place("configMapGenerator", i)
			}
		}
	case "Secret":
		for i, g := range k.value.SecretGenerator {
			if strings.Contains(id.Name, g.Name) {
				return k.place("secretGenerator", i)
			}
		}
	}
	return ""
}

// lister finds the entry of resources whose file holds the resource.
func (o *Overlay) lister(k *kustomization, id resid.ResId) string {
	for i, name := range k.value.Resources {
		resources, err := parseResources(o.files[path.Join(k.dir, name)])
		if err != nil {
			continue
		}
		for _, r := range resources {
			if own := r.OrgId(); own.Kind == id.Kind && strings.Contains(id.Name, own.Name) {
				return k.place("resources", i)
			}
		}
	}
	return ""
}
