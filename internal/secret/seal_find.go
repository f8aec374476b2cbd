package secret

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
)

// find gives the one SealedSecret that makes a Secret in the namespace of the release. Files may hold
// others of its name, sealed for other namespaces.
func (s seals) find(w Wanted, e Environment) (seal, error) {
	var unfit error
	var fit []seal
	for _, candidate := range s.all {
		if candidate.Name != w.Secret {
			continue
		}
		if err := candidate.fits(e); err == nil {
			fit = append(fit, candidate)
		} else if unfit == nil {
			unfit = err
		}
	}
	switch {
	case len(fit) == 1:
		return fit[0], nil
	case len(fit) > 1:
		return seal{}, &StoreError{
			Place:  fit[1].source.String(),
			Reason: fmt.Sprintf("makes Secret %s, which %s makes already", w.Secret, fit[0].source),
			Remedy: "delete one of the two",
		}
	case unfit != nil:
		return seal{}, unfit
	default:
		return seal{}, s.missing(w, e)
	}
}

func (s seals) missing(w Wanted, e Environment) error {
	where := strings.Join(s.files, ", ")
	if where == "" {
		where = "secretStore.files, which matches no file"
	}
	var names []string
	for _, other := range s.all {
		names = append(names, other.Name)
	}
	return &StoreError{
		Place:  w.Place,
		Reason: fmt.Sprintf("Secret %s is sealed in none of the files of environment %s%s: %s", w.Secret, e.Name, meant(w.Secret, names), where),
		Remedy: kubeseal(w.Secret, w.Keys, e),
	}
}

// holds refuses a SealedSecret that lacks a key.
func (s seal) holds(w Wanted, e Environment) error {
	if s.Open {
		return nil
	}
	for _, key := range w.Keys {
		if !slices.Contains(s.Keys, key) {
			return &StoreError{
				Place:  s.source.String(),
				Reason: fmt.Sprintf("SealedSecret %s lacks key %s, which %s wants%s: it has %s", s.Name, key, w.Place, meant(key, s.Keys), listed(s.Keys)),
				Remedy: "add it, with kubeseal --merge-into " + s.source.File + ": " + kubeseal(w.Secret, []string{key}, e),
			}
		}
	}
	return nil
}

func meant(name string, known []string) string {
	if near, found := config.Nearest(name, known); found {
		return fmt.Sprintf(" (did you mean %s?)", near)
	}
	return ""
}

func listed(keys []string) string {
	if len(keys) == 0 {
		return "none"
	}
	return strings.Join(keys, ", ")
}

// kubeseal is the command that seals a Secret from files, so that no value gets into the history of a
// shell.
func kubeseal(secret string, keys []string, e Environment) string {
	files := perKey(keys, func(key string) string { return " --from-file=" + key + "=FILE" })
	return "kubectl create secret generic " + secret + " --namespace " + e.Namespace + files + " --dry-run=client -o yaml | kubeseal --format yaml"
}
