package hoist

import (
	"fmt"
	"slices"
	"strings"
)

// around is how many unchanged lines a diff shows before and after a change.
const around = 3

// Diff shows how a text changes, in the unified format. It takes everything from the first line that
// differs to the last for one change, which it is when stanzas are added to a file.
func Diff(file string, before, after []byte) string {
	old, now := lines(before), lines(after)
	if slices.Equal(old, now) {
		return ""
	}
	start := 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	end := 0
	for end < len(old)-start && end < len(now)-start && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	first := max(0, start-around)
	last := min(end, around)
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", from(file, old), file)
	fmt.Fprintf(&b, "@@ -%s +%s @@\n", hunk(first, len(old)-end+last), hunk(first, len(now)-end+last))
	write(&b, " ", old[first:start])
	write(&b, "-", old[start:len(old)-end])
	write(&b, "+", now[start:len(now)-end])
	write(&b, " ", old[len(old)-end:len(old)-end+last])
	return b.String()
}

// from is the name of the file before; patch takes /dev/null for one that is new.
func from(file string, old []string) string {
	if len(old) == 0 {
		return "/dev/null"
	}
	return file
}

// hunk is a range of lines; an empty one stands behind the line before it.
func hunk(start, end int) string {
	if start == end {
		return fmt.Sprintf("%d,0", start)
	}
	return fmt.Sprintf("%d,%d", start+1, end-start)
}

func write(b *strings.Builder, mark string, lines []string) {
	for _, line := range lines {
		b.WriteString(mark + strings.TrimSuffix(line, "\n") + "\n")
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\\ No newline at end of file\n")
		}
	}
}

func lines(text []byte) []string { return slices.Collect(strings.Lines(string(text))) }
