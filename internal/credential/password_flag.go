package credential

import "strings"

// passwordFlag is a flag of a program that takes a password.
type passwordFlag struct {
	flag     string
	attached bool // -pPASSWORD, not -p PASSWORD
	user     bool // USER:PASSWORD
}

// passwordFlags are those of programs. Others mean ports, paths and much else by the same letters.
var passwordFlags = map[string][]passwordFlag{
	"curl":       {{flag: "-u", user: true}, {flag: "-u", attached: true, user: true}, {flag: "--user", user: true}},
	"etcdctl":    {{flag: "--user", user: true}},
	"keytool":    {{flag: "-storepass"}, {flag: "-keypass"}},
	"login":      {{flag: "-p"}}, // docker login, helm registry login
	"mariadb":    {{flag: "-p", attached: true}},
	"mongo":      {{flag: "-p"}},
	"mongosh":    {{flag: "-p"}},
	"mysql":      {{flag: "-p", attached: true}},
	"mysqladmin": {{flag: "-p", attached: true}},
	"mysqldump":  {{flag: "-p", attached: true}},
	"redis-cli":  {{flag: "-a"}},
	"sshpass":    {{flag: "-p"}, {flag: "-p", attached: true}},
	"valkey-cli": {{flag: "-a"}},
}

const byFlag = "a literal password"

// judgeFlags looks at a word of a command line of a program, and at the word before it.
func judgeFlags(program, before, word string) Hit {
	for _, f := range passwordFlags[program] {
		if !standsIn(unquoted(f.password(before, word))) {
			return Hit{Name: f.flag, What: byFlag}
		}
	}
	return Hit{}
}

// password is what a word gives for the flag; empty where it is another word.
func (f passwordFlag) password(before, word string) string {
	value := ""
	switch {
	case f.attached && strings.HasPrefix(word, f.flag):
		value = word[len(f.flag):]
	case !f.attached && before == f.flag:
		value = word
	}
	if f.user {
		_, value, _ = strings.Cut(value, ":")
		if strings.HasPrefix(value, "//") {
			return "" // a URL
		}
	}
	return value
}
