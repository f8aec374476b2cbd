package chart

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"

	"github.com/hashintel/helm-hash/internal/config"
)

// write writes the files below dir; a text that starts with -> is the target of a symbolic link.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, isLink := strings.CutPrefix(text, "->"); isLink {
			err = os.Symlink(target, file)
		} else {
			err = os.WriteFile(file, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func openRoot(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root
}

const minimal = "apiVersion: v2\nname: app\nversion: 0.1.0\n"

// ordinary is a chart with everything that the loader treats in a way of its own.
func ordinary(t *testing.T, dir string) {
	t.Helper()
	write(t, dir, map[string]string{
		"Chart.yaml":                             "\ufeff" + minimal,
		"Chart.lock":                             "generated: 2026-01-01T00:00:00Z\ndigest: sha256:x\ndependencies: []\n",
		"values.yaml":                            "\ufeffa: 1\n",
		"values.schema.json":                     `{"type": "object"}`,
		".helmignore":                            "\ufeff# ours\nignored/\n*.bak\n/only-here.txt\nfiles/*.tmp\n",
		".hidden":                                "kept",
		"README.md":                              "text",
		"only-here.txt":                          "ignored",
		"deep/only-here.txt":                     "kept",
		"deep/empty":                             "",
		"ignored/file":                           "ignored",
		"templates/a.yaml":                       "a: {{ .Values.a }}\n",
		"templates/a.yaml.bak":                   "ignored",
		"templates/.hidden.yaml":                 "ignored: by default\n",
		"templates/deep/.hidden.yaml":            "kept: true\n",
		"templates/_helpers.tpl":                 "\r\n\ufeff",
		"files/x.tmp":                            "ignored",
		"files/binary":                           "\x00\xff\xfe",
		"crds/a.yaml":                            "kind: CustomResourceDefinition\n",
		"charts/sub/Chart.yaml":                  strings.Replace(minimal, "app", "sub", 1),
		"charts/sub/.helmignore":                 "templates/\n",
		"charts/sub/templates/s.yaml":            "s: 1\n",
		"charts/sub/charts/inner/Chart.yaml":     strings.Replace(minimal, "app", "inner", 1),
		"charts/sub/charts/inner/values.yaml":    "b: 2\n",
		"charts/_off/Chart.yaml":                 "not read",
		"charts/_README":                         "kept nowhere",
		"charts/sub-0.1.0.tgz.prov":              "signature",
		"templates/é and space.yaml":             "é: 1\n",
		"templates/aa.yaml":                      "",
		"templates-not/a.yaml":                   "",
		"templates/link.yaml":                    "->../README.md",
		"linked":                                 "->../shared",
		filepath.Join("..", "shared", "one.txt"): "one",
	})
	packed := &chart.Chart{
		Metadata:  &chart.Metadata{APIVersion: "v2", Name: "packed", Version: "0.1.0"},
		Templates: []*chart.File{{Name: "templates/p.yaml", Data: []byte("p: 1\n")}},
	}
	if _, err := chartutil.Save(packed, filepath.Join(dir, "charts")); err != nil {
		t.Fatal(err)
	}
}

func TestLoadAsHelm(t *testing.T) {
	t.Parallel()
	project := t.TempDir()
	ordinary(t, filepath.Join(project, "chart"))
	write(t, project, map[string]string{"by-link": "->chart"})
	for _, c := range []struct{ project, chart string }{
		{filepath.Join("..", ".."), "chart"}, // the HASH chart
		{project, "chart"},
		{project, "by-link"},
		{filepath.Join(project, "chart", "charts", "sub"), "."},
	} {
		want, err := loader.Load(filepath.Join(c.project, c.chart))
		if err != nil {
			t.Fatal(err)
		}
		got, err := load(openRoot(t, c.project), c.chart)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(contents(want), contents(got)); diff != "" {
			t.Errorf("%s in %s differs from Helm's (-want +got):\n%s", c.chart, c.project, diff)
		}
	}
}

// contents is all that a chart consists of, in order. The loader itself leaves the order of subcharts
// to chance.
func contents(c *chart.Chart) []string {
	all := []string{fmt.Sprintf("%s %+v %+v %v %s", c.ChartFullPath(), c.Metadata, c.Lock, c.Values, c.Schema)}
	for _, list := range [][]*chart.File{c.Raw, c.Templates, c.Files} {
		for _, f := range list {
			all = append(all, fmt.Sprintf("%s %q", f.Name, f.Data))
		}
		all = append(all, "end")
	}
	var subcharts []string
	for _, sub := range c.Dependencies() {
		subcharts = append(subcharts, strings.Join(contents(sub), "\n"))
	}
	slices.Sort(subcharts)
	return append(all, subcharts...)
}

func TestLoadStaysInTheProject(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	write(t, outside, map[string]string{"secret": "hunter2", "dir/secret": "hunter2"})
	for name, c := range map[string]struct {
		files   map[string]string
		wantErr string
	}{
		"a file outside":            {map[string]string{"chart/files/x": "->" + filepath.Join(outside, "secret")}, "chart/files/x cannot be followed"},
		"a template outside":        {map[string]string{"chart/templates/x.yaml": "->" + filepath.Join(outside, "secret")}, "chart/templates/x.yaml cannot be followed"},
		"a directory outside":       {map[string]string{"chart/templates": "->" + filepath.Join(outside, "dir")}, "chart/templates cannot be followed"},
		"up and out":                {map[string]string{"chart/files/x": "->../../../secret"}, "chart/files/x cannot be followed"},
		"a link to a link":          {map[string]string{"chart/files/x": "->../../y", "y": "->" + outside}, "chart/files/x cannot be followed"},
		"an ignore file outside":    {map[string]string{"chart/.helmignore": "->" + filepath.Join(outside, "secret")}, "chart/.helmignore cannot be followed"},
		"a link to nowhere":         {map[string]string{"chart/x": "->gone"}, "chart/x cannot be followed"},
		"a link to itself":          {map[string]string{"chart/x": "->x"}, "chart/x cannot be followed"},
		"a circle":                  {map[string]string{"chart/a/b": "->../../chart"}, "chart/a/b is a symbolic link to a directory that it is in"},
		"the project":               {map[string]string{"chart/a/b": "->../.."}, "is a symbolic link to a directory that it is in"},
		"too large":                 {map[string]string{"chart/x": strings.Repeat("x", int(loader.MaxDecompressedFileSize)+1)}, "chart/x is larger than 5242880 bytes"},
		"a wrong ignore file":       {map[string]string{"chart/.helmignore": "**"}, "chart/.helmignore: double-star"},
		"a directory to ignore":     {map[string]string{"chart/.helmignore/x": ""}, "chart/.helmignore is no regular file"},
		"a sibling of the chart":    {map[string]string{"chart/x": "->../shared", "shared/one": "1"}, ""},
		"a file beside":             {map[string]string{"chart/files/x": "->../../one", "one": "1"}, ""},
		"one directory twice":       {map[string]string{"chart/x": "->../shared", "chart/y": "->../shared", "shared/one": "1"}, ""},
		"a directory in the ignore": {map[string]string{"chart/.helmignore": "x/", "chart/x/y": "->../.."}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			project := t.TempDir()
			write(t, project, map[string]string{"chart/Chart.yaml": minimal})
			write(t, project, c.files)
			_, err := load(openRoot(t, project), "chart")
			if c.wantErr == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.wantErr) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v, want %q", err, c.wantErr)
			}
		})
	}
}

