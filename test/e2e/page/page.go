// Package page reads Markdown pages whose console blocks are to be run, as their readers run them.
package page

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
)

// Reader does what a page says.
type Reader interface {
	// Run gives what a terminal shows for a line that was typed.
	Run(script string) string
	// Write makes a file that the page shows.
	Write(name, text string)
}

// Check follows a page and fails the test where it shows what is not so. With UPDATE=1 it writes what was seen.
func Check(t testing.TB, file string, reader Reader) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, commands := Follow(string(text), reader)
	switch {
	case commands == 0:
		t.Errorf("%s has no command to run", file)
	case got == string(text):
	case os.Getenv("UPDATE") != "":
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s shows what is not so (UPDATE=1 rewrites it):\n%s", file, diff.Diff("shown", text, "seen", []byte(got)))
	}
}

// Follow gives the page with the output that its commands really have, and how many commands there are. Output that
// is as the page has it stays: there, a line … stands for any lines, and … in a line for any text.
//
// The lines after $ in console blocks are commands. A block that begins with a file's name, such as
// # chart/values.yaml, is that file. Other blocks are only read.
func Follow(page string, reader Reader) (followed string, commands int) {
	var seen strings.Builder
	for _, part := range parts(page) {
		if name, found := part.file(); found {
			reader.Write(name, part.text)
		}
		if part.info != "console" {
			seen.WriteString(part.String())
			continue
		}
		list := commandsOf(part.text)
		commands += len(list)
		part.text = ""
		for _, c := range list {
			output := reader.Run(c.script)
			if pattern(c.shown).MatchString(output) {
				output = c.shown
			}
			part.text += c.typed + output
		}
		seen.WriteString(part.String())
	}
	return seen.String(), commands
}

// Prose is what stands outside of blocks.
func Prose(page string) string {
	var text strings.Builder
	for _, part := range parts(page) {
		if part.fence == "" {
			text.WriteString(part.text)
		}
	}
	return text.String()
}

// pattern matches the output that a page shows.
func pattern(shown string) *regexp.Regexp {
	var text strings.Builder
	for line := range strings.Lines(shown) {
		if line == "…\n" {
			text.WriteString("(?:.*\n)*?")
			continue
		}
		for i, piece := range strings.Split(line, "…") {
			if i > 0 {
				text.WriteString(".*")
			}
			text.WriteString(regexp.QuoteMeta(piece))
		}
	}
	return regexp.MustCompile("^" + text.String() + "$")
}

// part is a fenced block of a page, or, without a fence, what stands between two.
type part struct {
	fence, info, text, end string
}

func (p part) String() string { return p.fence + p.text + p.end }

var fileName = regexp.MustCompile(`^# ([\w/.-]+\.(?:yaml|rego))\n`)

// file is the name of the file that the block is.
func (p part) file() (name string, found bool) {
	match := fileName.FindStringSubmatch(p.text)
	if p.fence == "" || match == nil {
		return "", false
	}
	return match[1], true
}

func parts(page string) []part {
	all := []part{{}}
	for line := range strings.Lines(page) {
		current := &all[len(all)-1]
		info, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && current.fence == "":
			all = append(all, part{fence: line, info: info})
		case isFence && info == "":
			current.end = line
			all = append(all, part{})
		default:
			current.text += line
		}
	}
	return all
}

// command is one input of a console block.
type command struct {
	typed  string // as it stands in the page
	script string
	shown  string // what the page shows below it
}

// commandsOf finds the inputs of a block. One whose line ends in \ goes on after "> ".
func commandsOf(block string) []command {
	var found []command
	continued := false
	for line := range strings.Lines(block) {
		if input, isInput := strings.CutPrefix(line, "$ "); isInput {
			found = append(found, command{typed: line, script: input})
		} else if more, isMore := strings.CutPrefix(line, "> "); isMore && continued {
			found[len(found)-1].typed += line
			found[len(found)-1].script += more
		} else {
			continued = false
			if len(found) > 0 {
				found[len(found)-1].shown += line
			}
			continue
		}
		continued = strings.HasSuffix(line, "\\\n")
	}
	return found
}
