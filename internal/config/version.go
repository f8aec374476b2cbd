package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// kubeVersion is the minor version of Kubernetes.
func kubeVersion() form[string] {
	return matching("Kubernetes version", `^[1-9]\.(0|[1-9][0-9]?)$`, 4, "write major.minor, such as 1.34")
}

// requirement is the oldest version of this program that may use the file.
func requirement() form[string] {
	const expression = `^>= ?v?(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$`
	return form[string]{
		parse: func(r *reader, text string) (string, error) {
			if !regexp.MustCompile(expression).MatchString(text) {
				return "", fmt.Errorf("bad requirement %q: write it as >=0.1.0", text)
			}
			wanted := numbers(strings.TrimLeft(text, ">= v"))
			if have := release(r.known.Version); have != nil && slices.Compare(have, wanted) < 0 {
				return "", &outdatedError{text, r.known.Version}
			}
			return text, nil
		},
		schema: schema{Pattern: expression},
	}
}

// outdatedError is a version of this program that is older than the file wants.
type outdatedError struct{ required, version string }

func (e *outdatedError) Error() string {
	return fmt.Sprintf("this file needs version %s, and this is %s: upgrade", e.required, e.version)
}

// Hint says how to upgrade, for who has the sources and for who has an archive.
func (e *outdatedError) Hint() string {
	return "make install in newer sources, or unpack a newer archive over the plugin"
}

// IsRelease reports whether requires is held against that version of this program: a development
// version fits all.
func IsRelease(version string) bool { return release(version) != nil }

// release gives the three numbers of a version, or nil for a development version. What follows them
// is passed over: a build between two releases has all of the first, and a candidate is taken for
// its release.
func release(version string) []int {
	match := regexp.MustCompile(`^v?(\d{1,9}\.\d{1,9}\.\d{1,9})([-+].*)?$`).FindStringSubmatch(version)
	if match == nil {
		return nil
	}
	return numbers(match[1])
}

// numbers splits 1.34 into 1 and 34; it gives nil for anything else.
func numbers(version string) []int {
	var all []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		all = append(all, n)
	}
	return all
}

// byVersion orders versions by their numbers: 1.9 before 1.10.
func byVersion(a, b string) int {
	return cmp.Or(slices.Compare(numbers(a), numbers(b)), cmp.Compare(a, b))
}
