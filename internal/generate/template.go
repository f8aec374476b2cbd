package generate

import (
	"net/url"
	"regexp"
	"strings"
)

// part is a piece of a template: text, or the key whose value stands there.
type part struct {
	text string
	key  key
	// userinfo says that the value stands before the @ of a URL, where some characters mean something.
	userinfo bool
}

// with is the value of the key as it stands in the template.
func (p part) with(value string) string {
	if !p.userinfo {
		return value
	}
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
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
			parts = append(parts, part{
				key:      key{template[at[2]:at[3]], template[at[4]:at[5]]},
				userinfo: inUserinfo(template[:at[0]], template[at[1]:]),
			})
		}
		end = at[1]
	}
	return append(parts, part{text: template[end:]})
}

var (
	beforeUserinfo = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[^/?#@\s"']*$`)
	afterUserinfo  = regexp.MustCompile(`^[^/?#@\s"']*@`)
)

// inUserinfo reports whether what stands between two pieces of a template is in the userinfo of a URL.
// Other references may stand there too.
func inUserinfo(before, after string) bool {
	return beforeUserinfo.MatchString(inTemplate.ReplaceAllLiteralString(before, "$")) &&
		afterUserinfo.MatchString(inTemplate.ReplaceAllLiteralString(after, "$"))
}
