package topology

import (
	"regexp"
	"strconv"
	"strings"
)

// shellSeparators are what stands between the words of a script; of an address they are no part.
const shellSeparators = " \t\r\n;|&()<>`'\"{}"

// flag is a word that gives another one a name: --redis-host=cache, or HOST=cache in a script.
var flag = regexp.MustCompile(`^(-{0,2}[A-Za-z][A-Za-z0-9._-]{0,63})(?:=(.*))?$`)

// words reads a command with its arguments; one with spaces is a script.
func (c caller) words(words []string) {
	var split []string
	for _, word := range words {
		if strings.ContainsAny(word, " \t\n") {
			split = append(split, strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(shellSeparators, r) })...)
		} else {
			split = append(split, word)
		}
	}
	name := ""
	for i, word := range split {
		value := word
		given := flag.FindStringSubmatch(word)
		switch {
		case given != nil && given[2] != "":
			name, value = given[1], given[2]
		case strings.HasPrefix(word, "-"):
			name = ""
			if given != nil {
				name = given[1]
			}
			continue
		}
		next := ""
		if i+1 < len(split) {
			next = split[i+1]
		}
		c.word(name, value, next)
		name = ""
	}
}

// word reads one argument, with the flag before it if there is one. A single word is a host only if the
// flag says so, or if a port comes after it: nc -z db 5432.
func (c caller) word(name, value, next string) {
	if notCalled(name) {
		return
	}
	named := addressName(name) || name == "-h"
	port, err := strconv.ParseUint(next, 10, 16)
	follows := err == nil && port > 0
	by := name
	if by == "" || !named && follows {
		by = "arguments"
	}
	for _, a := range addressesIn(value) {
		if a.bare() && !named && !follows {
			continue
		}
		if a.port == 0 && a.scheme == "" && follows {
			a.port = int(port)
		}
		c.call(a, by, named)
	}
}
