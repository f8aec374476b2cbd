package credential

import (
	"regexp"
	"slices"
	"strings"
)

// passwordForm is a form in which passwords stand inside of a value; its first group is the password.
type passwordForm struct {
	what    string
	keyword string
	names   bool // only the settings that are called a connection string have it
	pattern func() *regexp.Regexp
}

var passwordForms = []passwordForm{
	{what: "a password in a URL", keyword: "@", pattern: lazily(`\b[A-Za-z][0-9A-Za-z+.-]*://[^\s/:@"'<>]*:([^\s/@"'<>,]+)@`)},
	{
		what:    "a password in a connection string",
		names:   true,
		pattern: lazily(`(?i)\b(?:password|passwd|pwd|accountkey)\s*=\s*([^\s;&]+)`),
	},
	{
		what:    "a password in a connection string",
		keyword: "@",
		names:   true,
		pattern: lazily(`^[^\s:/@]+:([^\s/@]+)@`),
	},
	{what: "a password in a connection string", keyword: ";", pattern: lazily(`(?i);\s*(?:password|pwd)\s*=\s*([^\s;]+)`)},
	{what: "a password in a URL", keyword: "?", pattern: lazily(`(?i)://[^\s"'<>]*[?&](?:password|passwd|pwd)=([^\s&"'<>;]+)`)},
	{what: "a password in an SQL statement", keyword: "'", pattern: lazily(`(?i)\b(?:create|alter)\s+(?:user|role)\b[^;\n]*?\b(?:password|identified\s+by)\s+'([^']+)'`)},
	{what: "a password for a login module", keyword: "LoginModule", pattern: lazily(`LoginModule\b[^;]*\spassword="([^"]+)"`)},
	{what: "credentials for a server", keyword: "asic ", pattern: lazily(`\b[Bb]asic ([A-Za-z0-9+/]{10,}={0,2})(?:$|["'\s])`)},
	{what: "credentials for a server", keyword: "earer ", pattern: lazily(`\b[Bb]earer ([\w.~+/-]{16,}=*)(?:$|["'\s])`)},
}

// passwordsIn gives the forms in which passwords stand in the value of a setting.
func passwordsIn(name, value string) []string {
	var seen []string
	for _, form := range passwordForms {
		if strings.Contains(value, form.keyword) && (!form.names || isConnection(name)) && form.in(value) {
			seen = append(seen, form.what)
		}
	}
	return seen
}

func (f passwordForm) in(value string) bool {
	for _, found := range f.pattern().FindAllStringSubmatch(value, -1) {
		if !standsIn(unquoted(found[1])) && !strings.ContainsAny(found[1], "()*|\\^") {
			return true
		}
	}
	return false
}

// connections are how the names of connection strings end, in small letters.
var connections = []string{"dsn", "connstr", "conn_str", "conn-str", "connectionstring", "connection_string", "connection-string", "connstring", "conn_string"}

// mayConnect is a quick look for the names of connection strings.
func mayConnect(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "dsn") || strings.Contains(text, "conn")
}

// isConnection reports whether a setting is called a connection string.
func isConnection(name string) bool {
	name = strings.ToLower(strings.TrimRight(name, "0123456789"))
	return slices.ContainsFunc(connections, func(end string) bool { return strings.HasSuffix(name, end) })
}
