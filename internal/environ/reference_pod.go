package environ

import "github.com/hashintel/helm-hash/internal/manifest"

func ofContainer(c manifest.Container) []Reference {
	var found []Reference
	add := func(at manifest.Path, source map[string]any, field, kind string, use Use) {
		if r, ok := reference(at, source, field, "name"); ok {
			r.Kind, r.Use, r.Container = kind, use, c.Name
			found = append(found, r)
		}
	}
	for i, entry := range entries(c.Object, "env") {
		if from, refers := entry["valueFrom"].(map[string]any); refers {
			at := c.Path.Append("env", i, "valueFrom")
			add(at, from, "configMapKeyRef", ConfigMap, UseEnv)
			add(at, from, "secretKeyRef", Secret, UseEnv)
		}
	}
	for i, entry := range entries(c.Object, "envFrom") {
		at := c.Path.Append("envFrom", i)
		add(at, entry, "configMapRef", ConfigMap, UseEnvFrom)
		add(at, entry, "secretRef", Secret, UseEnvFrom)
	}
	return found
}

// ofPod reads what the containers of a pod share.
func ofPod(t manifest.PodTemplate) []Reference {
	var found []Reference
	spec, _ := t.Object["spec"].(map[string]any)
	at := t.Path.Append("spec")
	for i, volume := range entries(spec, "volumes") {
		at := at.Append("volumes", i)
		found = append(found, ofVolume(at, volume)...)
		if r, ok := mount(at, volume); ok {
			r.Kind, r.Use, r.Optional = Secret, UseMount, false // no such volume starts without
			found = append(found, r)
		}
	}
	return append(found, secrets(at, spec, "imagePullSecrets", UseImagePull)...)
}

// ofVolume reads the sources of a volume's files.
func ofVolume(at manifest.Path, volume map[string]any) []Reference {
	var found []Reference
	add := func(at manifest.Path, source map[string]any, field, nameField, kind string) {
		if r, ok := reference(at, source, field, nameField); ok {
			r.Kind, r.Use, r.Volume = kind, UseVolume, true
			found = append(found, r)
		}
	}
	add(at, volume, "configMap", "name", ConfigMap)
	add(at, volume, "secret", "secretName", Secret)
	projected, _ := volume["projected"].(map[string]any)
	for i, source := range entries(projected, "sources") {
		at := at.Append("projected", "sources", i)
		add(at, source, "configMap", "name", ConfigMap)
		add(at, source, "secret", "name", Secret)
	}
	return found
}

// withSecretRef are the volumes that name their credentials in secretRef.
func withSecretRef() []string {
	return []string{"cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"}
}

// mount reads the credentials of a volume that is kept elsewhere.
func mount(at manifest.Path, volume map[string]any) (Reference, bool) {
	if r, ok := reference(at, volume, "azureFile", "secretName"); ok {
		return r, true
	}
	csi, _ := volume["csi"].(map[string]any)
	if r, ok := reference(at.Append("csi"), csi, "nodePublishSecretRef", "name"); ok {
		return r, true
	}
	for _, field := range withSecretRef() {
		source, _ := volume[field].(map[string]any)
		if r, ok := reference(at.Append(field), source, "secretRef", "name"); ok {
			return r, true
		}
	}
	return Reference{}, false
}
