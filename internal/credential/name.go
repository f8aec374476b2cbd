package credential

import (
	"slices"
	"strings"
	"unicode"
)

// strength is how much a name says.
type strength int

const (
	none   strength = iota
	weak            // a random value of that name is a credential
	strong          // any value of that name is one, unless something excuses it
)

// name is the name of a setting, taken apart: dbPassword, db.password and DB_PASSWORD are one.
type name struct {
	words []string // in capitals, without what only tells versions of one thing apart
	shout bool     // written in capitals, as variables are
	field bool     // qualified as annotations and labels are: example.com/secret
}

func read(text string) name {
	if !mayBeSecret(text) {
		return name{}
	}
	words := split(text)
	for len(words) > 1 && isVersion(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if last := len(words) - 1; last >= 0 {
		words[last] = strings.TrimRight(words[last], "0123456789")
	}
	return name{words: words, shout: text == strings.ToUpper(text), field: strings.Contains(text, "/")}
}

// roots are what every secretive name holds, in small letters.
var roots = []string{"pass", "pw", "secret", "token", "key", "cred", "cipher", "auth", "salt", "jwt", "cookie"}

// mayBeSecret is a quick look that most names do not pass.
func mayBeSecret(text string) bool {
	small := strings.ToLower(text)
	return slices.ContainsFunc(roots, func(root string) bool { return strings.Contains(small, root) })
}

// split gives the words of a name in capitals.
func split(text string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToUpper(string(word)))
		}
		word = nil
	}
	letters := []rune(text)
	for i, r := range letters {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && startsWord(letters, i):
			end()
		}
		word = append(word, r)
	}
	end()
	return words
}

// startsWord reports whether a capital starts a word: the P of dbPassword, and the K of APIKey.
func startsWord(letters []rune, i int) bool {
	before := letters[i-1]
	return unicode.IsLower(before) || unicode.IsDigit(before) ||
		unicode.IsUpper(before) && i+1 < len(letters) && unicode.IsLower(letters[i+1])
}

func isVersion(word string) bool {
	return strings.Trim(word, "0123456789") == "" || slices.Contains(versions, word)
}

var versions = []string{
	"BASE", "BASE64", "B64", "CURRENT", "DEV", "LIVE", "NEW", "NEXT", "OLD", "PEM", "PREVIOUS", "PRIMARY", "PROD", "PRODUCTION",
	"SECONDARY", "STAGING", "TEST", "VALUE",
}

var (
	// innocent words make a name one of something else: of what may be seen, or of where to find it.
	innocent = []string{"PUBLIC", "PUBLISHABLE", "CHECKSUM", "EXISTING"}
	// referring words before SECRET make it a Secret of the cluster.
	referring = []string{"PULL", "TLS", "CA", "CERT", "CERTIFICATE", "EXTERNAL"}
	// owning words before SECRET make it a credential however it is written.
	owning = []string{
		"APP", "APPLICATION", "CLIENT", "CONSUMER", "COOKIE", "CSRF", "ENCRYPTION", "HMAC", "JWT", "OAUTH", "OIDC", "SESSION",
		"SHARED", "SIGNING", "WEBHOOK",
	}
	// keys are the words before KEY that make it a credential.
	keys = []string{
		"ACCESS", "ACCOUNT", "API", "CIPHER", "ENCRYPTION", "LICENSE", "MASTER", "PRESHARED", "PRIVATE", "SECRET", "SHARED", "SIGNING", "UNSEAL",
	}
	// heads are the words that alone say it, and end other words too: PGPASSWORD.
	heads = []string{"PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "APIKEY", "SECRETKEY", "PRIVATEKEY"}
	// shortHeads say it too, but other words end like them.
	shortHeads = []string{"PASS", "PW", "PWD", "PGPASS", "REQUIREPASS", "MASTERAUTH"}
	// hints are the words that say it of a random value.
	hints = []string{"KEY", "AUTH", "CRED", "CREDS", "SALT", "JWT", "COOKIE", "CIPHER", "SECRET", "CREDENTIAL", "AUTHORIZATION"}
)

// strength looks at the last word: TOKEN_TTL is no token.
func (n name) strength() strength {
	if len(n.words) == 0 || slices.ContainsFunc(n.words, func(w string) bool { return slices.Contains(innocent, w) }) {
		return none
	}
	head, before := n.head()
	switch {
	case n.endsWith("CLUSTER", "TOKEN"):
		return weak // etcd calls the name of a cluster so
	case n.endsWith("NETWORK", "PASSPHRASE"):
		return none // Stellar calls the name of a network so
	case n.endsWith("ROOT", "TOKEN", "ID"):
		return strong // of Vault
	case slices.ContainsFunc(heads, func(h string) bool { return strings.HasSuffix(head, h) }):
		return strong
	case n.endsWith("SITE", "KEY"), n.endsWith("CACHE", "KEY"):
		return none // the public half of a captcha, and what a cache goes by
	case n.endsWith("ERLANG", "COOKIE"), n.endsWith("ERLANGCOOKIE"):
		return strong // the password between the nodes
	case slices.Contains(shortHeads, head):
		return strong
	case before == "SECRETS" && slices.Contains([]string{"CIPHER", "COOKIE", "DEFAULT", "SYSTEM"}, head):
		return strong // of the Ory programs
	case head == "KEY" && slices.Contains(keys, before):
		return strong
	case strings.HasSuffix(head, "SECRET"):
		return n.secret(before)
	case strings.HasSuffix(head, "CREDENTIAL") && n.shout:
		return strong
	case slices.Contains(hints, head):
		return weak
	}
	return none
}

func (n name) endsWith(words ...string) bool {
	return len(n.words) >= len(words) && slices.Equal(n.words[len(n.words)-len(words):], words)
}

// head gives the last word in the singular, and the word before it.
func (n name) head() (head, before string) {
	last := len(n.words) - 1
	if last > 0 {
		before = n.words[last-1]
	}
	head = n.words[last]
	if !strings.HasSuffix(head, "SS") {
		head = strings.TrimSuffix(head, "S")
	}
	return head, before
}

// secret is the strength of a name that ends so. In the fields of Kubernetes and of charts, secret is
// most often the name of a Secret.
func (n name) secret(before string) strength {
	switch {
	case slices.Contains(referring, before):
		return none
	case !n.field && (n.shout || slices.Contains(owning, before)):
		return strong
	}
	return weak
}

// isPassword tells passwords, which people make up, from tokens and keys.
func (n name) isPassword() bool {
	if len(n.words) == 0 {
		return false
	}
	head, _ := n.head()
	return head == "PW" || slices.ContainsFunc([]string{"PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "PWD"}, func(h string) bool {
		return strings.HasSuffix(head, h)
	})
}
