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
		Remedy: sealAgain(w.Secret, w.Keys, e) + ", and name the file in secretStore.files",
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
				Remedy: s.addKey(key, e),
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

// addKey is the way to a key more. kubeseal reads one SealedSecret of a file, and would drop the others.
func (s seal) addKey(key string, e Environment) string {
	n := needOf(s.Name, []string{key}, e)
	if !s.alone {
		return "seal it, and copy its line of encryptedData into the file: " + oneLine(n.seal(s.scope.wide, ""))
	}
	return "add it: " + oneLine(n.seal(s.scope.wide, "--merge-into="+s.source.File))
}

// sealAgain is the command that seals a Secret in the strictest way.
func sealAgain(secret string, keys []string, e Environment) string {
	return oneLine(needOf(secret, keys, e).Seal())
}

func needOf(secret string, keys []string, e Environment) Need {
	n := Need{Namespace: e.Namespace, Name: secret}
	for _, key := range keys {
		n.Keys = append(n.Keys, NeededKey{Name: key})
	}
	return n
}
