package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// builtinFailed names the built-in function that failed, and the reason where it is known to hold no
// value.
func builtinFailed(at string, fault *topdown.Error) error {
	const hint = "check what the rule reads before the call, as in `is_string(x)`"
	name, detail, _ := strings.Cut(fault.Message, ": ")
	if _, exists := ast.BuiltinMap[name]; !exists {
		name, detail = "a built-in function", ""
	}
	if why := reason(fault, strings.TrimPrefix(detail, name+": ")); why != "" {
		return &evaluationError{text: fmt.Sprintf("%s: %s: %s", at, name, why), hint: hint}
	}
	return &evaluationError{
		text: fmt.Sprintf("%s: %s does not accept what it was given", at, name),
		hint: hint + "; the value is not shown, since it may be that of a Secret",
	}
}

// reason gives the reason of OPA if it is one of those that hold no value. All others are unknown,
// however harmless they look.
func reason(fault *topdown.Error, detail string) string {
	for _, cause := range []error{strconv.ErrSyntax, strconv.ErrRange} {
		if errors.Is(fault, cause) {
			return cause.Error()
		}
	}
	if slices.Contains(plainReasons, detail) || operandReason.MatchString(detail) {
		return detail
	}
	return ""
}

var plainReasons = []string{
	"divide by zero",
	"modulo by zero",
	"modulo on floating-point number",
	"step must be a positive integer",
	"no amount provided",
	"no byte amount provided",
	"could not parse amount to a number",
	"could not parse byte amount to a number",
	"spaces not allowed in resource strings",
	"exponent too large",
	"time outside of valid range",
	"timestamp too big",
}

// operandReason matches what OPA says about the type of an operand, in the names of types alone.
var operandReason = func() *regexp.Regexp {
	const types = `(?:null|boolean|number|integer|(?:unsigned )?integer number|floating-point number|a negative integer|string|valid number string|array|object|set|rune)`
	const wanted = `(?:` + types + `|an ` + types + `|one of \{` + types + `(?:, ` + types + `)*\})`
	return regexp.MustCompile(`^operand \d must be ` + wanted + `(?: but got ` + types + `)?$`)
}()

// producedConflict is about a rule, whose name stands in the policy.
var producedConflict = regexp.MustCompile(`^(?:rule|function) data\.[\w.]+ produced conflicting values(?: for the same inputs)?$`)

func conflict(message string) string {
	message, _, _ = strings.Cut(message, ":") // the values follow
	if message == "object keys must be unique" || producedConflict.MatchString(message) {
		return message
	}
	return "the rule has conflicting values"
}
