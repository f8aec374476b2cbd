package helm

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary play Helm: HELM_PLAYS says how.
//
//nolint:forbidigo // a test binary is a process
func TestMain(m *testing.M) {
	plays := os.Getenv("HELM_PLAYS")
	if plays == "" {
		m.Run()
		return
	}
	os.Exit(play(plays))
}

//nolint:forbidigo // it is a process of its own
func play(what string) int {
	switch what {
	case "echo":
		stdin, _ := io.ReadAll(os.Stdin)
		fmt.Printf("%s\nHELM_PLUGINS=%s\n%s", strings.Join(os.Args[1:], " "), os.Getenv("HELM_PLUGINS"), stdin)
	case "env":
		fmt.Print("HELM_BIN=\"helm\"\nHELM_PLUGINS=\"C:\\new\\plugins\"\r\nHELM_NAMESPACE=\"\"\nno variable\n")
	case "fails":
		fmt.Fprintln(os.Stderr, "Error: it is broken")
		return 7
	case "echo after history": // of an upgrade that failed
		if os.Args[1] == "history" {
			fmt.Print(`[{"revision":8,"status":"superseded"},{"revision":9,"status":"deployed"},{"revision":10,"status":"failed"}]`)
			return 0
		}
		return play("echo")
	case "not found":
		fmt.Fprintln(os.Stderr, "Error: release: not found")
		return 1
	case "hangs":
		time.Sleep(time.Hour)
	case "killed":
		self, _ := os.FindProcess(os.Getpid())
		_ = self.Kill()
		select {}
	case "signals":
		return playSignals()
	}
	return 0
}

// playSignals ends with the number of signals that came before a termination, and 40 on top.
//
//nolint:forbidigo // it is a process of its own
func playSignals() int {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals)
	fmt.Println("ready")
	for code := 40; ; code++ {
		if s := <-signals; s.String() == "terminated" {
			return code
		}
	}
}

// player gives a Helm that plays.
func player(t *testing.T, what string) Program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Program{Path: self, Environ: []string{"HELM_PLAYS=" + what, "HELM_PLUGINS=/plugins"}}
}
