package manifest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Unreadable says why a YAML parser refuses a text. It never quotes the text, which may hold secrets.
type Unreadable struct {
	Line   int // counted from 1; 0 where the parser does not say
	Reason string
	remedy string // empty where the reason is the parser's own sentence
}

// WhyUnreadable takes the words of the text out of a parser's error.
func WhyUnreadable(err error) Unreadable {
	text := err.Error()
	match := yamlLine.FindStringSubmatch(text)
	u := Unreadable{Reason: strings.TrimPrefix(text, match[0])}
	if n, convErr := strconv.Atoi(match[1]); convErr == nil {
		u.Line = n
		if countsFromZero.MatchString(u.Reason) {
			u.Line++
		}
	}
	for _, known := range knownReasons {
		if strings.Contains(u.Reason, known.part) {
			u.Reason, u.remedy = known.problem, known.remedy
			return u
		}
	}
	if !isFixedReason(u.Reason) {
		u.Reason = "the parser gives no reason that may be shown"
	}
	return u
}

// In names the file, and the line where it is known.
func (u Unreadable) In(file string) error {
	if u.Line == 0 {
		return fmt.Errorf("%s: %s", file, u.Reason)
	}
	return fmt.Errorf("%s:%d: %s", file, u.Line, u.Reason)
}

var yamlLine = regexp.MustCompile(`^(?:error converting YAML to JSON: )?(?:yaml: )?(?:line (\d+): )?`)

// countsFromZero are the errors whose line the parser forgets to count from one: those of go.yaml.in/yaml/v3's
// parser, not of its scanner.
var countsFromZero = regexp.MustCompile(`^(?:did not find expected (?:',' or '[\]}]'|'-' indicator|key|node content|<document start>)|found undefined tag handle)$`)
