package export

import (
	"bytes"
	"fmt"
	"slices"
)

// Format writes a container.
type Format struct {
	Name  string
	fits  func(Variable) string // why a variable cannot be written; empty: it can
	write func(*bytes.Buffer, Container) (leftOut int)
}

// Formats lists all formats; the first is the default.
func Formats() []Format {
	return []Format{
		{"dotenv", dotenvUnfit, writeDotenv},
		{"shell", shellUnfit, writeShell},
		{"compose", unfit, writeCompose},
	}
}

// Names lists the names of the formats, for help and completion.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Find gives the format of that name.
func Find(name string) (Format, error) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("unknown format %q: one of %q", name, Names())
}

// Write gives the text, and how many entries have only a comment in it.
func (f Format) Write(c Container) (text []byte, leftOut int) {
	c.Variables = judged(c.Variables, f.fits)
	c.Command, c.Args = judged(c.Command, unfit), judged(c.Args, unfit)
	var b bytes.Buffer
	b.WriteString(comment(c.Title))
	leftOut = f.write(&b, c)
	return b.Bytes(), leftOut
}

func judged(list []Variable, fits func(Variable) string) []Variable {
	list = slices.Clone(list)
	for i, v := range list {
		if v.Why == "" {
			list[i].Why = fits(v)
		}
	}
	return list
}

// writeEach writes a line for each variable.
func writeEach(b *bytes.Buffer, indent string, list []Variable, line func(Variable) string) (leftOut int) {
	for _, v := range list {
		b.WriteString(indent)
		if v.Why != "" {
			b.WriteString(v.remark())
			leftOut++
			continue
		}
		b.WriteString(line(v) + "\n")
	}
	return leftOut
}
