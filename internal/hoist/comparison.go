package hoist

import (
	"reflect"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// comparison is of one release.
type comparison struct {
	in            Input
	environment   string
	before, after *environ.Objects
	found         Proof
}

func (c *comparison) sets(before, after *manifest.Set) Proof {
	rest := map[manifest.ID][]*manifest.Resource{}
	for r := range after.All() {
		rest[r.ID()] = append(rest[r.ID()], r)
	}
	for r := range before.All() {
		same := rest[r.ID()]
		if len(same) == 0 {
			c.fault(Container{Workload: c.in.workload(r)}, "", "it would be gone")
			continue
		}
		rest[r.ID()] = same[1:]
		c.resources(r, same[0])
	}
	for r := range after.All() {
		switch {
		case !slices.Contains(rest[r.ID()], r):
		case r.ID().Kind == environ.ConfigMap:
			c.found.ConfigMaps++
		default:
			c.fault(Container{Workload: c.in.workload(r)}, "", "it would be new")
		}
	}
	return c.found
}

// resources compares two states of one resource.
func (c *comparison) resources(before, after *manifest.Resource) {
	now := map[string]environ.Environment{}
	for t := range c.in.Kinds.PodTemplates(after) {
		for container := range t.Containers() {
			now[container.Path.String()] = c.after.Of(after, t, container)
		}
	}
	for t := range c.in.Kinds.PodTemplates(before) {
		for container := range t.Containers() {
			c.found.Containers++
			was := c.before.Of(before, t, container)
			for _, d := range environ.Differences(was, now[container.Path.String()]) {
				c.fault(Container{c.in.workload(before), container.Name}, d.Name, described(d))
			}
		}
		if checksum(t) != c.checksum(after) {
			c.found.Checksums++
		}
	}
	if !reflect.DeepEqual(before.Object(), after.Object()) && !reflect.DeepEqual(c.besides(before), c.besides(after)) {
		c.fault(Container{Workload: c.in.workload(before)}, "", "something else than variables would change")
	}
}

// described says what differs without the values, which may be credentials.
func described(d environ.Difference) string {
	if d.Name == "" {
		return d.String()
	}
	return d.Name + " would not stay as it is"
}

func (c *comparison) fault(at Container, variable, reason string) {
	c.found.Faults = append(c.found.Faults, Fault{c.environment, at, variable, reason})
}

// besides gives what a resource says without what a proposal is meant to change.
func (c *comparison) besides(r *manifest.Resource) map[string]any {
	copied, err := r.Edit()
	if err != nil {
		return r.Object() // a resource that nothing can change
	}
	for t := range c.in.Kinds.PodTemplates(copied) {
		for container := range t.Containers() {
			delete(container.Object, "env")
			delete(container.Object, "envFrom")
		}
		dropChecksum(t.Object)
	}
	return copied.Object()
}

func (c *comparison) checksum(r *manifest.Resource) string {
	for t := range c.in.Kinds.PodTemplates(r) {
		return checksum(t)
	}
	return ""
}

func checksum(t manifest.PodTemplate) string {
	sum, _ := manifest.Path{"metadata", "annotations", config.ChecksumAnnotation}.Lookup(t.Object)
	text, _ := sum.(string)
	return text
}

// dropChecksum takes the annotation out, and what would hold nothing without it.
func dropChecksum(template map[string]any) {
	metadata, _ := template["metadata"].(map[string]any)
	annotations, _ := metadata["annotations"].(map[string]any)
	delete(annotations, config.ChecksumAnnotation)
	if len(annotations) == 0 {
		delete(metadata, "annotations")
	}
	if len(metadata) == 0 {
		delete(template, "metadata")
	}
}
