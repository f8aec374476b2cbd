package cli

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/export"
)

// concealTexts takes credentials, and what refers to hidden variables, out of a container's command and
// args, which are one command line.
func (e shownEnvironment) concealTexts(c component, command, args []export.Variable) {
	var words []string
	var texts []*export.Variable
	for _, field := range []struct {
		name  string
		texts []export.Variable
	}{{"command", command}, {"args", args}} {
		list, _ := c.container.Object[field.name].([]any)
		for i, word := range list {
			words, texts = append(words, fmt.Sprint(word)), append(texts, &field.texts[i])
		}
	}
	hide := func(i int, what string) { *texts[i] = export.Variable{Name: texts[i].Name, Why: redacted(what)} }
	for _, found := range credential.InArguments(words) {
		hide(found.Index, reason(found.Hit))
	}
	for i, word := range words {
		for _, v := range e.Variables {
			if v.hidden != "" && environ.Uses(word, v.Name) {
				hide(i, "the value of $("+v.Name+")")
			}
		}
	}
}
