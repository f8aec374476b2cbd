package credential

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Argument is a credential among the arguments of a command.
type Argument struct {
	Hit
	Index int // of the argument that holds it
}

// InArguments finds the credentials in a command line, and in the scripts that are a part of it.
func InArguments(words []string) []Argument {
	var found []Argument
	for i, h := range inWords(words) {
		found = append(found, Argument{Hit: h, Index: i})
	}
	return found
}

// inWords gives the credentials in the words of a command, and in which word each is.
func inWords(words []string) iter.Seq2[int, Hit] {
	return func(yield func(int, Hit) bool) {
		program := "" // of those that have flags of their own
		for i, word := range words {
			for _, h := range inWord(words, i, program) {
				if !yield(i, h) {
					return
				}
			}
			if base := word[strings.LastIndexByte(word, '/')+1:]; passwordFlags[base] != nil {
				program = base
			}
		}
	}
}

// inScript judges a script line by line: as settings, and as the words of commands.
func inScript(script string) []Hit {
	hits := InFile("script.sh", script)
	seen := map[int]bool{}
	for _, h := range hits {
		seen[h.Line] = true
	}
	n := 0
	for line := range strings.SplitSeq(script, "\n") {
		n++
		if seen[n] || isComment(line) {
			continue
		}
		words := strings.Fields(strings.ReplaceAll(line, ";", " ; "))
		for i, h := range inWords(words) {
			if !inShell(words[i]) {
				h.Line = n
				hits = append(hits, h)
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return a.Line - b.Line })
	if !strings.Contains(strings.TrimSpace(script), "\n") {
		for i := range hits {
			hits[i].Line = 0
		}
	}
	return hits
}

// inShell reports whether the shell computes a word.
func inShell(word string) bool { return strings.ContainsAny(word, "$`|<>()") }

// inWord judges one word of a command: a script, --name=value, NAME=value, or a value behind its flag.
func inWord(words []string, i int, program string) []Hit {
	word := words[i]
	if strings.ContainsAny(word, " \t\n") && !strings.HasPrefix(word, "-") {
		return inScript(word)
	}
	hit := Hit{Name: flagOf(words, i), What: together(append(formatsIn(word), passwordsIn("", word)...))}
	if name, value, ok := assignedIn(word); ok && hit.What == "" {
		setting := strings.TrimLeft(name, "-")
		hit = Hit{Name: name, What: cmp.Or(together(passwordsIn(setting, value)), named(setting, unquoted(value)))}
	} else if hit.Name != "" && hit.What == "" && !strings.HasPrefix(word, "-") {
		hit.What = named(strings.TrimLeft(hit.Name, "-"), unquoted(word))
	}
	if hit.What == "" && program != "" {
		hit = judgeFlags(program, words[i-1], word)
	}
	if hit.What == "" {
		return nil
	}
	hit.Name = Shown(hit.Name)
	return []Hit{hit}
}

// assignedIn takes --name=value apart; of --set=name=value, the inner name counts.
func assignedIn(word string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(word, "=")
	if inner, rest, nested := strings.Cut(value, "="); ok && nested && isName(inner) && rest != "" && read(inner).strength() != none {
		return inner, rest, true
	}
	return name, value, ok && isName(strings.TrimLeft(name, "-"))
}

var nameText = lazily(`^[A-Za-z_][\w.-]*$`)

func isName(text string) bool { return nameText().MatchString(text) }

// flagOf gives the flag before a word, which it may be the value of.
func flagOf(words []string, i int) string {
	if i == 0 || !strings.HasPrefix(words[i-1], "--") || strings.Contains(words[i-1], "=") {
		return ""
	}
	return words[i-1]
}

func unquoted(text string) string { return strings.Trim(text, `"'`) }
