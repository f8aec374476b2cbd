package environ

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Of gives what a container of a workload gets. The rules are those of makeEnvironmentVariables in the
// kubelet: envFrom, then env, and of one name the last; service links are weaker than both.
func (o *Objects) Of(r *manifest.Resource, t manifest.PodTemplate, c manifest.Container) Environment {
	seen := o.seenBy(r)
	namespace := r.ID().InNamespace(o.namespace).Namespace
	computed := computation{
		view:      seen,
		namespace: namespace,
		minor:     minorOf(o.KubeVersion),
		workload:  r,
		links:     seen.linksIn(namespace),
		last:      map[string]int{},
	}
	spec, _ := t.Object["spec"].(map[string]any)
	if wanted, said := spec["enableServiceLinks"].(bool); said && !wanted {
		computed.links = seen.always
	}
	for i, entry := range entries(c.Object, "envFrom") {
		computed.envFrom(c.Path.Append("envFrom", i), entry)
	}
	for i, entry := range entries(c.Object, "env") {
		computed.env(c.Path.Append("env", i), entry)
	}
	return computed.finish()
}

// computation is of the environment of one container.
type computation struct {
	view      *view
	namespace string
	minor     minor
	workload  *manifest.Resource
	links     *links

	set     []Variable
	last    map[string]int      // position in set of the latest variable of a name
	doubted map[string][]Source // what might set variables that nothing sets for sure
	unknown []Source
	skipped []Skipped
	missing []Source
	assumed []Source
}

func (c *computation) object(kind, name string) *object {
	return c.view.objects[objectKey{kind, c.namespace, name}]
}

func (c *computation) add(v Variable) {
	c.last[v.Name] = len(c.set)
	c.set = append(c.set, v)
}

func (c *computation) skip(at manifest.Path, name, reason string) {
	c.skipped = append(c.skipped, Skipped{Name: name, Reason: reason, Entry: at})
}

// pass skips an optional entry that leads to nothing known, but may do so in the cluster.
func (c *computation) pass(at manifest.Path, name string, to Source) {
	reason := "it is optional, and nothing here is known to make " + to.String()
	c.skipped = append(c.skipped, Skipped{Name: name, Reason: reason, Entry: at, Doubt: to})
	c.doubt(name, to)
}

func appendNew(sources []Source, s Source) []Source {
	if slices.Contains(sources, s) {
		return sources
	}
	return append(sources, s)
}

// doubt notes that something may set a variable, later than what was seen so far.
func (c *computation) doubt(name string, by Source) {
	if i, known := c.last[name]; known {
		c.set[i].Doubt = append(slices.Clip(c.set[i].Doubt), by)
		return
	}
	if c.doubted == nil {
		c.doubted = map[string][]Source{}
	}
	c.doubted[name] = append(c.doubted[name], by)
}

// doubtAll notes that an object may set any variable.
func (c *computation) doubtAll(by Source) {
	for i, v := range c.set {
		if c.last[v.Name] == i && strings.HasPrefix(v.Name, by.Prefix) {
			c.set[i].Doubt = append(slices.Clip(v.Doubt), by)
		}
	}
	c.unknown = append(c.unknown, by)
}

// doubts gives what might set a variable that nothing sets for sure.
func (c *computation) doubts(name string) []Source {
	var found []Source
	for _, s := range c.unknown {
		if strings.HasPrefix(name, s.Prefix) {
			found = append(found, s)
		}
	}
	return append(found, c.doubted[name]...)
}

// resolve gives the variable that a reference stands for, as far as entries before it and service links
// say. Its Doubt is there even where the variable is not.
func (c *computation) resolve(name string) (v Variable, found bool) {
	if i, set := c.last[name]; set {
		return c.set[i], true
	}
	v, found = c.links.find(name)
	v.Doubt = c.doubts(name)
	return v, found
}

func (c *computation) finish() Environment {
	e := Environment{
		Variables: make([]Variable, 0, len(c.last)+len(c.links.variables)),
		Unknown:   c.unknown,
		Skipped:   c.skipped,
		Missing:   c.missing,
		Assumed:   c.assumed,
	}
	for i, v := range c.set {
		if c.last[v.Name] == i {
			e.Variables = append(e.Variables, v)
		} else {
			e.Overwritten = append(e.Overwritten, v)
		}
	}
	e.Variables = c.appendLinks(e.Variables)
	return e
}

// appendLinks adds the service links that nothing overrides. They are many where a namespace has many
// Services, and mostly nothing does.
func (c *computation) appendLinks(variables []Variable) []Variable {
	overridden := slices.ContainsFunc(variables, func(v Variable) bool {
		_, found := c.links.position[v.Name]
		return found
	})
	if !overridden && len(c.doubted) == 0 && len(c.unknown) == 0 {
		return append(variables, c.links.variables...)
	}
	for _, v := range c.links.variables {
		if _, set := c.last[v.Name]; !set {
			v.Doubt = c.doubts(v.Name)
			variables = append(variables, v)
		}
	}
	return variables
}
