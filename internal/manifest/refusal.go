package manifest

import (
	"regexp"
	"strconv"
	"strings"
)

// refusal is input that the package does not take. It never quotes the input.
type refusal struct {
	place   string
	problem string
	remedy  string
}

func (r *refusal) Error() string { return r.place + ": " + r.problem }

// Hint names the remedy.
func (r *refusal) Hint() string { return r.remedy }

var yamlLine = regexp.MustCompile(`^(?:error converting YAML to JSON: )?(?:yaml: )?(?:line (\d+): )?`)

// unreadable gives an error of a YAML parser the line of the stream, since parsers count from the
// start of the document, and takes the words of the document out of it.
func (d *document) unreadable(err error) error {
	text, line := err.Error(), 1
	match := yamlLine.FindStringSubmatch(text)
	reason := strings.TrimPrefix(text, match[0])
	if n, convErr := strconv.Atoi(match[1]); convErr == nil {
		line = n
		if countsFromZero.MatchString(reason) {
			line++
		}
	}
	for _, known := range knownReasons {
		if strings.Contains(reason, known.part) {
			return &refusal{d.place(line), known.problem, known.remedy}
		}
	}
	if !isFixedReason(reason) {
		reason = "the parser gives no reason that may be shown"
	}
	return &refusal{d.place(line), "invalid YAML: " + reason, "see what the template writes there with helm template --debug"}
}

// countsFromZero are the errors whose line the parser forgets to count from one.
var countsFromZero = regexp.MustCompile(`^did not find expected (?:',' or '[\]}]'|'-' indicator|key|node content|<document start>)$`)

// knownReasons are errors that quote the document, or that need other words.
var knownReasons = []struct{ part, problem, remedy string }{
	{"unknown anchor", "an alias (*) without an anchor (&) of its name before it", "define the anchor in the same document, or write the value out"},
	{"value contains itself", "an anchor whose value holds an alias of itself", "write the value out"},
	{"map key", "a key that is neither text nor a number nor true or false", "write the key as a quoted string"},
	{"cannot decode", "a tag (!!) that does not fit its value", "remove the tag"},
	{"base64", "a value tagged !!binary that is not base64", "remove the tag"},
	{"map merge requires", "a merge key (<<) without a mapping to merge", "give << an alias of a mapping"},
	{"unsupported value", "a number that JSON cannot hold (.nan or .inf)", "quote it, if it is meant as text"},
	{"excessive aliasing", "aliases that expand to very many nodes", "write the values out"},
	{"tab character", "a tab where YAML wants blanks", "indent with blanks"},
}

// fixedReasons are the beginnings of the parser's own sentences, which quote nothing.
var fixedReasons = []string{
	"did not find", "could not find", "found ", "mapping values are not allowed", "mapping keys are not allowed",
	"block ", "control characters are not allowed", "exceeded max depth", "invalid ", "incomplete ",
}

func isFixedReason(reason string) bool {
	for _, start := range fixedReasons {
		if strings.HasPrefix(reason, start) {
			return true
		}
	}
	return false
}
