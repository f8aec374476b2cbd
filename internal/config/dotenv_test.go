package config

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseDotenv(t *testing.T) {
	const file = "\ufeff# comment\r\n" +
		"\r\n" +
		"  # another\n" +
		" \t\n" +
		"EMPTY=\n" +
		"PLAIN=http://h:1/a?b=c&d=#e,f;g\n" +
		"words.with-marks=two words (and more)\n" +
		"EMPTY_QUOTED=''\n" +
		"SINGLE=' $HOME \"x\" \\n # '\n" +
		"BACKSLASHES='a\\\\'\n" +
		"LINES='one\ntwo'\r\n" +
		"DOUBLE=\" \\$HOME 'x' \\\"y\\\" a\\nb\\tc\\r\\\\n # \"\n" +
		"MORE=\"one\n\ntwo\"\n" +
		"LAST=x"
	want := []EnvVariable{
		{"EMPTY", "", 5},
		{"PLAIN", "http://h:1/a?b=c&d=#e,f;g", 6},
		{"words.with-marks", "two words (and more)", 7},
		{"EMPTY_QUOTED", "", 8},
		{"SINGLE", ` $HOME "x" \n # `, 9},
		{"BACKSLASHES", `a\\`, 10},
		{"LINES", "one\ntwo", 11},
		{"DOUBLE", " $HOME 'x' \"y\" a\nb\tc\r\\n # ", 13},
		{"MORE", "one\n\ntwo", 14},
		{"LAST", "x", 17},
	}
	got, err := parseDotenv([]byte(file), "a.env")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("variables (-want +got):\n%s", diff)
	}
}

// badDotenv are files with mistakes; each value has the word hunter in it, which no error may have.
func badDotenv() []struct{ name, file, want string } {
	const name = "has no valid name before the equals sign: letters, digits, dashes, dots and underscores, no digit first, at most 253"
	return []struct{ name, file, want string }{
		{"no equals sign", "hunter", "a.env:1: has no equals sign: a line is NAME=VALUE, or a comment that begins with #"},
		{"export", "export A=hunter", "a.env:1: begins with export: leave it out, only shells know it"},
		{"blank before the name", " A=hunter", "a.env:1: has a blank before or after the name: a line is NAME=VALUE"},
		{"blank after the name", "A =hunter", "a.env:1: has a blank before or after the name: a line is NAME=VALUE"},
		{"no name", "=hunter", "a.env:1: " + name},
		{"digit first", "1hunter=hunter", "a.env:1: " + name},
		{"blank in the name", "A hunter=hunter", "a.env:1: " + name},
		{"dots", "..hunter=hunter", "a.env:1: " + name},
		{"colon", "A: hunter=hunter", "a.env:1: " + name},
		{"BOM twice", "\ufeff\ufeffA=hunter", "a.env:1: " + name},
		{"blank before the value", "A= hunter", "a.env:1: A: has blanks around its value: put it in quotes, or take them out"},
		{"blank after the value", "A=hunter\t", "a.env:1: A: has blanks around its value: put it in quotes, or take them out"},
		{"carriage return", "A=hunter\r", "a.env:1: A: has blanks around its value: put it in quotes, or take them out"},
		{"carriage return inside", "A=hun\rter", `a.env:1: A: has a carriage return in its value: write \r in double quotes, or end the lines of the file without`},
		{"carriage return in quotes", "A='hun\r\nter'", `a.env:1: A: has a carriage return in its value: write \r in double quotes, or end the lines of the file without`},
		{"carriage return in double quotes", "A=\"hun\r\nter\"", `a.env:1: A: has a carriage return in its value: write \r in double quotes, or end the lines of the file without`},
		{"no-break space", "A=\u00a0hunter", "a.env:1: A: has blanks around its value: put it in quotes, or take them out"},
		{"quote inside", "A=hunter's", "a.env:1: A: has a quote in its value: put all of it in quotes"},
		{"back quote", "A=`hunter`", "a.env:1: A: has a quote in its value: put all of it in quotes"},
		{"dollar sign", "A=${B}hunter", "a.env:1: A: has a backslash or a dollar sign in its value, which others replace: put it in single quotes"},
		{"backslash", `A=C:\hunter`, "a.env:1: A: has a backslash or a dollar sign in its value, which others replace: put it in single quotes"},
		{"comment behind", "A=hunter # 2", "a.env:1: A: has a # that begins a comment: put the value in quotes, or the comment on a line of its own"},
		{"comment behind a tab", "A=hunter\t# 2", "a.env:1: A: has a # that begins a comment: put the value in quotes, or the comment on a line of its own"},
		{"comment for a value", "A=#hunter", "a.env:1: A: has a # that begins a comment: put the value in quotes, or the comment on a line of its own"},
		{"not closed", "A='hunter\nB=hunter\nC=hunter", "a.env:1: A: the quote ' is not closed"},
		{"closed by an escape", `A="hunter\"`, `a.env:1: A: the quote " is not closed`},
		{"two values", "A='hunter' 'hunter'", "a.env:1: A: has something after the closing quote: a comment is a line of its own"},
		{"comment after the quote", "A=\"hunter\" # hunter", "a.env:1: A: has something after the closing quote: a comment is a line of its own"},
		{"escaped single quote", `A='hunter\'s'`, "a.env:1: A: has a backslash before a quote, which single quotes do not escape: put it in double quotes"},
		{"dollar sign in double quotes", `A="$hunter"`, `a.env:1: A: has a dollar sign in double quotes, which others replace: write \$, or use single quotes`},
		{"two dollar signs", `A="$$hunter"`, `a.env:1: A: has a dollar sign in double quotes, which others replace: write \$, or use single quotes`},
		{"unknown escape", `A="hunter\x20"`, `a.env:1: A: has a backslash in double quotes before something else than n, r, t, ", \ or $: write \\, or use single quotes`},
		{"no UTF-8", "A=hunter\xff\nB='hunter\xff'\nC=\"hunter\xff\"", "a.env:1: A: is no UTF-8\na.env:2: B: is no UTF-8\na.env:3: C: is no UTF-8"},
		{"NUL", "A=hunter\x00\nB='hunter\x00'\nC=\"hunter\x00\"", "a.env:1: A: has a NUL character, which no variable can hold\n" +
			"a.env:2: B: has a NUL character, which no variable can hold\na.env:3: C: has a NUL character, which no variable can hold"},
		{"twice", "A=hunter\n\nB='\n'\nA=hunter", "a.env:5: A is there twice, first on line 1"},
		{"lines after quotes", "A='x\ny'\n\nhunter\nB=\"x\ny\"x\nhunter", "a.env:4: has no equals sign: a line is NAME=VALUE, or a comment that begins with #\n" +
			"a.env:5: B: has something after the closing quote: a comment is a line of its own\n" +
			"a.env:7: has no equals sign: a line is NAME=VALUE, or a comment that begins with #"},
	}
}

