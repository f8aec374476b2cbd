package helm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
)

// Parse tells the words after a command apart. The flags own are not Helm's, and take a value.
func Parse(command string, words []string, own ...string) (Arguments, error) {
	known := Flags()
	for _, name := range own {
		known = append(known, Flag{Name: name, Value: true})
	}
	p := parser{command: command, known: known, rest: words}
	for len(p.rest) > 0 {
		word := p.next()
		var err error
		switch {
		case word == "--":
			p.parts = append(p.parts, part{flag: "--", words: []string{"--"}})
			for len(p.rest) > 0 {
				p.operand(p.next())
			}
		case strings.HasPrefix(word, "--"):
			err = p.long(word)
		case strings.HasPrefix(word, "-") && word != "-":
			err = p.short(word)
		default:
			p.operand(word)
		}
		if err != nil {
			return Arguments{}, program.WithHint(err, "see helm hash "+command+" --help")
		}
	}
	return Arguments{command: command, parts: p.parts}, nil
}

// parser reads words as Helm's command-line library (pflag) does.
type parser struct {
	command string
	known   []Flag
	rest    []string
	parts   []part
}

func (p *parser) next() string {
	word := p.rest[0]
	p.rest = p.rest[1:]
	return word
}

func (p *parser) operand(word string) {
	p.parts = append(p.parts, part{value: word, words: []string{word}})
}

func (p *parser) long(word string) error {
	name, value, valued := strings.Cut(word[2:], "=")
	found := part{flag: name, value: value, valued: valued, words: []string{word}}
	if !valued && p.takesValue(func(f Flag) bool { return f.Name == name }) {
		if len(p.rest) == 0 {
			return fmt.Errorf("flag needs an argument: %s", word)
		}
		found.value, found.valued = p.next(), true
		found.words = append(found.words, found.value)
	}
	p.parts = append(p.parts, found)
	return nil
}

// short reads a word such as -f, -fFILE, -f=FILE, or -gf for two flags.
func (p *parser) short(word string) error {
	words := []string{word}
	for letters := word[1:]; letters != ""; words = nil {
		letter, after := letters[:1], letters[1:]
		found := part{flag: p.longName(letter), words: words}
		letters = after
		value, assigned := strings.CutPrefix(after, "=")
		switch {
		case assigned:
			found.value, found.valued, letters = value, true, ""
		case !p.takesValue(func(f Flag) bool { return f.Short == letter }):
		case after != "":
			found.value, found.valued, letters = after, true, ""
		case len(p.rest) == 0:
			return fmt.Errorf("flag needs an argument: -%s in %s", letter, word)
		default:
			found.value, found.valued = p.next(), true
			found.words = append(found.words, found.value)
		}
		p.parts = append(p.parts, found)
	}
	return nil
}

func (p *parser) takesValue(is func(Flag) bool) bool {
	i := slices.IndexFunc(p.known, is)
	return i >= 0 && p.known[i].TakesValue(p.command)
}

// longName gives the name of a short flag; one that is not known keeps its letter.
func (p *parser) longName(letter string) string {
	i := slices.IndexFunc(p.known, func(f Flag) bool { return f.Short == letter })
	if i < 0 {
		return letter
	}
	return p.known[i].Name
}
