package manifest

import "strings"

// refusal is input that the package does not take. It never quotes the input.
type refusal struct {
	place   string
	problem string
	remedy  string
}

func (r *refusal) Error() string { return r.place + ": " + r.problem }

// Hint names the remedy.
func (r *refusal) Hint() string { return r.remedy }

// unreadable gives an error of a YAML parser the line of the stream, since parsers count from the
// start of the document.
func (d *document) unreadable(err error) error {
	u := WhyUnreadable(err)
	if u.remedy == "" {
		u.Reason, u.remedy = "invalid YAML: "+u.Reason, "see what the template writes there with helm template --debug"
	}
	return &refusal{d.place(max(u.Line, 1)), u.Reason, u.remedy}
}

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
