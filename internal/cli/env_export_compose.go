package cli

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// writeCompose writes a service of Docker Compose. Kubernetes calls command what Compose calls the
// entrypoint, and args its command.
func writeCompose(b *bytes.Buffer, e *export) {
	container := e.component.container.Object
	fmt.Fprintf(b, "%sservices:\n  %s:\n", e.origin(), composeText(e.component.id.Name))
	composeField(b, "image", container["image"])
	composeField(b, "working_dir", container["workingDir"])
	composeList(b, "entrypoint", e.command)
	composeList(b, "command", e.args)
	composePorts(b, container["ports"])
	if len(e.variables) == 0 {
		return
	}
	b.WriteString("    environment:\n")
	for _, v := range e.variables {
		if v.why != "" {
			b.WriteString("      " + v.remark())
			continue
		}
		fmt.Fprintf(b, "      %s: %s\n", composeText(v.name), composeText(v.value))
	}
}

func composeField(b *bytes.Buffer, field string, value any) {
	if text, ok := value.(string); ok && text != "" {
		fmt.Fprintf(b, "    %s: %s\n", field, composeText(text))
	}
}

func composeList(b *bytes.Buffer, field string, list []exportedVariable) {
	if len(list) == 0 {
		return
	}
	texts := make([]string, len(list))
	for i, entry := range list {
		texts[i] = composeText(entry.value)
		if entry.why != "" {
			b.WriteString("    " + entry.remark())
		}
	}
	fmt.Fprintf(b, "    %s: [%s]\n", field, strings.Join(texts, ", "))
}

// composePorts publishes the ports of the container under their own numbers.
func composePorts(b *bytes.Buffer, value any) {
	list, _ := value.([]any)
	var ports []string
	for _, entry := range list {
		fields, _ := entry.(map[string]any)
		port, isNumber := fields["containerPort"].(int64)
		if !isNumber {
			continue
		}
		text := fmt.Sprintf("%d:%d", port, port)
		if fields["protocol"] == "UDP" {
			text += "/udp"
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
