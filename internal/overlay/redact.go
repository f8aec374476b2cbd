package overlay

import "regexp"

// redact takes out of kustomize's message what it quotes of files, which may hold secrets, and all
// lines but the first. The patterns are compiled here since only a failing run needs them.
func redact(text string) string {
	for _, quote := range [...]struct{ pattern, instead string }{
		{"(?s) with config: `.*?`", ""},
		{`(?s)\[patch: "(?:[^"\\]|\\.)*"\]`, "the inline patch"},
		{`(?s)\[patch: \\+".*`, "the inline patch"}, // inside of a quoted error
		{`(?s)(literal|env|file) source( file)?s:? \[.*?\]`, "$1 source$2"},
		{`(?s)invalid literal source .*, expected`, "invalid literal source, expected"},
		{`(?s)invalid utf8 bytes :.*`, "invalid UTF-8"},
		{`(?s)decoding \[.*\]: `, "decoding the patch: "},
		{`(?s)JsonOp=.*`, "the patch"},
		{`(?s) in object .*`, " in a resource of the overlay"},
		{`(?s)(?:\n|\\n).*`, ""},
	} {
		text = regexp.MustCompile(quote.pattern).ReplaceAllString(text, quote.instead)
	}
	return text
}