func TestParseDotenvRefuses(t *testing.T) {
	for _, c := range badDotenv() {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseDotenv([]byte(c.file), "a.env")
			if err == nil {
				t.Fatalf("accepted %q", c.file)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if strings.Contains(err.Error(), "hunter") {
				t.Errorf("the error has the value: %v", err)
			}
		})
	}
}

func TestParseDotenvStops(t *testing.T) {
	_, err := parseDotenv([]byte(strings.Repeat("x\n", 1000)), "a.env")
	if err == nil || strings.Count(err.Error(), "\n") != maxErrors-1 {
		t.Errorf("%d errors are wanted, not %v", maxErrors, err)
	}
}

// FuzzDotenv holds that no file makes the parser panic, and that what it accepts is valid and can be
// written and read again.
func FuzzDotenv(f *testing.F) {
	f.Add("A=b\n# c\nD='e\n'\nF=\"\\n\\$\"")
	for _, c := range badDotenv() {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, file string) {
		variables, err := parseDotenv([]byte(file), "a.env")
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, v := range variables {
			if seen[v.Name] || v.Line < 1 || v.Line > strings.Count(file, "\n")+1 {
				t.Errorf("%q: %+v", file, v)
			}
			seen[v.Name] = true
			roundTrip(t, v.Value)
		}
	})
}

// FuzzDotenvValue holds that every value is read as it was written.
func FuzzDotenvValue(f *testing.F) {
	for _, value := range []string{
		"", "plain", "two words", " around ", "it's", `"q"`, `' and "`, "$HOME", "`id`", `\`, `ends with \`, `a\'b`,
		"two\nlines", "crlf\r\nline", "tab\there", "#c", "a #b", "ä€𝄞", "\nleading", "\u0085next", "\u2028", "\ufeff",
	} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if utf8.ValidString(value) && !strings.ContainsRune(value, 0) {
			roundTrip(t, value)
		}
	})
}

func roundTrip(t *testing.T, value string) {
	t.Helper()
	file := "A=" + DotenvValue(value) + "\nB=c\n"
	got, err := parseDotenv([]byte(file), "a.env")
	if err != nil || len(got) != 2 || got[0].Value != value {
		t.Errorf("%q, written as %q, is read as %+v, %v", value, file, got, err)
	}
}
