package generate

import "regexp"

// part is a piece of a template: text, or the key whose value stands there.
type part struct {
	text string
	key  key
}

var inTemplate = regexp.MustCompile(`\$\$|\$\(([^()$/]+)/([^()$/]+)\)`)

// parse reads a template: $(SECRET/KEY) is the value of a key, $$ is a dollar sign. Package config has
// refused what is neither.
func parse(template string) []part {
	var parts []part
	end := 0
	for _, at := range inTemplate.FindAllStringSubmatchIndex(template, -1) {
		parts = append(parts, part{text: template[end:at[0]]})
		if at[2] < 0 {
			parts = append(parts, part{text: "$"})
		} else {
			parts = append(parts, part{key: key{template[at[2]:at[3]], template[at[4]:at[5]]}})
		}
		end = at[1]
	}
	return append(parts, part{text: template[end:]})
}
