package fakelet

import (
	corev1 "k8s.io/api/core/v1"
)

// reference is what a variable or a volume needs: a source, or one key of it.
type reference struct {
	source
	key      string // "" for the source as a whole
	optional bool
}

// source is a ConfigMap or a Secret.
type source struct {
	kind, name string
}

const (
	configMap = "ConfigMap"
	secret    = "Secret"
)

// variableReferences come in the order in which the kubelet follows them.
func variableReferences(container *corev1.Container) []reference {
	var all []reference
	for _, from := range container.EnvFrom {
		switch {
		case from.ConfigMapRef != nil:
			all = append(all, reference{source{configMap, from.ConfigMapRef.Name}, "", is(from.ConfigMapRef.Optional)})
		case from.SecretRef != nil:
			all = append(all, reference{source{secret, from.SecretRef.Name}, "", is(from.SecretRef.Optional)})
		}
	}
	for _, variable := range container.Env {
		switch from := variable.ValueFrom; {
		case from == nil:
		case from.ConfigMapKeyRef != nil:
			ref := from.ConfigMapKeyRef
			all = append(all, reference{source{configMap, ref.Name}, ref.Key, is(ref.Optional)})
		case from.SecretKeyRef != nil:
			ref := from.SecretKeyRef
			all = append(all, reference{source{secret, ref.Name}, ref.Key, is(ref.Optional)})
		}
	}
	return all
}

func volumeReferences(volume *corev1.Volume) []reference {
	switch {
	case volume.ConfigMap != nil:
		from := volume.ConfigMap
		return itemReferences(source{configMap, from.Name}, from.Items, from.Optional)
	case volume.Secret != nil:
		from := volume.Secret
		return itemReferences(source{secret, from.SecretName}, from.Items, from.Optional)
	case volume.Projected != nil:
		return projectedReferences(volume.Projected.Sources)
	}
	return nil
}

func projectedReferences(projections []corev1.VolumeProjection) []reference {
	var all []reference
	for _, from := range projections {
		switch {
		case from.ConfigMap != nil:
			all = append(all, itemReferences(source{configMap, from.ConfigMap.Name}, from.ConfigMap.Items, from.ConfigMap.Optional)...)
		case from.Secret != nil:
			all = append(all, itemReferences(source{secret, from.Secret.Name}, from.Secret.Items, from.Secret.Optional)...)
		}
	}
	return all
}

func itemReferences(from source, items []corev1.KeyToPath, optional *bool) []reference {
	all := []reference{{from, "", is(optional)}}
	for _, item := range items {
		all = append(all, reference{from, item.Key, is(optional)})
	}
	return all
}

func is(flag *bool) bool { return flag != nil && *flag }
