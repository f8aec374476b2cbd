package credential

import "strings"

// hidden takes the place of what is not repeated.
const hidden = "…"

// Shown gives a name as it may be repeated. Credentials stand as names too, as users of a map or before
// an equals sign: of a name that is one, that holds one or that looks random nothing is left.
func Shown(name string) string {
	if isCredential(name) {
		return hidden
	}
	return name
}

// withPassword is a user and a password, as files of users have them.
var withPassword = lazily(`[^\s:]:[^\s:/]`)

func isCredential(name string) bool {
	if _, found := Find("", name); found || withPassword().MatchString(name) {
		return true
	}
	if before, value, set := strings.Cut(name, "="); set {
		if _, found := Find(before, value); found {
			return true
		}
	}
	for run := range strings.FieldsFuncSeq(name, isMark) {
		if isRandomRun(run) {
			return true
		}
	}
	return false
}
