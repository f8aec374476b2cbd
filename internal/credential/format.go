package credential

import (
	"regexp"
	"strings"
)

// format is what all credentials of one kind look like.
type format struct {
	what    string // continues "it holds"
	keyword string // stands in each of them: a quick look before the pattern
	pattern func() *regexp.Regexp
}

const (
	formatLength  = 16  // no format is shorter
	formatEntropy = 2.5 // bits for each character; what stands in an example, ghp_xxxx, has fewer
)

// sighting is a credential of a known format in a text.
type sighting struct {
	at   int // offset
	what string
}

// sightings finds the credentials in a text, format by format.
func sightings(text string) []sighting {
	if len(text) < formatLength {
		return nil
	}
	var seen []sighting
	for _, f := range formats {
		if !strings.Contains(text, f.keyword) {
			continue
		}
		for _, at := range f.pattern().FindAllStringIndex(text, -1) {
			found := text[at[0]:at[1]]
			if entropy(found) >= formatEntropy && !strings.Contains(found, "EXAMPLE") {
				seen = append(seen, sighting{at[0], f.what})
			}
		}
	}
	return seen
}

// formatsIn gives the kinds of the credentials in a text.
func formatsIn(text string) []string {
	var seen []string
	for _, s := range sightings(text) {
		seen = append(seen, s.what)
	}
	return seen
}
