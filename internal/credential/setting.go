package credential

import (
	"iter"
	"regexp"
	"strings"
)

// setting is a name and its value, as a line of a file has them.
type setting struct {
	name, value string
	quoted      bool
}

var (
	// assignment is a line of properties, ini, TOML, YAML, a shell or a program.
	assignment = lazily(`^\s*(?:- +)?(?:export +|set +|env +|ENV +|local +|(?:var|let|const) +)?(["']?)([A-Za-z_][\w.@/\[\]-]*)(["']?)\s*(?::=|=>|=|:)\s*(.*?)[,;]?\s*$`)
	// pair is a member of JSON, anywhere in the line.
	pair = lazily(`"([^"\\]+)"\s*:\s*"((?:[^"\\]|\\.)*)"`)
	// element is one of XML.
	element = lazily(`<([A-Za-z_][\w.:-]*)>([^<>]+)</`)
	// directive is a line of redis.conf and its like.
	directive = lazily(`^\s*(requirepass|masterauth)\s+("?)([^\s"]+)`)
)

// settings finds what is set in a line.
func settings(line string) iter.Seq[setting] {
	return func(yield func(setting) bool) {
		for _, find := range []func(string) []setting{inJSON, assigned, inXML, directed} {
			for _, s := range find(line) {
				if !yield(s) {
					return
				}
			}
		}
	}
}

func inJSON(line string) []setting {
	if !strings.Contains(line, `":`) && !strings.Contains(line, `" :`) {
		return nil
	}
	return all(pair(), line, func(m []string) setting { return setting{name: m[1], value: m[2], quoted: true} })
}

func assigned(line string) []setting {
	if !strings.ContainsAny(line, ":=") {
		return nil
	}
	return all(assignment(), line, func(m []string) setting {
		if strings.HasPrefix(m[4], "//") {
			m[2] = "" // a URL
		}
		value, quoted := unquote(m[4])
		return setting{name: m[2], value: value, quoted: quoted}
	})
}

func inXML(line string) []setting {
	if !strings.Contains(line, "</") {
		return nil
	}
	return all(element(), line, func(m []string) setting { return setting{name: m[1], value: m[2], quoted: true} })
}

func directed(line string) []setting {
	return all(directive(), line, func(m []string) setting { return setting{name: m[1], value: m[3], quoted: m[2] != ""} })
}

func all(pattern *regexp.Regexp, line string, read func([]string) setting) []setting {
	var found []setting
	for _, m := range pattern.FindAllStringSubmatch(line, -1) {
		found = append(found, read(m))
	}
	return found
}

// unquote takes the quotes and the comment off a value.
func unquote(text string) (value string, quoted bool) {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		if end := closing(text); end > 0 {
			return text[1:end], true
		}
	}
	value, _, _ = strings.Cut(text, " #")
	return strings.TrimSpace(value), false
}

// closing is where the quotes end that a text starts with, or 0. A \ escapes them.
func closing(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i
		}
	}
	return 0
}
