// Package manifest reads and writes Kubernetes manifest streams without losing a byte.
//
// It hides YAML: documents, separators, comments, aliases, Lists, limits, line ends and the places
// where pod templates live. Callers see a [Set] of [Resource] values whose meaning is plain data, as
// the Kubernetes API server would decode it, and change that data; only when the set is written does
// the package work out which lines of the original text have to differ.
//
// Two properties are what the package is for: a resource that nobody changed leaves byte for byte as
// it came, and every field can say who wrote it.
package manifest
