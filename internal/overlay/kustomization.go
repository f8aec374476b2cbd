package overlay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// kustomization is one kustomization file: its meaning as kustomize has it, and its positions.
type kustomization struct {
	dir   string // relative to the project; "." for its root
	file  string
	value types.Kustomization
	root  *yaml.Node
	// stream says that the resources of the release pass through it: true for the overlay and for the
	// components it is made of, false for bases, which stand on their own.
	stream bool
}

// parseKustomization reads text strictly: a key that kustomize does not know is an error with its line.
func parseKustomization(dir, file string, text []byte) (*kustomization, error) {
	k := &kustomization{dir: dir, file: file}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s: the file is empty", file)
	case err != nil:
		return nil, yamlError(file, err)
	}
	k.root = document.Content[0]
	if k.root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:%d: not a kustomization: a mapping is expected", file, k.root.Line)
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: a kustomization file holds one document", file)
	}
	if err := k.refuseDuplicates(k.root); err != nil {
		return nil, err
	}
	if err := k.value.Unmarshal(text); err != nil {
		return nil, k.decodeError(err)
	}
	if faults := k.value.EnforceFields(); len(faults) > 0 {
		return nil, fmt.Errorf("%s: %s", k.place("kind"), strings.Join(faults, "; "))
	}
	return k, nil
}

// refuseDuplicates refuses what kustomize decides without a word: which of two equal keys counts.
func (k *kustomization) refuseDuplicates(node *yaml.Node) error {
	lines := map[string]int{}
	for i, item := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 {
			if first, twice := lines[item.Value]; twice {
				return fmt.Errorf("%s:%d: the key %q stands in line %d already", k.file, item.Line, item.Value, first)
			}
			lines[item.Value] = item.Line
		}
		if err := k.refuseDuplicates(item); err != nil {
			return err
		}
	}
	return nil
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// yamlError puts the file and the line in front of what the parser says.
func yamlError(file string, err error) error {
	match := yamlLine.FindStringSubmatch(err.Error())
	if match == nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if match[1] != "" {
		file += ":" + match[1]
	}
	return fmt.Errorf("%s: %s", file, strings.TrimPrefix(err.Error(), match[0]))
}

// place is file:line of the value that steps lead to, or of the nearest one that holds it.
func (k *kustomization) place(steps ...any) string {
	return k.file + ":" + strconv.Itoa(k.line(steps...))
}

func (k *kustomization) line(steps ...any) int { return descend(k.root, steps...).Line }

// descend follows keys and list positions as far as they lead.
func descend(node *yaml.Node, steps ...any) *yaml.Node {
	for _, step := range steps {
		next := child(node, step)
		if next == nil {
			return node
		}
		node = next
	}
	return node
}

func child(node *yaml.Node, step any) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch s := step.(type) {
	case int:
		if node.Kind == yaml.SequenceNode && s < len(node.Content) {
			return node.Content[s]
		}
	case string:
		for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if strings.EqualFold(node.Content[i].Value, s) {
				return node.Content[i+1]
			}
		}
	}
	return nil
}
