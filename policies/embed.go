// Package policies holds the built-in rules: what this project knows about good manifests, in Rego.
package policies

import "embed"

// FS holds every rule and library, each as <category>/<name>.rego, without their tests. A pattern
// cannot say "but not _test.rego", so these name the last letters that a rule may end in.
//
//go:embed */*[^t].rego */*[^s]t.rego
var FS embed.FS
