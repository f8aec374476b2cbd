package topology

import (
	"math"
	"strings"
	"unicode"
)

const (
	titleSize  = 14.0 // of the font, in pixels
	detailSize = 12.0
	hostHeight = 30.0
	boxHeight  = 50.0
	boxPadding = 12.0
	leastWidth = 84.0
	mostWidth  = 340.0
	mostRunes  = 60
	bold       = 1.08 // times as wide
)

// heights gives every box room for its text, and for the ends of its arrows on either side.
func (l *layers) heights() []float64 {
	leaving, arriving := make([]int, len(l.graph.Nodes)), make([]int, len(l.graph.Nodes))
	for e := range l.from {
		left, right := l.ends(e)
		leaving[left]++
		arriving[right]++
	}
	heights := make([]float64, len(l.graph.Nodes))
	for i, n := range l.graph.Nodes {
		switch n.Role {
		case Host:
			heights[i] = hostHeight
		case Gateway:
			heights[i] = boxHeight // it is stretched later
		default:
			heights[i] = max(boxHeight, 2*portRoom+portGap*float64(max(leaving[i], arriving[i])-1))
		}
	}
	return heights
}

// width is that of a box which holds its text.
func (n Node) width(g *Graph) float64 {
	widest := max(textWidth(n.title(g), titleSize*bold), textWidth(n.detail(), detailSize))
	return math.Ceil(min(mostWidth, max(leastWidth, widest+2*boxPadding)))
}

// textWidth is about what the widest system font needs. Nobody knows the font of who looks.
func textWidth(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ijlI.,:;'|!()[]/ ", r):
			width += 0.36
		case strings.ContainsRune("frt-", r):
			width += 0.44
		case strings.ContainsRune("mwMW@%", r):
			width += 0.96
		case unicode.IsUpper(r):
			width += 0.74
		case r > 0x2e80:
			width++ // East Asian characters are as wide as high
		default:
			width += 0.61
		}
	}
	return width * size
}

// shortened cuts text that does not fit; the tooltip has all of it.
func shortened(text string, size, room float64) string {
	if textWidth(text, size) <= room {
		return text
	}
	runes := []rune(text)
	runes = runes[:min(len(runes), mostRunes)]
	for len(runes) > 1 && textWidth(string(runes)+"…", size) > room {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
