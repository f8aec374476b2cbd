package credential

import (
	"math"
	"strings"
	"unicode"
)

const (
	randomLength  = 16  // characters in a row that a random value has at least
	randomEntropy = 3.0 // bits for each of them; 32 hexadecimal digits have 3.0 to 3.9
)

var randomText = lazily(`^[A-Za-z0-9+/_=.~-]+$`)

// isRandom reports whether a value looks made by chance: a long run of letters and digits, mixed. Names
// are made of words, with marks between them.
func isRandom(value string) bool {
	if len(value) < randomLength || !randomText().MatchString(value) || uuid().MatchString(value) {
		return false
	}
	for run := range strings.FieldsFuncSeq(value, isMark) {
		if isRandomRun(run) {
			return true
		}
	}
	return false
}

// isMark reports whether a character stands between the words of a name.
func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func isRandomRun(run string) bool {
	return len(run) >= randomLength && isMixed(run) && entropy(run) >= randomEntropy
}

// uuid is random too, but most often names something.
var uuid = lazily(`^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

func isMixed(text string) bool {
	digits := strings.Count(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return 'a'
	}, text), "0")
	return digits > 1 && digits < len(text)-1
}

// entropy is Shannon's, in bits for each byte.
func entropy(text string) float64 {
	var counts [256]int
	for i := range len(text) {
		counts[text[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(text))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}
