package chart

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/getter"
)

// Values are Helm's own flags for values; they win over the values files of the environment.
type Values struct {
	Files    []string // -f, relative to the working directory
	Set      []string // --set
	Strings  []string // --set-string
	FromFile []string // --set-file
	JSON     []string // --set-json
	Literal  []string // --set-literal
}

// projectScheme marks the files of the environment among those of -f: they may not lie outside of the
// project, while a person at the command line may name any file.
const projectScheme = "project"

func (o Options) values(root *os.Root) (map[string]any, error) {
	if slices.Contains(o.Values.Files, "-") {
		return nil, errors.New("values cannot come from stdin, since a chart is rendered more than once: give -f a file")
	}
	merged := values.Options{
		Values:        o.Values.Set,
		StringValues:  o.Values.Strings,
		FileValues:    o.Values.FromFile,
		JSONValues:    o.Values.JSON,
		LiteralValues: o.Values.Literal,
	}
	for _, file := range o.Environment.Values {
		merged.ValueFiles = append(merged.ValueFiles, projectScheme+":"+file)
	}
	merged.ValueFiles = append(merged.ValueFiles, o.Values.Files...)
	inProject := getter.Provider{
		Schemes: []string{projectScheme},
		New:     func(...getter.Option) (getter.Getter, error) { return projectFiles{root}, nil },
	}
	vals, err := merged.MergeValues(getter.Providers{inProject})
	if err != nil {
		return nil, fmt.Errorf("values of environment %s: %w", o.Environment.Name, withoutFlag(withoutYAML(err)))
	}
	return vals, nil
}

// flagError is how Helm begins when it cannot parse a flag; it goes on with what the flag says.
var flagError = regexp.MustCompile(`^failed parsing (--set\S*) data`)

// withoutFlag takes out of an error what a flag says. That a file is not there may be said.
func withoutFlag(err error) error {
	match := flagError.FindStringSubmatch(err.Error())
	if _, ok := errors.AsType[*fs.PathError](err); ok || match == nil {
		return err
	}
	form := `name=value, with \, for a comma in the value`
	if match[1] == "--set-json" {
		form = "name=JSON"
	}
	return &quietError{match[1] + " is not of the form " + form, err}
}

// projectFiles is where Helm gets the files of [projectScheme] from.
type projectFiles struct{ root *os.Root }

// Get reads one of them.
func (p projectFiles) Get(name string, _ ...getter.Option) (*bytes.Buffer, error) {
	name = strings.TrimPrefix(name, projectScheme+":")
	text, err := readFile(p.root, name)
	if err != nil {
		return nil, err
	}
	if _, err := chartutil.ReadValues(text); err != nil { // Helm would name the file with our scheme
		return nil, withoutYAML(fmt.Errorf("%s: %w", name, err))
	}
	return bytes.NewBuffer(text), nil
}
