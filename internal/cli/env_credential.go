package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
)

// shownEnvironment is what a container gets, and what of it is kept from whoever looks.
type shownEnvironment struct {
	environ.Environment
	Variables   []shownVariable
	Overwritten []shownVariable
}

// shownVariable is a variable whose value may be shown only if hidden is empty; else hidden says what
// the value holds: a GitHub token.
type shownVariable struct {
	environ.Variable
	hidden string
}

// conceal looks for credentials that stand in the manifests as plain text. What is made of a hidden
// variable with $(NAME) is hidden too.
func conceal(e environ.Environment) shownEnvironment {
	s := revealed(e)
	all := slices.Concat(pointers(s.Overwritten), pointers(s.Variables))
	for _, v := range all {
		v.hidden = credentialIn(v.Variable)
	}
	for changed := true; changed; {
		changed = false
		for _, v := range all {
			if v.hidden != "" {
				continue
			}
			if from := hiddenIn(v, all); from != "" {
				v.hidden, changed = "the value of $("+from+")", true
			}
		}
	}
	return s
}

// revealed hides nothing.
func revealed(e environ.Environment) shownEnvironment {
	return shownEnvironment{Environment: e, Variables: shownVariables(e.Variables), Overwritten: shownVariables(e.Overwritten)}
}

func shownVariables(variables []environ.Variable) []shownVariable {
	shown := make([]shownVariable, len(variables))
	for i, v := range variables {
		shown[i].Variable = v
	}
	return shown
}

func pointers(list []shownVariable) []*shownVariable {
	all := make([]*shownVariable, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	return all
}

// hides reports whether a value is not shown.
func (e shownEnvironment) hides() bool {
	return slices.ContainsFunc(e.Variables, func(v shownVariable) bool { return v.hidden != "" })
}

// credentialIn tells what credential a value holds, by the name of the variable or by that of the key of
// its ConfigMap.
func credentialIn(v environ.Variable) string {
	text := knownText(v.Value)
	hits := credential.InVariable(v.Name, text)
	if v.Source.Kind == environ.ConfigMap {
		hits = append(hits, credential.InSetting(v.Source.Key, text)...)
	}
	if raw, isLiteral := literalText(v); isLiteral && raw != text {
		hits = append(hits, credential.InVariable(v.Name, raw)...)
	}
	if len(hits) == 0 {
		return ""
	}
	return reason(hits[0])
}

// knownText is a value with references in place of what only the cluster knows: no reference is taken
// for a credential.
func knownText(value environ.Value) string {
	var b strings.Builder
	for i, part := range value {
		if part.Unknown == (environ.Source{}) {
			b.WriteString(part.Text)
			continue
		}
		fmt.Fprintf(&b, "$(UNKNOWN_%d)", i)
	}
	return b.String()
}

// literalText is the value as it stands in the workload, before $(NAME) is expanded.
func literalText(v environ.Variable) (text string, isLiteral bool) {
	if v.Source.Kind != environ.Literal || v.Holder == nil {
		return "", false
	}
	value, _ := v.HolderPath.Lookup(v.Holder.Object())
	text, isLiteral = value.(string)
	return text, isLiteral
}

// hiddenIn gives the name of a hidden variable that a value refers to, or nothing.
func hiddenIn(v *shownVariable, all []*shownVariable) string {
	text, isLiteral := literalText(v.Variable)
	if !isLiteral || !strings.Contains(text, "$(") {
		return ""
	}
	for _, other := range all {
		if other.hidden != "" && other != v && environ.Uses(text, other.Name) {
			return other.Name
		}
	}
	return ""
}

// redacted stands in place of a value that is hidden.
func (v shownVariable) redacted() string { return redacted(v.hidden) }

func redacted(what string) string { return "<credential: " + what + ">" }

// reason is short for what a credential is known by.
func reason(hit credential.Hit) string { return strings.TrimPrefix(hit.What, "a literal value, but ") }
