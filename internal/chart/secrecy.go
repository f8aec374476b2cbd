package chart

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
)

// hidden takes the place of what is not repeated.
const hidden = "…"

// secrecy knows the texts that an error of a template may quote: the values of a chart.
type secrecy struct {
	texts []string // the longest first
	keys  map[string]bool
}

// shortest is the length from which on a value is looked for anywhere in an error.
const shortest = 4

// keep collects the values of a chart, its own, those of its subcharts and those that override them.
func keep(loaded *chart.Chart, values map[string]any) secrecy {
	s := secrecy{keys: map[string]bool{}}
	s.collect(values)
	s.collectChart(loaded)
	slices.SortFunc(s.texts, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	s.texts = slices.Compact(s.texts)
	return s
}

func (s *secrecy) collectChart(c *chart.Chart) {
	s.collect(c.Values)
	for _, sub := range c.Dependencies() {
		s.collectChart(sub)
	}
}

func (s *secrecy) collect(value any) {
	switch value := value.(type) {
	case string:
		s.texts = append(s.texts, value)
	case []any:
		for _, entry := range value {
			s.collect(entry)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			s.keys[key] = true
			s.collect(value[key])
		}
	}
}

var (
	// frame is what Helm and its templates say themselves: where, in which file, and by which function.
	frame = regexp.MustCompile(`template: [^\s:]+(?::\d+){1,2}: |executing "[^"]*" at <[^>]*>: |error calling \w+: ` +
		`|(?:execution|parse) error (?:at|in) \([^)]*\): |YAML parse error on \S+: |- at '[^']*': |value must be [^\n]*`)
	// ofText is a template that stands in a value: what follows are words of it.
	ofText = regexp.MustCompile(`(?s)(cannot parse template |error during tpl function execution for ).*`)
	quoted = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`")
	word   = regexp.MustCompile(`[A-Za-z]+`)
)

// quiet takes the values out of an error that rendering the chart ends with.
func (s secrecy) quiet(err error) error {
	err = withoutOutput(err)
	text := ofText.ReplaceAllString(err.Error(), "${1}"+hidden)
	var b strings.Builder
	at := 0
	for _, span := range frame.FindAllStringIndex(text, -1) {
		b.WriteString(s.hide(text[at:span[0]]) + text[span[0]:span[1]])
		at = span[1]
	}
	b.WriteString(s.hide(text[at:]))
	return &quietError{b.String(), err}
}

// hide replaces values, and what is quoted of them. Names of keys are no secrets.
func (s secrecy) hide(text string) string {
	if whole := strings.TrimSpace(text); len(whole) >= shortest && s.holds(whole) {
		return hidden
	}
	for _, value := range s.texts {
		switch {
		case len(value) < shortest || s.keys[value]:
		case word.FindString(value) == value: // not a part of another word
			text = word.ReplaceAllStringFunc(text, func(found string) string {
				if found == value {
					return hidden
				}
				return found
			})
		default:
			text = strings.ReplaceAll(text, value, hidden)
		}
	}
	return quoted.ReplaceAllStringFunc(text, func(found string) string {
		inner := found[1 : len(found)-1]
		if inner == "" || !s.holds(inner) {
			return found
		}
		return found[:1] + hidden + found[len(found)-1:]
	})
}

// holds reports whether a text is a part of a value, and no name of a key.
func (s secrecy) holds(text string) bool {
	return !s.keys[text] && slices.ContainsFunc(s.texts, func(value string) bool { return strings.Contains(value, text) })
}
