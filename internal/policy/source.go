package policy

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// source is the text of a Rego module and its name in messages.
type source struct{ name, text string }

// parse reads Rego v1. METADATA is YAML and costs as much as the Rego, so it is read on demand.
func (s source) parse(metadata bool) (*ast.Module, error) {
	options := ast.ParserOptions{
		Capabilities:      capabilities(),
		ProcessAnnotation: metadata,
		RegoVersion:       ast.RegoV1,
	}
	module, err := ast.ParseModuleWithOpts(s.name, s.text, options)
	if err == nil {
		return module, refuseCalls(module)
	}
	failure := newRegoError(err)
	options = ast.ParserOptions{RegoVersion: ast.RegoV0}
	if _, err := ast.ParseModuleWithOpts(s.name, s.text, options); err == nil {
		failure.hint = fmt.Sprintf("%s is written in Rego v0: convert it with `opa fmt --write --v0-v1 %[1]s`", s.name)
	}
	return nil, failure
}

// refuseCalls: OPA's parser takes `f(x)[y] contains 1` for a rule, and its compiler panics on it.
func refuseCalls(module *ast.Module) error {
	for _, rule := range module.Rules {
		if ref := rule.Head.Ref(); len(ref) > 0 {
			if _, call := ref[0].Value.(ast.Call); call {
				return &regoError{lines: []string{place(rule.Location) + ": a rule cannot be named by a call"}}
			}
		}
	}
	return nil
}

// regoError is Rego that cannot be used: where, and what is wrong there.
type regoError struct {
	lines []string
	hint  string
}

// shownErrors is how many places one error names: the first ones tend to cause the others.
const shownErrors = 3

func newRegoError(err error) *regoError {
	var errs ast.Errors
	if single, ok := errors.AsType[*ast.Error](err); ok {
		errs = ast.Errors{single}
	} else if !errors.As(err, &errs) {
		return &regoError{lines: []string{err.Error()}}
	}
	failure := &regoError{}
	for i, e := range errs {
		if i == shownErrors {
			failure.lines = append(failure.lines, fmt.Sprintf("and %d more", len(errs)-shownErrors))
			break
		}
		text, hint := reword(e.Message)
		failure.lines = append(failure.lines, place(e.Location)+": "+plain(text))
		failure.hint = cmp.Or(failure.hint, hint)
	}
	return failure
}

var (
	yamlError     = regexp.MustCompile(`^yaml: (line \d+: )?`) // the line counts from the block
	conflictError = regexp.MustCompile(`^conflicting rule for data path (\S+) found$`)
)

// reword says in the words of a user of hash.yaml what OPA says in its own.
func reword(text string) (reworded, hint string) {
	if name, undefined := strings.CutPrefix(text, "undefined function "); undefined {
		if refused, hint := refusal(name); refused != "" {
			return refused, hint
		}
	}
	if match := conflictError.FindStringSubmatch(text); match != nil {
		return fmt.Sprintf("a data file holds %s too, which would be hidden", strings.ReplaceAll(match[1], "/", ".")),
			"rename the key or the package"
	}
	return yamlError.ReplaceAllString(text, "METADATA is not YAML: "), ""
}

func (e *regoError) Error() string {
	if len(e.lines) == 1 {
		return e.lines[0]
	}
	return "the policies do not compile:\n  " + strings.Join(e.lines, "\n  ")
}

// Hint names the remedy, where there is one but to mend the Rego.
func (e *regoError) Hint() string { return cmp.Or(e.hint, "mend the policy at the place named") }

func place(at *ast.Location) string {
	switch {
	case at == nil:
		return "policies"
	case at.Row == 0:
		return at.File
	}
	return fmt.Sprintf("%s:%d", at.File, at.Row)
}
