package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// The format of files with variables is the part of Docker Compose's that means the same to everybody:
// one NAME=VALUE for each line, blank lines, and lines that begin with #. What others read differently,
// or would replace by something of their surroundings, is refused. So one file serves the cluster and
// Compose alike. A shell that sources it gets the same from plain words and single quotes alone: blanks
// and characters such as ; or * mean something to it without quotes, \n in double quotes stays as it is,
// and a name may have no dash or dot. No error repeats a value: it may be a secret in the wrong place.

// parseDotenv reads the variables of a file. The error holds the mistakes, each with its place.
func parseDotenv(data []byte, file string) ([]EnvVariable, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := &dotenv{file: file, rest: string(data), line: 1, lines: map[string]int{}}
	for d.rest != "" && len(d.errs) < maxErrors {
		d.readLine()
	}
	return d.variables, errors.Join(d.errs...)
}

// dotenv is a file of variables while it is read.
type dotenv struct {
	file      string
	rest      string // of the file, from the beginning of line
	line      int
	variables []EnvVariable
	lines     map[string]int // of each variable
	errs      []error
}

func (d *dotenv) fail(line int, format string, values ...any) {
	d.errs = append(d.errs, fmt.Errorf("%s:%d: %w", d.file, line, fmt.Errorf(format, values...)))
}

// take gives the next n bytes and counts their lines.
func (d *dotenv) take(n int) string {
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	d.line += strings.Count(taken, "\n")
	return taken
}

// takeLine gives what is left of the line, without its end in either form.
func (d *dotenv) takeLine() string {
	text, _, more := strings.Cut(d.rest, "\n")
	n := len(text)
	if more {
		n++
	}
	d.take(n)
	if more {
		text = strings.TrimSuffix(text, "\r")
	}
	return text
}

// readLine reads one line, or several that a quoted value goes over.
func (d *dotenv) readLine() {
	line := d.line
	text, _, _ := strings.Cut(d.rest, "\n")
	if content := strings.TrimLeft(text, " \t\r"); content == "" || content[0] == '#' {
		d.takeLine()
		return
	}
	name, err := variableName(text)
	if err != nil {
		d.fail(line, "%w", err)
		d.takeLine()
		return
	}
	d.take(len(name) + len("="))
	value, err := d.readValue()
	if err != nil {
		d.fail(line, "%s: %w", name, err)
		return
	}
	if first := d.lines[name]; first != 0 {
		d.fail(line, "%s is there twice, first on line %d", name, first)
		return
	}
	d.lines[name] = line
	d.variables = append(d.variables, EnvVariable{Name: name, Value: value, Line: line})
}

// variableName gives what stands before the equals sign. Its errors do not repeat it: where a value
// has been broken into lines by mistake, it is a part of one.
func variableName(line string) (string, error) {
	name, _, found := strings.Cut(line, "=")
	switch {
	case !found:
		return "", errors.New("has no equals sign: a line is NAME=VALUE, or a comment that begins with #")
	case strings.HasPrefix(name, "export "):
		return "", errors.New("begins with export: leave it out, only shells know it")
	case strings.TrimSpace(name) != name:
		return "", errors.New("has a blank before or after the name: a line is NAME=VALUE")
	}
	if _, err := variable().parse(nil, name); err != nil {
		return "", errors.New("has no valid name before the equals sign: letters, digits, dashes, dots and underscores, no digit first, at most 253")
	}
	return name, nil
}

// readValue takes a value and the rest of its last line.
func (d *dotenv) readValue() (string, error) {
	var quote byte
	if d.rest != "" {
		quote = d.rest[0]
	}
	if quote != '\'' && quote != '"' {
		text := d.takeLine()
		return text, checkBare(text)
	}
	d.take(1)
	n := quotedLength(d.rest, quote)
	if n < 0 {
		d.takeLine()
		return "", fmt.Errorf("the quote %c is not closed", quote)
	}
	text := d.take(n)
	d.take(1)
	if d.takeLine() != "" {
		return "", errors.New("has something after the closing quote: a comment is a line of its own")
	}
	if quote == '\'' {
		return text, checkSingleQuoted(text)
	}
	return unescape(text)
}
