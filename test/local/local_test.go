// Package local tests the targets of local.mk with recording stand-ins for docker, k3d, kubectl and helm,
// and k3d-config.yaml against k3d's own schema. No image is built, and no cluster made.
package local

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the scripts of testdata/script. UPDATE=1 rewrites the files that cmp compares with.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, environ(env.WorkDir)...)
			return lay(env.WorkDir)
		},
	})
}

// TestCluster wants whatever can reach a cluster to be told the laptop's, in every target.
func TestCluster(t *testing.T) {
	t.Parallel()
	told := map[string]string{
		"kubectl": "--context k3d-hash", "helm": "--kube-context k3d-hash", "helm-hash": "--kube-context k3d-hash",
		"k3d": "k3d cluster", "docker": "", "go": "",
	}
	for _, target := range targets(t, "local.mk") {
		t.Run(target, func(t *testing.T) {
			t.Parallel()
			for _, call := range callsOf(t, target) {
				program := programOf(call)
				words, known := told[program]
				if !known {
					t.Errorf("a program that may reach any cluster: %s", call)
				}
				if !strings.Contains(call, words) {
					t.Errorf("a call without %q: %s", words, call)
				}
				if strings.Contains(call, "HELM_KUBE") {
					t.Errorf("a variable that counts for more than the context: %s", call)
				}
			}
		})
	}
}

// programOf skips the variables in front of a call.
func programOf(call string) string {
	words := strings.Fields(call)
	first := slices.IndexFunc(words, func(word string) bool { return !strings.Contains(word, "=") })
	return words[first]
}

// TestPage wants every target that the page names to be there.
func TestPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(root, "docs", "local.md"))
	if err != nil {
		t.Fatal(err)
	}
	known := slices.Concat(targets(t, "Makefile"), targets(t, "local.mk"))
	named := regexp.MustCompile("(?m)(?:^|`|&& )make ([a-z0-9-]+)").FindAllStringSubmatch(string(page), -1)
	for _, match := range named {
		if !slices.Contains(known, match[1]) {
			t.Errorf("docs/local.md names make %s, which is not there", match[1])
		}
	}
	if len(named) < 8 {
		t.Errorf("only %d targets found: the test looks for the wrong thing", len(named))
	}
}

// targets lists the phony targets that a makefile names one by one.
func targets(t *testing.T, makefile string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, makefile))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, match := range regexp.MustCompile(`(?m)^\.PHONY: ([a-z0-9 -]+)$`).FindAllStringSubmatch(string(text), -1) {
		names = append(names, strings.Fields(match[1])...)
	}
	if len(names) < 8 {
		t.Fatalf("%s: only %q found", makefile, names)
	}
	return names
}

// callsOf makes a target and gives what the stand-ins wrote down, without what is about stdin.
func callsOf(t *testing.T, target string) []string {
	t.Helper()
	dir := t.TempDir()
	if err := lay(dir); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "make", target, "HASH=hash")
	command.Dir = dir
	command.Env = append(environ(dir), "HELM_KUBEAPISERVER=https://production.example", "HELM_KUBETOKEN=token")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("make %s: %v\n%s", target, err, out)
	}
	written, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(written), "\n"), func(line string) bool {
		return line == "" || strings.HasPrefix(line, " ")
	})
}
