package doctor_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary play a Helm and our own programs, by the name that it is called by. What
// it says is in a file beside it.
//
//nolint:forbidigo // it is a process here
func TestMain(m *testing.M) {
	said, err := os.ReadFile(os.Args[0] + ".says")
	if err != nil {
		os.Exit(m.Run())
	}
	plugins, set := os.LookupEnv("HELM_PLUGINS")
	if !set {
		plugins = filepath.Join(os.Getenv("HELM_DATA_HOME"), "plugins")
	}
	os.Exit(play(os.Stdout, os.Args, string(said), plugins))
}

// play answers as the program of that name does.
func play(stdout io.Writer, args []string, says, plugins string) int {
	switch name := filepath.Base(args[0]); {
	case says == "nothing":
		time.Sleep(time.Hour)
	case says == "an error":
		return 1
	case strings.HasPrefix(name, "helm-hash"):
		_, _ = fmt.Fprintf(stdout, "helm hash %s (go1.26.8)\n", says)
	case strings.HasPrefix(name, "hash-post"):
		_, _ = fmt.Fprintf(stdout, "hash-post %s\n", says)
	case args[1] == "version":
		_, _ = fmt.Fprint(stdout, says)
	default:
		_, _ = fmt.Fprintf(stdout, "HELM_BIN=\"helm\"\nHELM_PLUGINS=\"%s\"\n", plugins)
	}
	return 0
}
