package policy

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// planted stands for the value of a Secret.
const planted = "hunter2"

// plantedOperands are values of many shapes that hold the planted one.
func plantedOperands() []*ast.Term {
	return []*ast.Term{
		ast.StringTerm(planted),
		ast.StringTerm(planted + "( [" + planted),
		ast.StringTerm("1" + planted),
		ast.StringTerm("10.0.0.0/" + planted),
		ast.StringTerm(`{"` + planted + `": "` + planted + ``),
		ast.IntNumberTerm(2),
		ast.ArrayTerm(ast.IntNumberTerm(1), ast.StringTerm(planted), ast.StringTerm(planted)),
		ast.ArrayTerm(ast.MustParseTerm(`{"op": "test", "path": "/` + planted + `", "value": "` + planted + `"}`)),
		ast.ArrayTerm(ast.MustParseTerm(`{"op": "` + planted + `", "path": "/` + planted + `"}`)),
		ast.ObjectTerm(ast.Item(ast.StringTerm(planted), ast.StringTerm(planted))),
		ast.SetTerm(ast.StringTerm(planted)),
	}
}

// TestBuiltinErrorsHoldNoValue calls every built-in function with every combination of the operands.
func TestBuiltinErrorsHoldNoValue(t *testing.T) {
	t.Parallel()
	v := &evaluation{}
	d := &decision{at: "a.rego:1", name: "deny"}
	failing := 0
	for _, b := range capabilities().Builtins {
		f, failed := topdown.GetBuiltin(b.Name), false
		forEachOperands(b.Decl.Arity(), func(operands []*ast.Term) {
			err := call(f, operands)
			if err == nil {
				return
			}
			failed = true
			text := v.explain(context.Background(), d, err).Error()
			if strings.Contains(text, planted) {
				t.Errorf("%s%v: %s", b.Name, operands, text)
			}
			if !strings.Contains(text, b.Name) && !strings.HasPrefix(b.Name, "internal.") {
				t.Errorf("%s is not named: %s", b.Name, text)
			}
		})
		if failed {
			failing++
		}
	}
	if failing < 100 {
		t.Errorf("only %d built-in functions failed", failing)
	}
}

func forEachOperands(n int, do func([]*ast.Term)) {
	if n == 0 {
		do(nil)
		return
	}
	for _, first := range plantedOperands() {
		forEachOperands(n-1, func(rest []*ast.Term) { do(append([]*ast.Term{first}, rest...)) })
	}
}

// call gives the error of a built-in function, and none where OPA would not have called it so.
func call(f topdown.BuiltinFunc, operands []*ast.Term) (err error) {
	if f == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			err = nil
		}
	}()
	return f(topdown.BuiltinContext{Context: context.Background(), Cancel: topdown.NewCancel()}, operands, func(*ast.Term) error { return nil })
}

func TestReasons(t *testing.T) {
	t.Parallel()
	const hidden = "does not accept what it was given"
	tests := map[string]string{ // by the expression
		`net.cidr_contains(input.password, "x")`:                                       "net.cidr_contains " + hidden,
		`net.cidr_expand(input.password)`:                                              "net.cidr_expand " + hidden,
		`net.cidr_merge([input.password])`:                                             "net.cidr_merge " + hidden,
		`units.parse_bytes(sprintf("1%s", [input.password]))`:                          "units.parse_bytes " + hidden,
		`units.parse_bytes(input.password)`:                                            "units.parse_bytes: no byte amount provided",
		`units.parse("")`:                                                              "units.parse: no amount provided",
		`yaml.unmarshal(sprintf("%s: [", [input.password]))`:                           "yaml.unmarshal " + hidden,
		`json.patch({"a": 1}, [{"op": input.password, "path": "a"}])`:                  "json.patch " + hidden,
		`json.patch({"a": 1}, [{"op": "test", "path": "a", "value": input.password}])`: "json.patch " + hidden,
		`time.format([1, input.password])`:                                             "time.format " + hidden,
		`regex.match(sprintf("%s(", [input.password]), "x")`:                           "regex.match " + hidden,
		`to_number(input.password)`:                                                    "to_number: invalid syntax",
		`lower(input.data)`:                                                            "lower: operand 1 must be string but got object",
		`count(input.data.count)`:                                                      "count: operand 1 must be one of {array, object, set, string} but got number",
		`1 / (input.data.count - input.data.count)`:                                    "div: divide by zero",
		`bits.rsh(1, -1)`:                                                              "bits.rsh: operand 2 must be an unsigned integer number but got a negative integer",
		`numbers.range_step(1, 2, 0)`:                                                  "numbers.range_step: step must be a positive integer",
		`{input.password: x | some x in [1, 2]}`:                                       "object keys must be unique",
	}
	for expression, want := range tests {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			e := compileBuiltin(t, ownOptions(t, map[string]string{"policies/a.rego": "package a\n\ndeny contains \"x\" if {\n\tx := " + expression + "\n\tx != 1\n}\n"}))
			_, err := e.Check(t.Context(), read(t, fmt.Sprintf("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\npassword: %s\ndata: {count: 1}\n", planted)))
			if err == nil || !strings.HasSuffix(err.Error(), "policies/a.rego:4: "+want) {
				t.Errorf("error %v\nwant %s", err, want)
			}
		})
	}
}

// TestOtherErrorsHoldNoValue is about what OPA should not return.
func TestOtherErrorsHoldNoValue(t *testing.T) {
	t.Parallel()
	v := &evaluation{}
	d := &decision{at: "a.rego:1", name: "deny"}
	at := &ast.Location{File: "b.rego", Row: 2}
	tests := map[string]struct {
		err  error
		want string
	}{
		"unknown":         {errors.New(planted), "a.rego:1: deny cannot be evaluated"},
		"internal":        {&topdown.Error{Code: topdown.InternalErr, Message: planted, Location: at}, "b.rego:2: deny cannot be evaluated (eval_internal_error)"},
		"no function":     {&topdown.Error{Code: topdown.BuiltinErr, Message: planted + ": " + planted, Location: at}, "b.rego:2: a built-in function does not accept what it was given"},
		"only a reason":   {&topdown.Error{Code: topdown.BuiltinErr, Message: planted, Location: at}, "b.rego:2: a built-in function does not accept what it was given"},
		"conflict":        {&topdown.Error{Code: topdown.ConflictErr, Message: planted + ": " + planted, Location: at}, "b.rego:2: the rule has conflicting values"},
		"with":            {&topdown.Error{Code: topdown.WithMergeErr, Message: planted, Location: at}, "b.rego:2: what `with` puts in has no place there"},
		"panic":           {d.panicked(planted), "a.rego:1: the evaluation of deny panicked"},
		"error in panic":  {d.panicked(errors.New(planted)), "a.rego:1: the evaluation of deny panicked"},
		"reason and more": {&topdown.Error{Code: topdown.BuiltinErr, Message: "div: divide by zero " + planted, Location: at}, "b.rego:2: div does not accept what it was given"},
		"operand and more": {
			&topdown.Error{Code: topdown.TypeErr, Message: "lower: operand 1 must be string but got " + planted, Location: at},
			"b.rego:2: lower does not accept what it was given",
		},
	}
	for name, test := range tests {
		err := test.err
		if _, done := errors.AsType[*evaluationError](err); !done {
			err = v.explain(context.Background(), d, err)
		}
		if err.Error() != test.want {
			t.Errorf("%s: got %s, want %s", name, err, test.want)
		}
	}
}
