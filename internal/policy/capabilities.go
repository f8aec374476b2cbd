package policy

import (
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// banned are built-in functions that OPA takes for deterministic, but that reach out of the program,
// read the clock or compile Rego that nobody reviewed.
var banned = []string{
	"crypto.x509.parse_and_verify_certificates", // compares with the clock
	"crypto.x509.parse_and_verify_certificates_with_options",
	"providers.aws.sign_req",
	"rego.parse_module",
}

// capabilities is what Rego may use here. What OPA itself calls nondeterministic is out: network,
// clock, environment, chance, and JSON schemas, which may name a remote one.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, isBanned)
	return c
})

func isBanned(b *ast.Builtin) bool {
	return b.Nondeterministic || slices.Contains(banned, b.Name)
}

// bannedName reports whether name is a built-in function of OPA that is not to be used here.
func bannedName(name string) bool {
	b, exists := ast.BuiltinMap[name]
	return exists && isBanned(b)
}
