package overlay

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A kustomize error quotes whatever it stumbles over: values of ConfigMaps and Secrets, patches, files.
// So nothing of it is shown but parts of a known form, which have been seen to quote only names, paths
// and fields. What new versions say is hidden until it is listed here.

// What the forms below are made of.
const (
	quotedPath = `'[\w./@+-]+'`
	resourceID = `[\w.\[\]-]+/[\w.\[\]-]+`
	pointer    = `['"]?/[^\s:'"]*['"]?`
)

// placeForms say where kustomize was.
var placeForms = []string{
	`(?:accumulating|merging) resources from ` + quotedPath,
	`recursed (?:accumulation of|merging from) path ` + quotedPath,
	`trouble configuring builtin \w+`,
	`plugin ` + resourceID + ` fails configuration`,
	`loading KV pairs`,
	`(?:updating name reference in|considering field) '[\w/]+'(?: field)? of (?:object )?'?` + resourceID + `'?`,
	`unable to parse open API definition from ` + quotedPath,
	`(?:load|read)ing CRDs`,
	`accumulating components`,
}

// reasonForms say what is wrong.
var reasonForms = []string{
	`invalid literal source`,
	`expected key=value`,
	`missing (?:file path for key name|key name for file path)`,
	`key name or file path contains '='`,
	`has invalid utf8 bytes`,
	`illegally repeats the key ` + "`[\\w.-]+`",
	`a (?:configmap|secret) must have a name`,
	`behavior must be merge or replace`,
	`expected kind (?:!= )?'\w+' for path ` + quotedPath + `(?: but got '\w*')?`,
	`cycle detected: candidate root ` + quotedPath + ` contains visited root ` + quotedPath,
	`may not add resource with an already registered id: ` + resourceID,
	`(?:no|multiple) matches for Id ` + resourceID,
	`failed to find unique target for patch ` + resourceID,
	`no resource matches strategic merge patch "` + resourceID + `"`,
	`namespace transformation produces ID conflict`,
	`nothing selected by ` + resourceID + `(?::[\w.\[\]=/-]+)?`,
	"fieldPath `[^`\\s]+` is missing for replacement source " + resourceID,
	`unable to find field \\*"[^"\s]+" in replacement target`,
	`options\.index -?\d+ is out of bounds`,
	`delimiter option can only be used with scalar nodes`,
	`replacements must specify a source and at least one target`,
	`(?:must specify|target must specify) (?:resources to select|at least one target|the target name|a target for)`,
	`value and resource selectors are mutually exclusive`,
	`unable to find field in structured data`,
	`illegally qualifies as both an SM and JSON patch`,
	`unable to parse SM or JSON patch`,
	`patch appears to be empty`,
	`patch and path can't be set at the same time`,
	"Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field",
	`(?:add|remove|replace|move|copy|test) operation does not apply: (?:doc )?is missing [a-z ]+: ` + pointer,
	`testing value ` + pointer + ` failed`,
	`error in (?:add|remove|move|copy|test) for (?:path|from): ` + pointer,
	`Unexpected kind`,
	`Unable to (?:remove nonexistent key|access invalid index)`,
	`missing (?:value|Resource metadata|metadata\.name|kind)\b`,
	`empty item at [\w.\[\]]+`,
	`wrong node kind: expected \w+ but got \w+`,
	`expected sequence or (?:mapping|scalar) node`,
	`yaml: (?:line \d+: )?did not find expected (?:',' or '[\]}]'|'-' indicator|node content|[a-z]+)`,
	`yaml: (?:line \d+: )?(?:mapping values|block [a-z ]+) are not allowed in this context`,
	`yaml: (?:line \d+: )?(?:control characters are not allowed|could not find expected ':')`,
	`yaml: (?:line \d+: )?found (?:character that cannot start any token|a tab character that violates indentation|unknown escape character|unexpected (?:end of stream|document indicator))`,
	`json: unknown field "[\w.-]+"`,
	`json: cannot unmarshal (?:string|number|bool|array|object) into Go (?:value|struct field [\w.]+) of type [\w.\[\]{}*]+`,
	`json: unsupported type: [\w.\[\]{}* ]+`,
	`error parsing regexp: [a-z ]+[)\]]?`,
	`interface conversion: (?:interface \{\}|[\w.]+) is [\w.*\[\]]+(?:\{\})?, not [\w.*\[\]]+(?: \{\})?`,
	`runtime error: [a-z -]+(?:\[\d*:?\d*\])?[a-z 0-9]*`,
	`label name '[\w./-]+' exists in both commonLabels and labels`,
	`the field 'sortOptions\.\w+' must be one of \[[\w, ]+\]`,
	`conflicting fieldspecs`,
	`kustomization\.yaml is empty`,
}

// fragment is a part of a message that may be shown.
type fragment struct {
	start, end int
	reason     bool
}

// fragments are in the order of the text, without overlaps. The forms are compiled here since only a
// failing run needs them.
func fragments(text string) []fragment {
	var all []fragment
	for i, form := range slices.Concat(placeForms, reasonForms) {
		for _, at := range regexp.MustCompile(form).FindAllStringIndex(text, -1) {
			all = append(all, fragment{start: at[0], end: at[1], reason: i >= len(placeForms)})
		}
	}
	slices.SortStableFunc(all, func(a, b fragment) int { return a.start - b.start })
	end := 0
	return slices.DeleteFunc(all, func(f fragment) bool {
		if f.start < end {
			return true
		}
		end = f.end
		return false
	})
}

// redact gives what may be shown of a message of kustomize or of a library that it uses, and whether
// that says what is wrong.
func redact(text string) (shown string, complete bool) {
	var parts []string
	for _, f := range fragments(text) {
		complete = complete || f.reason
		part := strings.ReplaceAll(text[f.start:f.end], projectDir+"/", "")
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if !complete {
		parts = append(parts, "the reason may quote a value and is not shown")
	}
	return strings.Join(parts, ": "), complete
}

// hiddenError is an error of kustomize of which only the place may be shown.
type hiddenError struct{ shown string }

func (e *hiddenError) Error() string { return "kustomize: " + e.shown }

// Hint names the way to what is not shown.
func (e *hiddenError) Hint() string { return "kustomize build, run by hand, shows it" }

// redacted is err as far as it may be shown.
func redacted(err error) error {
	shown, complete := redact(err.Error())
	if !complete {
		return &hiddenError{shown: shown}
	}
	return fmt.Errorf("kustomize: %s", shown)
}
