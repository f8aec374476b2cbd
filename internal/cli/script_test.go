package cli_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hashintel/helm-hash/internal/cli"
	"github.com/hashintel/helm-hash/internal/postrender"
	"github.com/hashintel/helm-hash/internal/program"
)

// version is what both programs call themselves in scripts.
const version = "v0.1.0-test"

// today decides in scripts which waivers have expired.
var today = time.Date(2027, time.March, 31, 23, 59, 59, 0, time.UTC)

// TestMain lets scripts run both programs as processes of the test binary.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"helm3": func() { os.Exit(fakeHelm("v3.22.0")) },
		"helm4": func() { os.Exit(fakeHelm("v4.3.1")) },
		"hash-post": func() {
			os.Exit(postrender.Main(context.Background(), program.Invocation{
				Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Environ: os.Environ(), Now: today, Version: version,
			}))
		},
		"helm-hash": func() {
			os.Exit(cli.Main(context.Background(), program.Invocation{
				Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Environ: os.Environ(), Now: today, Version: version,
			}))
		},
	})
}

// TestScripts runs the scripts of testdata/script. UPDATE=1 rewrites the files that cmp compares with.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits runs a program that must end with the exit code given: exits 2 hash-post --env nowhere.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit code %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// TestScriptNames keeps the scripts findable: the command, what it does, and a sentence that says so.
func TestScriptNames(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/script/*")
	if err != nil {
		t.Fatal(err)
	}
	commands := []string{"post_", "lint_", "render_", "policy_", "env_", "graph_", "secrets_", "version_", "completion_", "doctor_", "hash_", "helm_"}
	for _, file := range files {
		name := filepath.Base(file)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		if !strings.HasPrefix(first, "# ") || !strings.HasSuffix(first, ".") {
			t.Errorf("%s: the first line is no sentence in a comment: %q", name, first)
		}
		if !hasPrefixOf(name, commands) || filepath.Ext(name) != ".txtar" {
			t.Errorf("%s: it must be called COMMAND_BEHAVIOUR.txtar, with a command of %q", name, commands)
		}
	}
}

func hasPrefixOf(name string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
