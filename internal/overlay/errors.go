package overlay

import (
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// unknownKeyError is a key that no kustomization has.
type unknownKeyError struct{ place, key string }

func (e *unknownKeyError) Error() string {
	return fmt.Sprintf("%s: unknown key %q", e.place, e.key)
}

// Hint names the key that was probably meant.
func (e *unknownKeyError) Hint() string {
	if key, found := config.Nearest(e.key, kustomizationKeys); found {
		return fmt.Sprintf("did you mean %q?", key)
	}
	return "remove it: kustomize would refuse the file"
}

// kustomizationKeys are the keys that an unknown one may have been meant for.
var kustomizationKeys = []string{
	"annotations", "apiVersion", "behavior", "buildMetadata", "commonAnnotations", "commonLabels", "components",
	"configMapGenerator", "configurations", "count", "crds", "delimiter", "digest", "disableNameSuffixHash", "env",
	"envs", "fieldPath", "fieldPaths", "fields", "files", "generatorOptions", "generators", "group", "images",
	"immutable", "includeSelectors", "includeTemplates", "index", "kind", "labelSelector", "annotationSelector",
	"labels", "literals", "metadata", "name", "namePrefix", "nameSuffix", "namespace", "newName", "newTag", "openapi",
	"options", "pairs", "patch", "patches", "path", "reject", "replacements", "replicas", "resources",
	"secretGenerator", "select", "sortOptions", "source", "target", "targets", "transformers", "type", "validators",
	"version",
}

// valueTypeError is a value of another type than kustomize wants.
type valueTypeError struct{ place, field, want, got string }

func (e *valueTypeError) Error() string {
	return fmt.Sprintf("%s: %s must be a %s, not a %s", e.place, e.field, e.want, e.got)
}

// Hint names the remedy.
func (e *valueTypeError) Hint() string {
	if e.want == "string" {
		return "put the value in quotes"
	}
	return "see the kustomization reference for the form of this field"
}

// remoteError is a reference to another machine.
type remoteError struct{ place, reference string }

func (e *remoteError) Error() string {
	return fmt.Sprintf("%s: %q is remote: overlays are built without a network", e.place, e.reference)
}

// Hint names the remedy.
func (e *remoteError) Hint() string {
	return "copy what it refers to into the project and name it by a relative path"
}

// pathError is a reference that the project cannot satisfy.
type pathError struct{ place, path, fault, hint string }

func (e *pathError) Error() string { return fmt.Sprintf("%s: %q %s", e.place, e.path, e.fault) }

// Hint names the remedy.
func (e *pathError) Hint() string { return e.hint }

// programError is a part of a kustomization that would run a program.
type programError struct{ place, what string }

func (e *programError) Error() string {
	return fmt.Sprintf("%s: %s, which would run a program: overlays are data only", e.place, e.what)
}

// Hint names the remedy.
func (e *programError) Hint() string {
	return "render it beforehand and list the result under resources"
}

// unmatchedError is a part of an overlay that matches no resource.
type unmatchedError struct {
	place, what string
	hook        *manifest.Resource // what it matches among the hooks that overlays leave alone
	// near is the resource or image that was probably meant; without one, sameKind lists the candidates.
	near     string
	sameKind []string
}

func (e *unmatchedError) Error() string {
	text := fmt.Sprintf("%s: nothing matches %s", e.place, e.what)
	if e.hook != nil {
		text += fmt.Sprintf(": %s would, but it is a Helm hook, and hooks: leave keeps overlays away from it", e.hook.ID())
	}
	return text
}

// maxListed is how many resources a hint lists.
const maxListed = 5

// Hint names what was probably meant.
func (e *unmatchedError) Hint() string {
	switch {
	case e.hook != nil:
		return "change the hook in the chart, or set hooks: process in hash.yaml"
	case e.near != "":
		return "the nearest is " + e.near
	case len(e.sameKind) > maxListed:
		return fmt.Sprintf("the release has %s and %d more", strings.Join(e.sameKind[:maxListed], ", "), len(e.sameKind)-maxListed)
	case len(e.sameKind) > 0:
		return "the release has " + strings.Join(e.sameKind, ", ")
	default:
		return "nothing of that kind is in the release: remove it from the overlay, or correct its target"
	}
}

// collisionError is two resources that kustomize cannot tell apart.
type collisionError struct{ first, second *manifest.Resource }

func (e *collisionError) Error() string {
	return fmt.Sprintf("%s: %s is there already, at %s: kustomize cannot tell them apart",
		e.second.Place(), e.second.ID(), e.first.Place())
}

// Hint names the remedy.
func (e *collisionError) Hint() string { return "remove one of the two from the chart" }

// twiceError is a resource that the overlay makes although it is in the stream.
type twiceError struct {
	place     string // in the overlay
	resource  *manifest.Resource
	generated bool
}

func (e *twiceError) Error() string {
	return fmt.Sprintf("%s makes %s, which is in the stream already, at %s", e.place, e.resource.ID(), e.resource.Place())
}

// Hint names the remedy.
func (e *twiceError) Hint() string {
	if e.generated {
		return "remove it from the chart, or give the generator behavior: merge or replace; an overlay that generates resources cannot be applied to its own result"
	}
	return "remove it from the chart or from the overlay; an overlay that adds resources cannot be applied to its own result"
}

// imageNameError is the name of an image that kustomize cannot compile, and so never matches.
type imageNameError struct {
	place, name string
	cause       error
}

func (e *imageNameError) Error() string {
	return fmt.Sprintf("%s: the image name %q is no regular expression: %v", e.place, e.name, e.cause)
}

// Hint names the remedy.
func (e *imageNameError) Hint() string {
	return "kustomize takes the name for a regular expression: write a backslash before each of [ ( ) + * ? that is part of the name"
}
