package overlay

import "sigs.k8s.io/kustomize/api/types"

// The fields below are deprecated in kustomize, which still takes them; overlays that people have use
// them.

func bases(v *types.Kustomization) []string {
	return v.Bases //nolint:staticcheck // see above
}

func oldImages(v *types.Kustomization) []types.Image {
	return v.ImageTags //nolint:staticcheck // see above
}

func mergePatches(v *types.Kustomization) []types.PatchStrategicMerge {
	return v.PatchesStrategicMerge //nolint:staticcheck // see above
}

func jsonPatches(v *types.Kustomization) []types.Patch {
	return v.PatchesJson6902 //nolint:staticcheck // see above
}

func setJSONPatches(v *types.Kustomization, patches []types.Patch) {
	v.PatchesJson6902 = patches //nolint:staticcheck // see above
}
