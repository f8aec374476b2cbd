package chart

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"helm.sh/helm/v3/pkg/chart"

	"github.com/hashintel/helm-hash/internal/config"
)

// checkSchemas refuses a values.schema.json, of a subchart too, that refers to anything but itself. Helm
// would fetch it, from the network or from anywhere among the files of the machine.
func checkSchemas(p *config.Project, c *chart.Chart) error {
	decoder := json.NewDecoder(bytes.NewReader(c.Schema))
	decoder.UseNumber() // as Helm does: a number that is no float64 must not hide the rest from us
	var schema any
	if decoder.Decode(&schema) == nil { // what is wrong with one that is no JSON Helm says itself
		if fault := findForeign(schema, ""); fault != nil {
			fault.file = p.TemplateFile(c.ChartFullPath() + "/values.schema.json")
			return fault
		}
	}
	subcharts := slices.SortedFunc(slices.Values(c.Dependencies()), func(a, b *chart.Chart) int {
		return strings.Compare(a.Name(), b.Name())
	})
	for _, sub := range subcharts {
		if err := checkSchemas(p, sub); err != nil {
			return err
		}
	}
	return nil
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// findForeign looks everywhere, not only where the keywords mean something: a reference can make a
// schema of any part.
func findForeign(value any, at string) *schemaError {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if text, isText := v[key].(string); isText && foreign(key, text) {
				return &schemaError{keyword: key, value: text, parent: at}
			}
			if fault := findForeign(v[key], at+"/"+pointerEscapes.Replace(key)); fault != nil {
				return fault
			}
		}
	case []any:
		for i, item := range v {
			if fault := findForeign(item, at+"/"+strconv.Itoa(i)); fault != nil {
				return fault
			}
		}
	}
	return nil
}

// builtIn covers the schemas that Helm's library brings along.
var builtIn = regexp.MustCompile(`^https?://json-schema\.org/(?:schema|draft-0[467]/schema|draft/20(?:19-09|20-12)/schema)(?:#.*)?$`)

// foreign reports whether a keyword of that value may make Helm fetch something. An urn is never
// fetched: Helm takes every value for it and logs a warning.
func foreign(keyword, value string) bool {
	switch keyword {
	case "$ref", "$dynamicRef", "$recursiveRef":
		inside := value == "" || strings.HasPrefix(value, "#") || strings.HasPrefix(value, "urn:")
		return !inside && !builtIn.MatchString(value)
	case "$schema":
		return !builtIn.MatchString(value)
	case "$id", "id":
		return !settles(value)
	default:
		return false
	}
}

// settles reports whether #… inside of the schema with that id leads back to it. Helm's library resolves
// the reference against the id and fetches what it does not know under the outcome, which for ids such
// as http://host/x? and file:/x is another one.
func settles(id string) bool {
	id, _, _ = strings.Cut(id, "#")
	base := &url.URL{Scheme: "file", Path: "/values.schema.json"}
	own, err := base.Parse(id)
	if err != nil {
		return true // and the library refuses it
	}
	again, err := url.Parse(own.String())
	return err != nil || again.ResolveReference(&url.URL{}).String() == own.String()
}

// schemaError is a keyword of a schema that leads out of it.
type schemaError struct{ file, keyword, value, parent string }

func (e *schemaError) Error() string {
	place := e.keyword
	if e.parent != "" {
		place += " at " + e.parent
	}
	return fmt.Sprintf("%s: %s leads out of the file, to %q: charts are rendered without a network and without foreign files", e.file, place, e.value)
}

// Hint names the remedy.
func (e *schemaError) Hint() string {
	switch e.keyword {
	case "$schema":
		return "name a draft that Helm knows, such as http://json-schema.org/draft-07/schema#"
	case "$id", "id":
		return "remove it, or give it a plain URL such as https://example.com/values.json"
	default:
		return "put the definition under $defs and refer to it by #/$defs/NAME"
	}
}
