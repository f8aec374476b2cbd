package credential

import (
	"regexp"
	"strings"
	"sync"
)

// lazily compiles a pattern when it is first needed: most runs need few of them.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

var (
	// standIn is what takes the place of a value: a reference, a template, a gap.
	standIn = lazily(`^(?:\$\w+|%\w+%|@\w+@|__\w+__|%\(.*\)s|%[svq]|<.*>|\[.*\]|\{\w*\}|[\W_xX]+|(?i:redacted|masked|hidden|(?:.*[-_])?placeholder))$` +
		`|\$\{.*\}|\$__\w+\{|\{\{.*\}\}|` + "`.*`")
	// reference is what the kubelet puts a variable in for: $(NAME), but not the escaped $$(NAME).
	reference = lazily(`(?:^|[^$])(?:\$\$)*\$\([^)]+\)`)
	// elsewhere says where the value lies, or that it is encrypted.
	elsewhere = lazily(`^(?:arn|vault|ref\+[a-z0-9]+|env|file|secret|sops|awssm|projects/.+/secrets/.+|k8s):|^ENC[\[(]|^\{cipher\}|^projects/[^/]+/secrets/`)
	filePath  = lazily(`^(?:~|\.{1,2})?(?:/[\w.-]+)+/?$|^[\w./-]+\.(?:pem|key|crt|txt|json|ya?ml|p12|jks|jwt)$`)
	url       = lazily(`^[A-Za-z][0-9A-Za-z+.-]*://`)
	openKey   = lazily(`^(?:-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE)|(?:ssh|ecdsa)-\S+ )`)
	// plainWord is a word of configuration or of a schema; the others are so for tokens and keys only.
	plainWord = lazily(`^(?i:true|false|yes|no|on|off|all|none|null|nil|undefined|enabled?|disabled?|required|optional|string|str|boolean|bool|integer|int|object)$`)
	otherWord = lazily(`^(?i:auto|automatic|default|any|text|bytes|basic|bearer|local|header|jwt)$`)
	// yours stands where a token is to be put that someone else issues.
	yours   = lazily(`(?i)^(?:(?:put|insert|enter|add)[-_. ]?)?your`)
	options = lazily(`^\w+(?:,[\w-]+=[^,]+)+$`)
	amount  = lazily(`^-?[0-9.]+$|^(?:[0-9.]+(?:ns|us|ms|s|m|h|d|w|y))+$`)
	// keyName is a name that lacks nothing to be the key of a Secret or the name of one.
	keyName = lazily(`^[a-z0-9]+(?:[-._][a-z0-9]+)*$`)
)

// tokenLength is the least length of a token or a key; people make up shorter passwords.
const tokenLength = 5

// standsIn reports whether a text only takes the place of a credential.
func standsIn(text string) bool {
	return text == "" || reference().MatchString(text) || standIn().MatchString(text)
}

// excuses reports whether a value of that name is no credential. A password of digits is one still; a
// token of digits is the number of tokens, or how long one lives.
func (n name) excuses(value string) bool {
	switch {
	case standsIn(value), strings.HasSuffix(value, "EXAMPLE"):
		return true
	case elsewhere().MatchString(value), filePath().MatchString(value), openKey().MatchString(value), plainWord().MatchString(value):
		return true
	case url().MatchString(value):
		return !strings.HasPrefix(value, "base64://")
	case n.isPassword():
		return false
	case len(value) < tokenLength, otherWord().MatchString(value), yours().MatchString(value):
		return true
	case amount().MatchString(value), options().MatchString(value):
		return true
	}
	return !n.shout && (namesKey(value) || n.isKey() && namesKey(dashed(value)))
}

// isKey reports whether the name may be that of a key of a Secret, which charts write in any way.
func (n name) isKey() bool { return n.words[len(n.words)-1] == "KEY" }

// dashed writes clientSecret as client-secret.
func dashed(name string) string { return strings.ToLower(strings.Join(split(name), "-")) }

// namesKey reports whether a value is itself the name of a secret: in a chart, secretKey: password says
// under which key of a Secret to look.
func namesKey(value string) bool {
	return keyName().MatchString(value) && read(value).strength() != none
}
