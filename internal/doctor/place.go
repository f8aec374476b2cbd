package doctor

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
)

var projectPlace = regexp.MustCompile(`^[^\n]+?:\d+(?:: |$)`)

// mendProject says which line to edit: mistakes in hash.yaml begin with theirs, others with none.
func mendProject(err error) string {
	if place := projectPlace.FindString(err.Error()); place != "" {
		return "edit " + strings.TrimSuffix(place, ": ")
	}
	return "mend that file, or name another one with --config or HASH_CONFIG"
}

// mend says what to edit after an error about an environment: the place that it names, or what the
// environment is made of.
func (p Project) mend(err error, env *config.Environment) string {
	edit := p.placeIn(err.Error())
	if edit == "" {
		edit = strings.Join(slices.DeleteFunc(p.sources(env), func(name string) bool { return name == "" }), " or ")
	}
	return "edit " + edit + ", then run helm hash doctor --env " + quoted(env.Name)
}

func (p Project) sources(env *config.Environment) []string {
	names := slices.Concat(env.Values, []string{p.Chart}, env.Overlays)
	for i, name := range names {
		if name != "" {
			names[i] = filepath.Join(p.Dir, name)
		}
	}
	return append(names, p.File)
}

// named is what may be a file's name in a message, and the line that follows it.
var named = regexp.MustCompile(`([^\s:()"']+)(:\d+)?`)

// placeIn gives the first file of the project that a message names, with its line if that is known.
func (p Project) placeIn(message string) string {
	for _, match := range named.FindAllStringSubmatch(message, -1) {
		_, inChart, _ := strings.Cut(match[1], "/") // Helm calls the chart's directory by the chart's name
		for _, file := range []string{filepath.Join(p.Dir, match[1]), filepath.Join(p.Dir, p.Chart, inChart)} {
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
				return file + match[2]
			}
		}
	}
	return ""
}
