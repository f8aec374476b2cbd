// Package golden runs test cases that are txtar files: what goes in and what is expected, in one file
// that a person reads in a review.
//
// It hides where the cases lie, how they are compared, and that UPDATE=1 in the environment rewrites
// what is expected instead of comparing it.
package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
)

// Case is one txtar file.
type Case struct {
	// Name is the name of the file without its extension.
	Name string
	// Path is the file itself.
	Path string

	t       testing.TB
	update  bool
	archive *txtar.Archive
}

// Run runs test once for each file that matches the pattern, as a parallel subtest. A pattern that
// matches nothing fails: cases that have moved away would otherwise pass for ever.
func Run(t *testing.T, pattern string, test func(t *testing.T, c *Case)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	if len(files) == 0 {
		t.Fatalf("no case matches %s", pattern)
	}
	for _, file := range files {
		t.Run(subtest(file), func(t *testing.T) {
			t.Parallel()
			test(t, open(t, file, os.Getenv("UPDATE") != ""))
		})
	}
}

func open(t testing.TB, file string, update bool) *Case {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return &Case{
		Name:    strings.TrimSuffix(filepath.Base(file), ".txtar"),
		Path:    file,
		t:       t,
		update:  update,
		archive: txtar.Parse(text),
	}
}

// subtest names a case by its path, less what all cases share.
func subtest(file string) string {
	var steps []string
	for step := range strings.SplitSeq(strings.TrimSuffix(filepath.ToSlash(file), ".txtar"), "/") {
		if step != ".." && step != "testdata" {
			steps = append(steps, step)
		}
	}
	return strings.Join(steps, "/")
}

// Comment is the text before the first file.
func (c *Case) Comment() string { return string(c.archive.Comment) }

// Has reports whether the case holds a file of that name.
func (c *Case) Has(name string) bool { return c.find(name) != nil }

// Names lists the files of the case in order.
func (c *Case) Names() []string {
	names := make([]string, len(c.archive.Files))
	for i, file := range c.archive.Files {
		names[i] = file.Name
	}
	return names
}

// Text is the content of a file; a case without it fails.
func (c *Case) Text(name string) string {
	c.t.Helper()
	file := c.find(name)
	if file == nil {
		c.t.Fatalf("%s has no file %q", c.Path, name)
	}
	return string(file.Data)
}

// Extract writes all files of the case below dir.
func (c *Case) Extract(dir string) {
	c.t.Helper()
	if err := txtar.Write(c.archive, dir); err != nil {
		c.t.Fatal(err)
	}
}

// Want compares got with the file of that name, or makes it the file under UPDATE=1. A last line
// without a line break equals one with it, for txtar cannot tell them apart.
func (c *Case) Want(name, got string) {
	c.t.Helper()
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	if c.update {
		c.rewrite(name, got)
		return
	}
	want := c.Text(name)
	if d := diff.Diff("want", []byte(want), "got", []byte(got)); d != nil {
		c.t.Errorf("%s: %s differs (UPDATE=1 rewrites it):\n%s", c.Path, name, d)
	}
}

func (c *Case) find(name string) *txtar.File {
	for i := range c.archive.Files {
		if c.archive.Files[i].Name == name {
			return &c.archive.Files[i]
		}
	}
	return nil
}

func (c *Case) rewrite(name, got string) {
	c.t.Helper()
	file := c.find(name)
	if file == nil {
		c.archive.Files = append(c.archive.Files, txtar.File{Name: name})
		file = &c.archive.Files[len(c.archive.Files)-1]
	}
	if string(file.Data) == got {
		return
	}
	file.Data = []byte(got)
	if txtar.NeedsQuote(file.Data) {
		c.t.Fatalf("%s: %s cannot be kept in a txtar file: a line of it looks like the name of a file", c.Path, name)
	}
	if err := os.WriteFile(c.Path, txtar.Format(c.archive), 0o600); err != nil { //nolint:gosec // it is the file that was read
		c.t.Fatal(err)
	}
}
