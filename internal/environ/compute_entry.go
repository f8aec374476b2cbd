package environ

import "github.com/hashintel/helm-hash/internal/manifest"

// envFrom takes all keys of an object.
func (c *computation) envFrom(at manifest.Path, entry map[string]any) {
	kind, field := ConfigMap, "configMapRef"
	if entry[field] == nil {
		kind, field = Secret, "secretRef"
	}
	ref, named := entry[field].(map[string]any)
	if !named {
		return // the API server refuses it
	}
	all := Source{Kind: kind}
	all.Name, _ = ref["name"].(string)
	all.Prefix, _ = entry["prefix"].(string)
	found := c.object(kind, all.Name)
	if optional, _ := ref["optional"].(bool); found == nil && !optional {
		c.missing = appendNew(c.missing, Source{Kind: kind, Name: all.Name})
	}
	if found == nil || found.open {
		c.doubtAll(all)
	}
	if found == nil {
		return
	}
	for _, key := range found.keys {
		v := found.values[key]
		v.Name, v.Entry = all.Prefix+key, at
		if !c.minor.fromKey(v.Name) {
			c.skip(at, v.Name, "the kubelet skips names like this before Kubernetes 1.30")
			continue
		}
		c.add(v)
	}
}

// env takes one variable. A value that is empty counts as none, as it does for the kubelet.
func (c *computation) env(at manifest.Path, entry map[string]any) {
	v := Variable{Entry: at, Holder: c.workload, HolderPath: at.Append("value"), Source: Source{Kind: Literal}}
	v.Name, _ = entry["name"].(string)
	value, isText := entry["value"].(string)
	from, refers := entry["valueFrom"].(map[string]any)
	switch {
	case !c.minor.inEnv(v.Name):
		c.skip(at, v.Name, "the API server refuses the name")
	case !isText && entry["value"] != nil:
		c.skip(at, v.Name, "the API server refuses a value that is not text")
	case value != "" || !refers:
		c.literal(v, value)
	default:
		v.HolderPath = at.Append("valueFrom")
		c.valueFrom(v, from)
	}
}

// valueFrom takes a variable from elsewhere; of several sources the kubelet takes the first one here.
func (c *computation) valueFrom(v Variable, from map[string]any) {
	if ref, ok := from["fieldRef"].(map[string]any); ok {
		v.Source = Source{Kind: Field}
		v.Source.Name, _ = ref["fieldPath"].(string)
		c.marker(v)
		return
	}
	if ref, ok := from["resourceFieldRef"].(map[string]any); ok {
		v.Source = resourceSource(ref)
		c.marker(v)
		return
	}
	if ref, ok := from["configMapKeyRef"].(map[string]any); ok {
		c.key(v, ConfigMap, ref)
		return
	}
	if ref, ok := from["secretKeyRef"].(map[string]any); ok {
		c.key(v, Secret, ref)
		return
	}
	if ref, ok := from["fileKeyRef"].(map[string]any); ok {
		c.file(v, ref)
		return
	}
	c.skip(v.Entry, v.Name, "the API server refuses a valueFrom without a source")
}

// marker sets a variable to what the cluster knows alone.
func (c *computation) marker(v Variable) {
	v.Value = unknown(v.Source)
	c.add(v)
}

func resourceSource(ref map[string]any) Source {
	s := Source{Kind: Resource}
	s.Name, _ = ref["resource"].(string)
	s.Key, _ = ref["containerName"].(string)
	if divisor, _ := ref["divisor"].(string); divisor != "" {
		s.Name += " in " + divisor
	}
	return s
}

// key takes a variable from a key of an object. One that is optional and not there leaves an earlier
// variable of the name as it is.
func (c *computation) key(v Variable, kind string, ref map[string]any) {
	source := Source{Kind: kind}
	source.Name, _ = ref["name"].(string)
	source.Key, _ = ref["key"].(string)
	optional, _ := ref["optional"].(bool)
	holder := c.object(kind, source.Name)
	if holder != nil {
		if found, ok := holder.values[source.Key]; ok {
			found.Name, found.Entry = v.Name, v.Entry
			c.add(found)
			return
		}
	}
	open := holder != nil && holder.open
	switch {
	case optional && (open || holder == nil):
		c.pass(v.Entry, v.Name, source)
		return
	case optional:
		c.skip(v.Entry, v.Name, "it is optional, and there is no "+source.String())
		return
	case open:
		c.assumed = appendNew(c.assumed, source)
	default:
		c.missing = appendNew(c.missing, source)
	}
	v.Source, v.Holder, v.HolderPath = source, nil, nil
	c.marker(v)
}

// file takes a variable from a file that a container writes at run time.
func (c *computation) file(v Variable, ref map[string]any) {
	volume, _ := ref["volumeName"].(string)
	path, _ := ref["path"].(string)
	v.Source = Source{Kind: File, Name: volume + "/" + path}
	v.Source.Key, _ = ref["key"].(string)
	optional, _ := ref["optional"].(bool)
	switch {
	case c.minor < withFiles:
		c.skip(v.Entry, v.Name, "fileKeyRef needs Kubernetes 1.35")
	case optional:
		c.pass(v.Entry, v.Name, v.Source)
	default:
		c.marker(v)
	}
}
