package report

import (
	"slices"
	"unicode/utf8"
)

// widthsOf gives each column the width of its longest cell. Where there is not room for that, as few
// cells as can be reach out of their columns.
func widthsOf(lines [][]string) []int {
	columns := make([]textColumn, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			columns[i].add(utf8.RuneCountInString(cell))
		}
	}
	widths := make([]int, len(columns))
	for i := range columns {
		slices.Sort(columns[i].lengths)
		widths[i] = columns[i].lengths[len(lines)-1]
	}
	last := len(columns) - 1
	for need := lack(widths[:last]); need > 0; need = lack(widths[:last]) {
		narrowest, cheapest := -1, offer{}
		for i, c := range columns[:last] {
			// Of two that cost the same, the later one leaves more of the row in its first line.
			if o, found := c.cheapest(widths[i], need); found && (narrowest < 0 || o.price <= cheapest.price) {
				narrowest, cheapest = i, o
			}
		}
		if narrowest < 0 {
			break
		}
		widths[narrowest] = cheapest.width
	}
	return widths
}

// lack is how much too wide columns are.
func lack(widths []int) int {
	sum := -room
	for _, width := range widths {
		sum += width + gap
	}
	return sum
}

// textColumn is a column with the lengths of its cells and of its heading, which is the first one.
type textColumn struct {
	heading int
	lengths []int
}

func (c *textColumn) add(length int) {
	if len(c.lengths) == 0 {
		c.heading = length
	}
	c.lengths = append(c.lengths, length)
}

// offer is a width that a column could have instead, and how many cells would reach out of it then for
// each character that is needed.
type offer struct {
	width int
	price float64
}

// cheapest looks through the widths that hold some cells just so. The lengths are sorted.
func (c textColumn) cheapest(width, need int) (best offer, found bool) {
	cells := 0
	for i := len(c.lengths) - 1; i > 0 && c.lengths[i] > c.heading; i-- {
		if c.lengths[i] > width {
			continue
		}
		cells++
		narrower := max(c.lengths[i-1], c.heading)
		if narrower == c.lengths[i] {
			continue
		}
		o := offer{narrower, float64(cells) / float64(min(width-narrower, need))}
		if !found || o.price < best.price {
			best, found = o, true
		}
	}
	return best, found
}
