package finding

import "strings"

// Rule is one decision with an ID; a finding says that it was violated. Rules in Rego and in Go are
// described alike.
type Rule struct {
	ID          string // category/rule-name
	Title       string
	Description string
	Severity    Severity // unless hash.yaml says otherwise
	Remediation string
	Profiles    []string // those that contain it
	Scope       string   // resource or release
	Waivable    bool
	Links       []string
	Engine      string // rego or go
}

// Category is the part of the ID before the slash.
func (r Rule) Category() string {
	category, _, _ := strings.Cut(r.ID, "/")
	return category
}

// Violation is a finding of the rule. Its place is for the caller to fill in, and its remedy to refine.
func (r Rule) Violation(message string) Finding {
	return Finding{
		Rule:     r.ID,
		Severity: r.Severity,
		Message:  message,
		Fix:      r.Remediation,
		Waivable: r.Waivable,
	}
}
