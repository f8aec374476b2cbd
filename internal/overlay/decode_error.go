package overlay

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

var unknownKey = regexp.MustCompile(`json: unknown field "([^"]*)"`)

// decodeError adds the line, which kustomize's decoder does not know.
func (k *kustomization) decodeError(err error) error {
	if match := unknownKey.FindStringSubmatch(err.Error()); match != nil {
		return &unknownKeyError{place: k.at(keyLine(k.root, match[1])), key: match[1]}
	}
	var fault *json.UnmarshalTypeError
	if !errors.As(err, &fault) {
		return fmt.Errorf("%s: %w", k.file, redacted(err))
	}
	var keys []string
	for key := range strings.SplitSeq(fault.Field, ".") {
		if strings.ToLower(key[:1]) == key[:1] { // else it is a struct of kustomize's, embedded in another
			keys = append(keys, key)
		}
	}
	return &valueTypeError{
		place: k.at(mistypedLine(k.root, keys, fault.Type.String() == "string")),
		field: strings.Join(keys, "."),
		want:  fault.Type.String(),
		got:   fault.Value,
	}
}

// at is the place of a line; the file itself where that is unknown.
func (k *kustomization) at(line int) string {
	if line == 0 {
		return k.file
	}
	return k.file + ":" + strconv.Itoa(line)
}

// keyLine is the line of the first key of that name below node, or 0.
func keyLine(node *yaml.Node, key string) int {
	for i, item := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 && (item.Value == key || isBool(item) && isBool(&yaml.Node{Value: key})) {
			return item.Line
		}
		if line := keyLine(item, key); line > 0 {
			return line
		}
	}
	return 0
}

// mistypedLine finds the first value below keys, through any list, that is no text where text is wanted.
// Where it finds none, it is the line of the first key.
func mistypedLine(node *yaml.Node, keys []string, wantText bool) int {
	line := findMistyped(node, keys, wantText)
	if line == 0 && len(keys) > 0 {
		line = keyLine(node, keys[0])
	}
	return line
}

// findMistyped is [mistypedLine], but 0 where none is found.
func findMistyped(node *yaml.Node, keys []string, wantText bool) int {
	switch {
	case node.Kind == yaml.AliasNode:
		return findMistyped(node.Alias, keys, wantText)
	case node.Kind == yaml.SequenceNode:
		for _, item := range node.Content {
			if line := findMistyped(item, keys, wantText); line > 0 {
				return line
			}
		}
		return 0
	case len(keys) == 0 && wantText && node.Kind == yaml.MappingNode:
		for i := 1; i < len(node.Content); i += 2 {
			if line := findMistyped(node.Content[i], nil, true); line > 0 {
				return line
			}
		}
		return 0
	case len(keys) == 0:
		if wantText && node.ShortTag() == yaml.NodeTagString && !isBool(node) {
			return 0
		}
		return node.Line
	case node.Kind != yaml.MappingNode:
		return 0
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if strings.EqualFold(node.Content[i].Value, keys[0]) {
			return findMistyped(node.Content[i+1], keys[1:], wantText)
		}
	}
	return 0
}

var boolWord = regexp.MustCompile(`^(?i:y|yes|n|no|on|off|true|false)$`)

// isBool reports whether kustomize's decoder, which reads YAML 1.1, takes a scalar for true or false. To
// the parser of node most of these words are text.
func isBool(node *yaml.Node) bool { return node.Style == 0 && boolWord.MatchString(node.Value) }
