package manifest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

var errNotText = errors.New("a string that is not valid UTF-8, which no manifest can hold")

func isLegible(s string) bool { return utf8.ValidString(s) }

// floatText writes a number in the form that both JSON and YAML 1.1 read as a number.
func floatText(f float64) (string, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return "", errors.New("a number that is infinite or none, which no manifest can hold")
	}
	return string(text), nil
}

// stringText writes a string on one line, in the quotes of the node that it replaces where there was one.
func stringText(s string, like *yaml.Node, in layout) string {
	style := yaml.Style(0)
	if like != nil {
		style = like.Style
	}
	switch {
	case in.json || style&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted(s)
	case style&yaml.SingleQuotedStyle != 0 && isSingleLine(s):
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	case isPlainText(s):
		return s
	default:
		return doubleQuoted(s)
	}
}

// plainText is what stands without quotes: text that no version of YAML takes for anything but a
// string, in brackets and out of them. What looks odd is quoted, at no cost.
var plainText = regexp.MustCompile(`^[A-Za-z_/$(.*]?[A-Za-z_/$][-A-Za-z0-9_./$()+@%=~]*(?:[:;] ?[-A-Za-z0-9_./$()+@%=~]+| [-A-Za-z0-9_./$()+@%=~]+)*$`)

// quantity is a Kubernetes quantity or a duration.
var quantity = regexp.MustCompile(`^[0-9]+(?:m|s|h|ms|k|[KMGTP]i?)$`)

var reserved = regexp.MustCompile(`^(?i:y|n|yes|no|on|off|true|false|null|[-+]?\.?(?:inf|nan))$`)

func isPlainText(s string) bool {
	if quantity.MatchString(s) {
		return true
	}
	return plainText.MatchString(s) && s[0] != '*' && !strings.Contains(s, ": ") && !strings.Contains(s, "; ") &&
		!reserved.MatchString(s)
}

// isSingleLine reports whether a string holds only printable characters.
func isSingleLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r == '\t' || needsEscape(r) })
}

// needsEscape reports whether a character may not stand in YAML as it is, or would be read as a line
// end or a byte order mark.
func needsEscape(r rune) bool {
	switch {
	case r < ' ' && r != '\t', r >= 0x7f && r < 0xa0, r == 0xfeff:
		return true
	case r == 0x2028, r == 0x2029, r == 0xfffe, r == 0xffff:
		return true
	}
	return false
}

// doubleQuoted writes a string as both YAML and JSON read it.
func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case needsEscape(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isLiteral reports whether a string is best written as a literal block: lines of text without blanks
// at their ends, which editors strip, and with at most one line end behind, since Helm strips more.
func isLiteral(s string) bool {
	text := strings.TrimSuffix(s, "\n")
	if !strings.Contains(s, "\n") || text == "" || strings.HasSuffix(text, "\n") || isSpace(text[0]) {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.ContainsFunc(line, needsEscape) || line != strings.TrimRight(line, " \t") {
			return false
		}
	}
	return true
}

// literal writes such a string: the indicator, and its lines without the last line end.
func literal(s string, indent int) (indicator, lines string) {
	indicator = "|"
	text, ended := strings.CutSuffix(s, "\n")
	if !ended {
		indicator = "|-"
	}
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if line != "" {
			b.WriteString(strings.Repeat(" ", indent) + line)
		}
	}
	return indicator, b.String()
}
