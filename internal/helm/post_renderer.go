package helm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
)

// PostRenderer is hash-post where our plugin holds it.
type PostRenderer struct {
	plugin string // the plugin's directory
	file   string // the program
}

// FindPostRenderer looks for hash-post in directories of a plugin; empty ones are passed over.
func FindPostRenderer(plugins ...string) (PostRenderer, error) {
	var first error
	for _, plugin := range plugins {
		if plugin == "" {
			continue
		}
		name := filepath.Join(plugin, "bin", "hash-post")
		file, err := absolute(exec.LookPath(name))
		if err == nil {
			return PostRenderer{plugin, file}, nil
		}
		first = cmp.Or(first, fmt.Errorf("%s: %w", name, pathless(err)))
	}
	return PostRenderer{}, incomplete(first)
}

func incomplete(err error) error {
	return program.WithHint(fmt.Errorf("the plugin is not complete: %w", err), "install the plugin hash again")
}

// Prepare gives Helm as it has to be run, and the flags that it needs, so that it calls hash-post with
// arguments.
func (r PostRenderer) Prepare(ctx context.Context, p Program, version string, args []string) (Program, []string, error) {
	var flags []string
	switch {
	case strings.HasPrefix(version, "v3."):
		flags = []string{"--post-renderer=" + r.file}
	case strings.HasPrefix(version, "v4."):
		var err error
		if p, err = r.register(ctx, p); err != nil {
			return Program{}, nil, err
		}
		flags = []string{"--post-renderer=hash-post"}
	default:
		return Program{}, nil, program.WithHint(fmt.Errorf("%s is Helm %s: helm hash knows how to call Helm 3 and Helm 4", p.Path, version), nameHelm)
	}
	for _, arg := range args {
		flags = append(flags, "--post-renderer-args="+arg)
	}
	return p, flags, nil
}

// Unfiltered refuses what this Helm would write without calling a post-renderer.
func (a Arguments) Unfiltered(version string) error {
	dirs := a.Values("output-dir")
	if len(dirs) == 0 || dirs[len(dirs)-1] == "" || !strings.HasPrefix(version, "v3.") {
		return nil
	}
	return program.WithHint(
		errors.New("--output-dir: Helm 3 writes these files without a post-renderer"),
		"leave it out, which prints to stdout, or use Helm 4",
	)
}

// register lets Helm 4 find the plugin that is a post-renderer. It comes first, so that no other
// hash-post, of another version, is taken for it.
func (r PostRenderer) register(ctx context.Context, p Program) (Program, error) {
	dir := filepath.Join(r.plugin, "cmd")
	if _, err := os.Stat(filepath.Join(dir, "hash-post", "plugin.yaml")); err != nil {
		return Program{}, incomplete(err)
	}
	dirs := Variable(p.Environ, "HELM_PLUGINS")
	if dirs == "" {
		env, err := p.Env(ctx)
		if err != nil {
			return Program{}, err
		}
		dirs = env["HELM_PLUGINS"]
	}
	return p.with("HELM_PLUGINS", dir+string(filepath.ListSeparator)+dirs), nil
}

// with gives the program with a variable set.
func (p Program) with(name, value string) Program {
	p.Environ = append(slices.Clip(p.Environ), name+"="+value)
	return p
}
