package overlay

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// checkImages refuses an entry of images that neither matches an image nor has done so: an overlay may
// be applied to its own result, where only the new name is left.
func (o *Overlay) checkImages(k *kustomization, in *stream, out *output) error {
	if len(k.value.Images)+len(oldImages(&k.value)) == 0 {
		return nil
	}
	found := imageStrings{anyField: o.hasOwnFields()}
	if k.stream {
		for _, e := range in.entries {
			found.add(e.resource.Object())
		}
	}
	for _, objects := range out.objects {
		for _, b := range objects {
			found.add(b.object)
		}
	}
	check := func(field string, images []types.Image) error {
		for i, image := range images {
			if _, err := imagePattern(image.Name); err != nil {
				return &imageNameError{place: k.place(field, i, "name"), name: image.Name, cause: err}
			}
			if found.match(image.Name) || image.NewName != "" && found.match(image.NewName) {
				continue
			}
			near, _ := config.Nearest(image.Name, found.names())
			return &unmatchedError{
				place: k.place(field, i),
				what:  fmt.Sprintf("the image %q", image.Name),
				hook:  hookWithImage(in.hooks, image.Name),
				near:  near,
			}
		}
		return nil
	}
	if err := check("images", k.value.Images); err != nil {
		return err
	}
	return check("imageTags", oldImages(&k.value))
}

// hasOwnFields reports whether the overlay may tell kustomize of further fields that hold images.
func (o *Overlay) hasOwnFields() bool {
	for _, k := range o.tree {
		if len(k.value.Configurations) > 0 {
			return true
		}
	}
	return false
}

func hookWithImage(hooks []*manifest.Resource, name string) *manifest.Resource {
	for _, hook := range hooks {
		var found imageStrings
		found.add(hook.Object())
		if found.match(name) {
			return hook
		}
	}
	return nil
}

// imageStrings are the strings that may be images.
type imageStrings struct {
	anyField bool
	all      []string
}

func (s *imageStrings) add(value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			text, isText := v[key].(string)
			if isText && (key == "image" || s.anyField) {
				s.all = append(s.all, text)
			}
			s.add(v[key])
		}
	case []any:
		for _, item := range v {
			s.add(item)
		}
	}
}

// imagePattern is what kustomize makes of the name of an image, to which it is a regular expression.
func imagePattern(name string) (*regexp.Regexp, error) {
	pattern, err := regexp.Compile("^" + name + "(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$")
	if fault, ok := errors.AsType[*syntax.Error](err); ok {
		return nil, errors.New(fault.Code.String()) // without the text, most of which is ours
	}
	return pattern, err
}

// match compares as kustomize does.
func (s *imageStrings) match(name string) bool {
	pattern, err := imagePattern(name)
	return err == nil && slices.ContainsFunc(s.all, pattern.MatchString)
}

var tagOrDigest = regexp.MustCompile(`(:[^/:@]*)?(@.*)?$`)

// names are the images without tags and digests.
func (s *imageStrings) names() []string {
	names := make([]string, len(s.all))
	for i, text := range s.all {
		names[i] = tagOrDigest.ReplaceAllString(text, "")
	}
	return names
}
