package generate

import (
	"fmt"
	"slices"
	"strings"
)

// RuleError is a stanza of generate by which no value can be made.
type RuleError struct {
	Place  string // hash.yaml:12
	Reason string
	Remedy string
}

func (e *RuleError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *RuleError) Hint() string { return e.Remedy }

// StaleError is a value that exists and is made of one that would be made anew.
type StaleError struct {
	Place     string // hash.yaml:12
	Namespace string
	Key       string // SECRET/KEY that exists
	Anew      string // SECRET/KEY that it is made of
	Remedy    string
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("%s: namespace %s: %s exists and is made of %s, which does not exist: it would no longer fit", e.Place, e.Namespace, e.Key, e.Anew)
}

// Hint names the remedy.
func (e *StaleError) Hint() string { return e.Remedy }

// UnknownError says that nothing can be made without values that only the cluster has: an applied Secret
// that lacked some of its keys would lose them.
type UnknownError struct {
	secrets []Name
	reasons []string
}

func (e *UnknownError) Error() string { return strings.Join(e.reasons, "; ") }

// Secrets are those whose values have to be known, sorted.
func (e *UnknownError) Secrets() []Name {
	return slices.Compact(slices.SortedFunc(slices.Values(e.secrets), compareNames))
}

// addTemplate notes a value that is to be made of one that is not known.
func (e *UnknownError) addTemplate(namespace, place string, k, of key) {
	e.add(Name{namespace, of.secret}, fmt.Sprintf("%s: the template of %s refers to %s, which exists already, and its value is not known here", place, k, of))
}

// addIncomplete notes a Secret of the cluster that lacks keys, while its others are not known.
func (e *UnknownError) addIncomplete(name Name, missing []string) {
	e.add(name, fmt.Sprintf("Secret %s/%s is in the cluster and lacks %s", name.Namespace, name.Name, strings.Join(missing, ", ")))
}

// addLost notes a Secret of the cluster that has keys beside those in the file.
func (e *UnknownError) addLost(name Name, keys []string) {
	e.add(name, fmt.Sprintf("Secret %s/%s has %s in the cluster, which the file lacks", name.Namespace, name.Name, strings.Join(keys, ", ")))
}

// addUnversioned notes a Secret of the cluster whose values in the file may be others.
func (e *UnknownError) addUnversioned(name Name, missing []string) {
	e.add(name, fmt.Sprintf("Secret %s/%s is in the cluster and lacks %s, and that of the file was not read from there", name.Namespace, name.Name, strings.Join(missing, ", ")))
}

func (e *UnknownError) add(name Name, reason string) {
	e.secrets = append(e.secrets, name)
	e.reasons = append(e.reasons, reason)
}

// KeptError is a Secret that cannot be kept as it is and get the keys that it lacks.
type KeptError struct {
	Place  string // of the Secret
	Reason string
	Remedy string
}

func (e *KeptError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *KeptError) Hint() string { return e.Remedy }
