package topology

import (
	"slices"
	"strings"
	"unicode"
)

// addressName reports whether a variable or a flag is called like an address that is called. DOMAIN and
// ORIGIN are not in the list: they mostly say what a browser or a mail program sees.
func addressName(name string) bool {
	return endsIn(name, "HOST", "HOSTS", "HOSTNAME", "URL", "URLS", "URI", "URIS", "DSN",
		"ADDR", "ADDRS", "ADDRESS", "ADDRESSES", "ENDPOINT", "ENDPOINTS",
		"SERVER", "SERVERS", "BROKER", "BROKERS")
}

// identityName reports whether a word in the variable names something other than a host, though there may be
// a Service of that name: the user kratos of the database kratos.
func identityName(name string) bool {
	return !addressName(name) && endsIn(name, "NAME", "USER", "DATABASE", "DB", "PASSWORD", "PASS", "SECRET", "TOKEN", "KEY",
		"SCHEMA", "DRIVER", "CONNECTION", "CLIENT", "TYPE", "KIND", "MODE", "ENGINE", "PROVIDER", "ROLE", "QUEUE", "TOPIC",
		"BUCKET", "PREFIX", "NAMESPACE", "ID", "APP", "COMPONENT", "ADAPTER", "STORAGE", "REALM", "TENANT", "GROUP",
		"LABEL", "TAG", "ENV", "PROFILE", "COMMAND")
}

// notCalled reports whether the addresses in a variable are not for its process to call: it listens there,
// accepts them, or sends browsers there.
func notCalled(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{
			"BIND", "SERVE", "LISTEN", "LISTENERS", "ADVERTISE", "ADVERTISED", "ALLOW", "ALLOWED", "TRUSTED", "CORS", "COOKIE",
			"NO", "REDIRECT", "CALLBACK", "RETURN", "LOGOUT",
		}, word)
	})
}

// endsIn compares the end of the name, less the number of a variable that there are several of.
func endsIn(name string, words ...string) bool {
	name = strings.TrimRight(strings.ToUpper(name), "0123456789_.-")
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasSuffix(name, word) })
}

// portName gives the variable beside X_HOST that holds its port: X_PORT, or PGPORT beside PGHOST.
func portName(name string) string {
	i := strings.LastIndexAny(name, "_.-") + 1
	switch {
	case strings.HasSuffix(name, "HOST"):
		return strings.TrimSuffix(name, "HOST") + "PORT"
	case strings.HasSuffix(name, "host"):
		return strings.TrimSuffix(name, "host") + "port"
	default:
		return name[:i] + "PORT"
	}
}