func TestUnreachableHint(t *testing.T) {
	t.Parallel()
	project := t.TempDir()
	write(t, project, map[string]string{"chart/Chart.yaml": "->/etc/hostname"})
	_, err := load(openRoot(t, project), "chart")
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "copy the file") {
		t.Errorf("%v has no hint", err)
	}
}

// Opening a pipe that nobody writes to waits for ever.
func TestLoadRefusesPipes(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"chart/templates/x.yaml", "chart/.helmignore"} {
		project := t.TempDir()
		write(t, project, map[string]string{"chart/Chart.yaml": minimal, "chart/templates/a.yaml": ""})
		if err := syscall.Mkfifo(filepath.Join(project, name), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := load(openRoot(t, project), "chart")
		if err == nil || !strings.Contains(err.Error(), name+" is no regular file") {
			t.Errorf("got %v, want the pipe refused", err)
		}
	}
}

func TestLoadLimitsTheChart(t *testing.T) {
	t.Parallel()
	project := t.TempDir()
	write(t, project, map[string]string{"chart/Chart.yaml": minimal, "big": strings.Repeat("x", int(loader.MaxDecompressedFileSize))})
	for i := range loader.MaxDecompressedChartSize / loader.MaxDecompressedFileSize {
		write(t, project, map[string]string{fmt.Sprintf("chart/%d", i): "->../big"})
	}
	_, err := load(openRoot(t, project), "chart")
	if err == nil || !strings.Contains(err.Error(), "chart chart is larger than 104857600 bytes") {
		t.Errorf("got %v, want the chart refused", err)
	}
}

// Ten links to a directory of ten links, five times over, are a hundred thousand files.
func TestLoadLimitsLinks(t *testing.T) {
	t.Parallel()
	project := t.TempDir()
	files := map[string]string{"chart/Chart.yaml": minimal, "chart/x": "->../0", "5/end": ""}
	for depth := range 5 {
		for i := range 10 {
			files[fmt.Sprintf("%d/%d", depth, i)] = fmt.Sprintf("->../%d", depth+1)
		}
	}
	write(t, project, files)
	_, err := load(openRoot(t, project), "chart")
	if err == nil || !strings.Contains(err.Error(), "holds more than 20000 files") {
		t.Errorf("got %v, want the chart refused", err)
	}
}

// The values files of an environment are read through the project too, those of -f are not.
func TestValuesStayInTheProject(t *testing.T) {
	t.Parallel()
	outside, project := t.TempDir(), t.TempDir()
	file := filepath.Join(outside, "values.yaml")
	write(t, outside, map[string]string{"values.yaml": "password: hunter2\n"})
	write(t, project, map[string]string{"values.yaml": "->" + file})
	root := openRoot(t, project)
	o := Options{Environment: &config.Environment{Name: "local", Values: []string{"values.yaml"}}}
	vals, err := o.values(root)
	if err == nil || !strings.Contains(err.Error(), "values.yaml cannot be followed inside the directory of the project") {
		t.Errorf("a link out of the project: got %v, %v", vals, err)
	}
	o = Options{Environment: &config.Environment{Name: "local"}, Values: Values{Files: []string{file}}}
	vals, err = o.values(root)
	if err != nil || vals["password"] != "hunter2" {
		t.Errorf("-f: got %v, %v", vals, err)
	}
}
