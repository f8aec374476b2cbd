package credential

import (
	"path"
	"slices"
	"strings"
)

// Hit is a credential in a text or among arguments.
type Hit struct {
	Line int    // of the text, counted from 1; 0 where there is one line only
	Name string // of the setting that holds it, as it may be [Shown]; empty where only its look shows it
	What string // continues "it holds"
}

// InFile finds the credentials in the text of a file: settings of the usual formats, line by line, and
// what is known by its look wherever it stands. Comments hold no settings, but a token in one is
// published all the same. The name of the file tells programs from configuration.
func InFile(file, text string) []Hit {
	seen := seenByLine(text)
	as := dialectOf(file, text)
	var hits []Hit
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		for _, h := range inLine(line, seen[n], as) {
			h.Line = n
			hits = append(hits, h)
		}
	}
	return hits
}

// seenByLine gives the credentials of known formats by the lines that they start in.
func seenByLine(text string) map[int][]string {
	all := sightings(text)
	slices.SortStableFunc(all, func(a, b sighting) int { return a.at - b.at })
	seen := map[int][]string{}
	line, at := 1, 0
	for _, s := range all {
		line += strings.Count(text[at:s.at], "\n")
		at = s.at
		seen[line] = append(seen[line], s.what)
	}
	return seen
}

// inLine judges one line; seen is what credentials of known formats start in it.
func inLine(line string, seen []string, as dialect) []Hit {
	comment := isComment(line)
	if !comment {
		seen = append(seen, passwordsIn("", line)...)
	}
	if what := together(seen); what != "" {
		return []Hit{{Name: Shown(firstName(line)), What: what}}
	}
	if comment {
		return nil
	}
	return setIn(line, as)
}

// setIn judges the settings of a line by their names.
func setIn(line string, as dialect) []Hit {
	if !mayBeSecret(line) && !mayConnect(line) {
		return nil
	}
	var hits []Hit
	seen := map[Hit]bool{} // two syntaxes may fit one setting
	for s := range settings(line) {
		h := Hit{What: s.judge(as)}
		if h.What == "" {
			continue
		}
		if h.Name = Shown(s.name); !seen[h] {
			seen[h] = true
			hits = append(hits, h)
		}
	}
	return hits
}

// judge is stricter than [Find]: a text is full of words that stand behind a name.
func (s setting) judge(as dialect) string {
	if isConnection(s.name) && as != program {
		if seen := together(passwordsIn(s.name, s.value)); seen != "" {
			return seen
		}
	}
	switch {
	case strings.ContainsAny(s.value, " \t"):
		return "" // prose
	case !s.quoted && s.isExpression(as):
		return ""
	case !s.quoted && namesField(s.value), !read(s.name).isPassword() && namesKey(s.value):
		return "" // what the value is called, not the value
	}
	return named(s.name, s.value)
}

// namesField reports whether a text reads a field of something: request.password.
func namesField(text string) bool {
	return fieldOf().MatchString(text) && read(text).strength() != none
}

var fieldOf = lazily(`^[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+$`)

func firstName(line string) string {
	for s := range settings(line) {
		return s.name
	}
	return ""
}

func isComment(line string) bool {
	line = strings.TrimLeft(line, " \t")
	for _, mark := range []string{"#", "//", ";", "-- ", "*", "/*", "<!--", "{{/*", "{{- /*"} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// programs are the extensions of files in which what stands behind an = is computed.
var programs = []string{
	".awk", ".cel", ".go", ".groovy", ".html", ".j2", ".java", ".js", ".kt", ".lua", ".md", ".php", ".pl", ".ps1", ".py", ".rb",
	".rego", ".rst", ".sql", ".tf", ".tmpl", ".tpl", ".ts", ".vcl",
}

// dialect is how a text writes values.
type dialect int

const (
	configuration dialect = iota
	program
	properties // all behind the equals sign is the value, but for ${…}
)

func dialectOf(file, text string) dialect {
	switch extension := strings.ToLower(path.Ext(file)); {
	case extension == ".properties":
		return properties
	case slices.Contains(programs, extension), strings.HasPrefix(text, "#!") && !strings.Contains(firstLine(text), "sh"):
		return program
	}
	return configuration
}

// isExpression reports whether something computes the value of a setting.
func (s setting) isExpression(as dialect) bool {
	switch as {
	case program:
		return true
	case properties:
		return !read(s.name).isPassword() && strings.ContainsAny(s.value, expressive)
	case configuration:
	}
	return strings.ContainsAny(s.value, expressive)
}

const expressive = "()[]{}<>|`\"'$"

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
