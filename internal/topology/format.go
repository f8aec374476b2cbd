package topology

import (
	"fmt"
	"strings"
)

// Format is a way to write a picture.
type Format struct {
	Name  string
	write func(Picture) []byte
}

// Formats gives those for people; the first is the default. Programs read [Picture.Document].
func Formats() []Format {
	return []Format{
		{"text", writeText},
		{"mermaid", writeMermaid},
		{"dot", writeDOT},
		{"svg", writeSVG},
	}
}

// Write gives the picture in the format.
func (f Format) Write(p Picture) []byte { return f.write(p) }

// page is a text in the making, line by line.
type page struct{ text strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

func (p *page) bytes() []byte { return []byte(p.text.String()) }
