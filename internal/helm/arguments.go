package helm

import (
	"slices"
	"strconv"
)

// Arguments are the words after a command of Helm, told apart as Helm will.
type Arguments struct {
	command string
	parts   []part
}

// part is a flag with its value, or an operand.
type part struct {
	flag   string   // without dashes; empty: an operand
	value  string   // of the flag, or the operand
	valued bool     // the flag has a value, which may be empty
	words  []string // as they were given; none where one word holds several flags, but for the first
}

// Take gives the values of a flag, and the arguments without it.
func (a Arguments) Take(flag string) ([]string, Arguments) {
	values := a.Values(flag)
	a.parts = slices.DeleteFunc(slices.Clone(a.parts), func(p part) bool { return p.flag == flag })
	return values, a
}

// Values gives the values of a flag, in order.
func (a Arguments) Values(flag string) []string {
	var values []string
	for _, p := range a.parts {
		if p.flag == flag {
			values = append(values, p.value)
		}
	}
	return values
}

// Has reports whether one of the flags is given.
func (a Arguments) Has(flags ...string) bool {
	return slices.ContainsFunc(a.parts, func(p part) bool { return p.flag != "" && slices.Contains(flags, p.flag) })
}

// On reports whether a switch is given, and not turned off again.
func (a Arguments) On(flag string) bool {
	on := false
	for _, p := range a.parts {
		if p.flag == flag {
			value, err := strconv.ParseBool(p.value)
			on = !p.valued || err == nil && value
		}
	}
	return on
}

// Operands gives what is no flag: the release and the chart.
func (a Arguments) Operands() []string { return a.Values("") }

// Words gives the arguments as they were given.
func (a Arguments) Words() []string {
	var words []string
	for _, p := range a.parts {
		words = append(words, p.words...)
	}
	return words
}

// flagsFor gives the flags that are for one of the uses, each as one word.
func (a Arguments) flagsFor(uses ...use) []string {
	var words []string
	for _, p := range a.parts {
		known := slices.ContainsFunc(flags, func(f Flag) bool { return f.Name == p.flag && slices.Contains(uses, f.use) })
		switch {
		case known && p.valued:
			words = append(words, "--"+p.flag+"="+p.value)
		case known:
			words = append(words, "--"+p.flag)
		}
	}
	return words
}
