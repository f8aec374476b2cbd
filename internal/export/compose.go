package export

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// writeCompose writes a service of Docker Compose. Kubernetes calls command what Compose calls the
// entrypoint, and args its command.
func writeCompose(b *bytes.Buffer, c Container) int {
	fmt.Fprintf(b, "services:\n  %s:\n", composeText(c.Name))
	composeField(b, "image", c.Manifest.Object["image"])
	composeField(b, "working_dir", c.Manifest.Object["workingDir"])
	leftOut := composeList(b, "entrypoint", c.Command)
	leftOut += composeList(b, "command", c.Args)
	composePorts(b, c.Manifest.Object["ports"])
	if len(c.Variables) == 0 {
		return leftOut
	}
	b.WriteString("    environment:\n")
	return leftOut + writeEach(b, "      ", c.Variables, func(v Variable) string {
		return composeText(v.Name) + ": " + composeText(v.Value)
	})
}

func composeField(b *bytes.Buffer, field string, value any) {
	if text, ok := value.(string); ok && text != "" {
		fmt.Fprintf(b, "    %s: %s\n", field, composeText(text))
	}
}

// composeList writes all of a list or nothing: without one of its words, or with a reference that
// Compose does not know, a command would mean something else.
func composeList(b *bytes.Buffer, field string, list []Variable) (leftOut int) {
	if len(list) == 0 {
		return 0
	}
	if slices.ContainsFunc(list, func(v Variable) bool { return v.Why != "" }) {
		b.WriteString("    " + comment(field+" is left out, since not all of it can be written:"))
		unknown := slices.DeleteFunc(slices.Clone(list), func(v Variable) bool { return v.Why == "" })
		return writeEach(b, "    ", unknown, nil)
	}
	texts := make([]string, len(list))
	for i, entry := range list {
		texts[i] = composeText(entry.Value)
	}
	fmt.Fprintf(b, "    %s: [%s]\n", field, strings.Join(texts, ", "))
	return 0
}

// composePorts publishes the ports of the container where the node would, else under their own numbers.
func composePorts(b *bytes.Buffer, value any) {
	list, _ := value.([]any)
	var ports []string
	for _, entry := range list {
		fields, _ := entry.(map[string]any)
		port, isNumber := fields["containerPort"].(int64)
		if !isNumber {
			continue
		}
		published, _ := fields["hostPort"].(int64)
		text := fmt.Sprintf("%d:%d", cmp.Or(published, port), port)
		if protocol, _ := fields["protocol"].(string); protocol != "" && protocol != "TCP" {
			text += "/" + strings.ToLower(protocol)
		}
		ports = append(ports, composeText(text))
	}
	if len(ports) > 0 {
		fmt.Fprintf(b, "    ports: [%s]\n", strings.Join(ports, ", "))
	}
}

// composeText is a text in double quotes. Those of Go are read alike by YAML; a dollar sign is doubled,
// since Compose puts variables of its own in place of single ones.
func composeText(text string) string { return strconv.Quote(strings.ReplaceAll(text, "$", "$$")) }
