package manifest

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// keyName is the key as Kubernetes reads it: YAML 1.1 makes the key yes the string "true".
func keyName(key *yaml.Node) string {
	name, _ := readKey(key)
	return name
}

// readKey also reports whether the key is text. One that is a number or a boolean becomes text only
// in JSON, and so does not replace an equal text before.
func readKey(key *yaml.Node) (name string, isText bool) {
	node := resolved(key)
	tagged := node.Style&yaml.TaggedStyle != 0
	if node.Kind != yaml.ScalarNode || node.Tag == "!!merge" || !tagged && (!isPlain(node) || !mayBeValue(node.Value)) {
		return node.Value, true
	}
	source := node.Value
	if tagged {
		source = node.Tag + " " + doubleQuoted(node.Value)
	}
	value, err := meaning([]byte("[" + source + "]\n"))
	if list, ok := value.([]any); err == nil && ok && len(list) == 1 {
		if text, ok := list[0].(string); ok {
			return text, true
		}
	}
	value, err = meaning([]byte("? " + source + "\n: 0\n"))
	object, ok := value.(map[string]any)
	if err != nil || !ok || len(object) != 1 {
		return node.Value, true
	}
	for name = range object {
	}
	return name, false
}

// mayBeValue reports whether plain text may be something else than a string in YAML 1.1.
func mayBeValue(text string) bool {
	if text == "" || strings.ContainsRune("0123456789+-.~", rune(text[0])) {
		return true
	}
	return strings.ContainsRune("yYnNtTfFoO", rune(text[0])) && reserved.MatchString(text)
}
