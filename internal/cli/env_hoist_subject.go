package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// hoistSubject is the project whose variables are hoisted, and its file.
type hoistSubject struct {
	project *config.Project
	name    string // what names of ConfigMaps begin with
	file    string
	text    []byte // of the file, or what it would begin with
	onDisk  []byte // nil: there is no such file yet
	known   config.Known
}

// newProject is the project file of a chart that has none; values are files beside it.
func newProject(chart string, values []string) string {
	release, environment := "", ""
	if releaseName.MatchString(chart) {
		release = fmt.Sprintf("release: {name: %s}\n", chart)
	}
	if len(values) > 0 {
		quoted := make([]string, len(values))
		for i, file := range values {
			quoted[i] = strconv.Quote(file)
		}
		environment = "values: [" + strings.Join(quoted, ", ") + "]"
	}
	return fmt.Sprintf(newProjectText, release, environment)
}

// releaseName is what the name of a release may be like. Some names of charts are none.
var releaseName = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$`)

const newProjectText = `# The project file of hash-post and helm hash. The ConfigMaps below hold variables that several workloads of
# the chart repeat: hash-post makes them, refers to them, and drops the repeated ones.
apiVersion: post.hash.dev/v1
kind: Project
chart: .
%senvironments:
  default: {%s}
`

const chartFile = "Chart.yaml"

// subject finds the project that the arguments name, or makes one for a chart that has none.
func (o *envHoistOptions) subject() (*hoistSubject, error) {
	if o.config != "" && o.chart != "" {
		return nil, errors.New("--config and an argument both name the project: give one of them")
	}
	if o.chart == "" {
		project, err := o.invocation.Project(o.config)
		missing, isMissing := errors.AsType[*config.NotFoundError](err)
		switch {
		case err == nil:
			return o.existing(project)
		case isMissing && isFile(chartFile):
			return o.implied(".")
		case isMissing:
			return nil, program.WithHint(missing, "name a chart: helm hash env hoist CHART")
		default:
			return nil, err
		}
	}
	file := projectPath(o.chart)
	if isFile(file) {
		return o.load(file)
	}
	above, err := config.Find(o.chart)
	if err == nil {
		subject, err := o.load(above)
		if err != nil || subject.isChart(o.chart) {
			return subject, err
		}
	}
	if isFile(filepath.Join(o.chart, chartFile)) {
		return o.implied(o.chart)
	}
	return nil, program.WithHint(fmt.Errorf("%s holds neither %s nor %s", o.chart, projectFile, chartFile), "name the directory of a chart or of a project")
}

func (o *envHoistOptions) load(file string) (*hoistSubject, error) {
	project, err := o.invocation.Load(file)
	if err != nil {
		return nil, err
	}
	return o.existing(project)
}

func (o *envHoistOptions) existing(project *config.Project) (*hoistSubject, error) {
	text, err := os.ReadFile(project.File)
	if err != nil {
		return nil, fmt.Errorf("read the project file: %w", err)
	}
	subject := &hoistSubject{name: project.Release.Name, file: project.File, text: text, onDisk: text, known: pipeline.Known(o.invocation.Version)}
	subject.project, err = subject.parse(text)
	return subject, err
}

// implied is the project of a chart that has none.
func (o *envHoistOptions) implied(dir string) (*hoistSubject, error) {
	name, err := chartName(filepath.Join(dir, chartFile))
	if err != nil {
		return nil, err
	}
	values := o.takeValuesIn(dir)
	subject := &hoistSubject{name: name, file: filepath.Join(dir, projectFile), text: []byte(newProject(name, values)), known: pipeline.Known(o.invocation.Version)}
	subject.project, err = subject.parse(subject.text)
	return subject, err
}

// takeValuesIn takes those files off -f that a project file in dir can name, and gives them as it names them. It
// ends at the first other one: what comes later wins.
func (o *envHoistOptions) takeValuesIn(dir string) []string {
	var names []string
	files := o.release.values.Files
	for len(files) > 0 {
		name, inside := pathIn(dir, files[0])
		if !inside {
			break
		}
		names, files = append(names, name), files[1:]
	}
	o.release.values.Files = files
	return names
}

// pathIn gives the path of a file from a directory that it is in.
func pathIn(dir, file string) (name string, inside bool) {
	if !isFile(file) {
		return "", false // such as a URL, or nothing, of which Helm tells
	}
	from, fromErr := filepath.Abs(dir)
	to, toErr := filepath.Abs(file)
	name, err := filepath.Rel(from, to)
	return filepath.ToSlash(name), errors.Join(fromErr, toErr, err) == nil && filepath.IsLocal(name)
}

// parse reads a text in place of the project's file.
func (s *hoistSubject) parse(text []byte) (*config.Project, error) {
	return config.Parse(text, s.file, filepath.Dir(s.file), s.known)
}

// isChart reports whether dir is the chart of the project.
func (s *hoistSubject) isChart(dir string) bool {
	if s.project.Chart == "" {
		return false
	}
	chart, chartErr := os.Stat(filepath.Join(s.project.Dir, filepath.FromSlash(s.project.Chart)))
	info, err := os.Stat(dir)
	return chartErr == nil && err == nil && os.SameFile(chart, info)
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// chartName reads the name of a chart.
func chartName(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("read the chart: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	set, err := manifest.Read(f, file)
	if err != nil {
		return "", err
	}
	for r := range set.All() {
		if name, _ := r.Object()["name"].(string); name != "" {
			return name, nil
		}
	}
	return "", fmt.Errorf("%s names no chart: %w", file, fs.ErrInvalid)
}
