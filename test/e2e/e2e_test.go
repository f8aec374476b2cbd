// Package e2e runs hash-post and helm hash under the real Helm 3 and Helm 4, as a user has them
// installed. It skips nothing: HELM3 and HELM4 must name the binaries (make e2e builds them).
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hashintel/helm-hash/test/e2e/user"
)

func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	plugins := install(t, root)
	cluster := startCluster(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("PLUGINS", plugins)
			env.Setenv("KUBECONFIG", filepath.Join(env.WorkDir, "kubeconfig"))
			env.Setenv("PATH", filepath.Join(plugins, "hash", "bin")+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("HOME", env.WorkDir)
			return os.WriteFile(env.Getenv("KUBECONFIG"), []byte(kubeconfig(cluster)), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"helm3":         helm("HELM3", plugins),
			"helm4":         helm("HELM4", plugins+string(os.PathListSeparator)+filepath.Join(plugins, "hash", "cmd")),
			"sameresources": sameResources,
		},
	})
}

// install unpacks the plugin's archive; it returns the folder that holds the plugin.
func install(t *testing.T, root string) string {
	t.Helper()
	archive, err := user.Archive(root)
	if err != nil {
		t.Fatal(err)
	}
	plugins := t.TempDir()
	plugin := filepath.Join(plugins, "hash")
	if err := os.Mkdir(plugin, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "tar", "-C", plugin, "-xzf", archive).CombinedOutput(); err != nil {
		t.Fatalf("unpacking %s: %v\n%s", archive, err, out)
	}
	return plugins
}

// helm gives a script command that runs one of the two Helms with the plugins where it looks for them.
func helm(variable, plugins string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		binary := os.Getenv(variable)
		if binary == "" {
			ts.Fatalf("%s is not set: run make e2e", variable)
		}
		ts.Setenv("HELM_PLUGINS", plugins)
		err := ts.Exec(binary, args...)
		if (err != nil) != neg {
			ts.Fatalf("%s %s: %v", variable, strings.Join(args, " "), err)
		}
	}
}

// sameResources fails unless two files hold the same resources, in whatever order.
func sameResources(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sameresources file1 file2")
	}
	first, second := resources(ts, args[0]), resources(ts, args[1])
	if len(first) == 0 {
		ts.Fatalf("%s holds no resources", args[0])
	}
	for id, text := range first {
		if second[id] != text {
			ts.Fatalf("%s differs:\n%s\nand\n%s", id, text, second[id])
		}
	}
	for id := range second {
		if _, ok := first[id]; !ok {
			ts.Fatalf("%s is only in %s", id, args[1])
		}
	}
	_, _ = fmt.Fprintf(ts.Stdout(), "%d resources\n", len(first))
}
