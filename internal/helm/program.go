// Package helm runs the user's Helm.
//
// It hides what Helm 3 and Helm 4 do differently: how a post-renderer is named and found, which flags
// there are, and what has to be in the environment.
package helm

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/hashintel/helm-hash/internal/program"
)

// patience is how long an answer may take that Helm itself gives at once. What stands on the PATH as
// helm is often a wrapper that downloads first, and some of those hang.
const patience = 10 * time.Second

// Program is one Helm, with the environment that it runs in.
type Program struct {
	Path    string   // absolute
	Environ []string // KEY=value
}

// Find gives the Helm that called us ($HELM_BIN), or the one on the PATH.
func Find(environ []string) (Program, error) {
	named := Variable(environ, "HELM_BIN")
	path, err := lookPath(cmp.Or(named, "helm"), Variable(environ, "PATH"))
	if err == nil {
		return Program{Path: path, Environ: environ}, nil
	}
	if named != "" {
		return Program{}, program.WithHint(fmt.Errorf("HELM_BIN: %w", err), nameHelm)
	}
	return Program{}, program.WithHint(err, "install Helm 3 or Helm 4, or let HELM_BIN name it")
}

// Version gives what Helm calls itself, such as v3.22.0.
func (p Program) Version(ctx context.Context) (string, error) {
	out, err := p.ask(ctx, "version", "--template", "{{.Version}}")
	if err != nil {
		return "", err
	}
	version := strings.TrimSpace(out)
	if !isVersion.MatchString(version) {
		return "", program.WithHint(fmt.Errorf("%s version: got %q", p.Path, version), nameHelm)
	}
	return version, nil
}

// Env gives what helm env prints.
func (p Program) Env(ctx context.Context) (map[string]string, error) {
	out, err := p.ask(ctx, "env")
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for line := range strings.Lines(out) {
		// Helm puts quotes around the value as it is, so nothing in it is an escape.
		if name, quoted, found := strings.Cut(strings.TrimRight(line, "\r\n"), "="); found {
			values[name] = strings.TrimSuffix(strings.TrimPrefix(quoted, `"`), `"`)
		}
	}
	return values, nil
}

var isVersion = regexp.MustCompile(`^v[0-9]+\.[0-9]`)

const nameHelm = "let HELM_BIN name a Helm 3 or Helm 4, or unset it"

// ask runs Helm for what it prints.
func (p Program) ask(ctx context.Context, args ...string) (string, error) {
	asking, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := p.command(asking, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	what := p.Path + " " + args[0]
	switch {
	case err == nil:
		return stdout.String(), nil
	case errors.Is(asking.Err(), context.DeadlineExceeded):
		return "", program.WithHint(fmt.Errorf("%s: no answer within %s", what, patience), "run it by hand; HELM_BIN may name another Helm")
	default:
		return "", program.WithHint(fmt.Errorf("%s: %w\n%s", what, err, bytes.TrimSpace(stderr.Bytes())), nameHelm)
	}
}

// command prepares a run of Helm in its environment.
func (p Program) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.Path, args...) //nolint:gosec // the user's own Helm
	cmd.Env = p.Environ
	cmd.WaitDelay = time.Second // what a wrapper leaves behind may keep our pipes open
	return cmd
}

// lookPath finds a program as a shell would that has this PATH.
func lookPath(name, path string) (string, error) {
	if filepath.Base(name) != name {
		return absolute(exec.LookPath(name))
	}
	for _, dir := range filepath.SplitList(path) {
		if found, err := exec.LookPath(filepath.Join(cmp.Or(dir, "."), name)); err == nil && filepath.Base(found) != found {
			return absolute(found, nil)
		}
	}
	return "", fmt.Errorf("no %s on the PATH", name)
}

func absolute(file string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return filepath.Abs(file)
}

// Variable gives the value of an environment variable, or "". As for a process, the last entry counts.
func Variable(environ []string, name string) string {
	value := ""
	for _, entry := range environ {
		if key, text, _ := strings.Cut(entry, "="); key == name {
			value = text
		}
	}
	return value
}
