package policy

import (
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// reaching are built-in functions that OPA takes for deterministic, but that reach out of the program,
// read the clock or compile Rego that nobody reviewed.
var reaching = []string{
	"crypto.x509.parse_and_verify_certificates", // compares with the clock
	"crypto.x509.parse_and_verify_certificates_with_options",
	"json.match_schema", // a $ref to a file is followed, whatever AllowNet says
	"json.verify_schema",
	"providers.aws.sign_req",
	"rego.parse_module",
}

// unbounded are built-in functions of which a single call with small operands takes all memory there
// is. No deadline helps, since OPA looks at it between calls. Those that OPA itself stops in the middle
// stay, such as numbers.range and net.cidr_expand.
var unbounded = []string{
	"bits.lsh",
	"graph.reachable_paths",   // there are exponentially many
	"strings.render_template", // {{range 1000000000}}
}

// capabilities is what Rego may use here. What OPA itself calls nondeterministic is out: network,
// clock, environment, chance, and JSON schemas, which may name a remote one or a file.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, isBanned)
	return c
})

func isBanned(b *ast.Builtin) bool {
	return reachesOut(b) || slices.Contains(unbounded, b.Name)
}

func reachesOut(b *ast.Builtin) bool {
	return b.Nondeterministic || slices.Contains(reaching, b.Name)
}

// refusal says why a built-in function of OPA is not to be used here, and what to do; nothing where name
// is none of them.
func refusal(name string) (text, hint string) {
	b, exists := ast.BuiltinMap[name]
	switch {
	case !exists:
		return "", ""
	case reachesOut(b):
		return name + " is not available: a policy has no network, clock, environment, files or chance",
			"give the policy what it needs by params or data of hash.yaml"
	case isBanned(b):
		return name + " is not available: one call of it can take more time and memory than there is",
			"write the rule without it"
	}
	return "", ""
}
