# METADATA
# scope: package
# title: Secrets in plain sight
# description: >-
#   Tells by name and value whether a setting holds a secret. In doubt it keeps silent: a reference, a path, a
#   switch or an address is no secret. It never gives the value back.
package hash.lib.secret

# METADATA
# description: What secret the setting holds, in words; undefined if none is seen. What the value shows comes before what the name says.
reason(name, value) := concat(" and ", sort(seen)) if {
	seen := _tokens(value) | _passwords(name, value)
	count(seen) > 0
} else := "a literal value, but its name says that it is secret" if {
	words := _words(name)
	regex.match(_secret_name, words)
	not regex.match(_innocent_name, words)
	not _harmless(words, trim_space(value))
}

_tokens(value) := {token |
	some token, pattern in {
		"a private key": `-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY`,
		"an AWS access key": `\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
		"a GitHub token": `\b(gh[oprsu]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{22})`,
		"a GitLab token": `\bglpat-[0-9A-Za-z_-]{20}`,
		"a Google API key": `\bAIza[0-9A-Za-z_-]{35}`,
		"a JSON Web Token": `\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}`,
		"a Slack token": `\bxox[abeoprs]-[0-9A-Za-z-]{10,}|\bxapp-[0-9]-[0-9A-Za-z-]{10,}`,
		"a Slack webhook": `\bhooks\.slack\.com/services/T[0-9A-Z]+/B[0-9A-Z]+/[0-9A-Za-z]{16,}`,
		"a Stripe key": `\b[rs]k_live_[0-9A-Za-z]{16,}`,
	}
	regex.match(pattern, value)
}

_passwords(name, value) := {password |
	some password, place in {
		"a password in a URL": {
			"names": ``,
			"pattern": `\b[A-Za-z][0-9A-Za-z+.-]*://[^\s/:@"]*:([^\s/@"<>,]+)@`,
		},
		"a password in a connection string": {
			"names": `(?i)(dsn|conn(ection)?_?str(ing)?)[0-9]*$`,
			"pattern": `(?i)\b(?:password|passwd|pwd|accountkey)\s*=\s*([^\s;&]+)|^[^\s:/@]+:([^\s/@]+)@`,
		},
		"a password in JSON": {
			"names": `^[A-Z][A-Z0-9_]*$`, # a variable; files are full of the word
			"pattern": `(?i)"password"\s*:\s*"([^"]+)"`,
		},
	}
	regex.match(place.names, name)
	some found in regex.find_all_string_submatch_n(place.pattern, value, -1)
	not regex.match(_reference, concat("", array.slice(found, 1, count(found))))
}

_reference := `^(\$\(.*\)|\$\{.*\}|\$\w+|\{\{.*\}\}|<.*>|\*+)$`

# dbPassword, db.password and DB_PASSWORD are one name.
_words(name) := upper(regex.replace(
	regex.replace(name, `([a-z0-9])([A-Z])`, "${1}_${2}"),
	`[^0-9A-Za-z]+`,
	"_",
))

# The secret word stands last, but for a number or a word that tells versions apart: TOKEN_TTL is none.
_secret_name := concat("", [
	`((PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY`,
	`|(ACCESS|ACCOUNT|CIPHER|ENCRYPTION|MASTER|PRESHARED|PRIVATE|SECRET|SHARED|SIGNING)_?KEY)S?`,
	`(_?[0-9]+)?(_(BASE|BASE64|B64|CURRENT|DEV|LIVE|NEW|NEXT|OLD|PEM|PREVIOUS|PRIMARY|PROD|PRODUCTION|SECONDARY|STAGING|TEST|VALUE))?`,
	`|(^|_)(PASS|PWD)(_?[0-9]+)?|SECRETS_(CIPHER|COOKIE|DEFAULT|SYSTEM)|ROOT_TOKEN_ID)$`,
])

_innocent_name := `(^|_)(PUBLIC|PUBLISHABLE)(_|$)|(^|_)(EXISTING|PULL|TLS)_SECRETS?$`

_harmless(_, value) if {
	some pattern in [
		`^$`,
		`(^|[^$])(\$\$)*\$\([^)]+\)`, # $(NAME), but not the escaped $$(NAME)
		`\$\{.+\}|\{\{.*\}\}|^<.*>$|^\*+$`,
		`^(arn|vault|ref\+[a-z0-9]+):`,
		`^(~|\.{1,2})?(/[\w.-]+)+/?$`,
		`(?i)^(true|false|yes|no|on|off|none|null|enabled|disabled)$`,
		`^(-----BEGIN ([A-Z0-9]+ )*(PUBLIC KEY|CERTIFICATE)|(ssh|ecdsa)-\S+ )`,
	]
	regex.match(pattern, value)
}

_harmless(_, value) if {
	regex.match(`^[A-Za-z][0-9A-Za-z+.-]*://`, value)
	not startswith(value, "base64://")
}

# A token count or a lifetime; a password of digits is still a password.
_harmless(words, value) if {
	regex.match(`^[0-9.]+$|^([0-9.]+(ns|us|ms|s|m|h|d|w|y))+$`, value)
	not regex.match(`(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD)(_?[0-9]+)?$`, words)
}
