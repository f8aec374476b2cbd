package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
)

// fakeHelm plays a Helm for scripts. It writes each call down in the file calls, and what it reads from
// stdin where it would take values from there. The files around it say what it does:
//
//	rendered.yaml   what the chart renders to; KUBE in it stands for --kube-version
//	rendered.error  why the chart cannot be rendered
//	history.json    the revisions of the release; without it there is none
//	previous.yaml   the values of a revision
//	exit            its exit code when it is run with a post-renderer
func fakeHelm(version string) int {
	args := os.Args[1:]
	switch args[0] {
	case "version":
		fmt.Print(version)
		return 0
	case "env":
		fmt.Println(`HELM_PLUGINS="/plugins"`)
		return 0
	}
	call(args)
	switch {
	case args[0] == "history":
		return answer("history.json", "Error: release: not found\n", nil)
	case args[0] == "get":
		return answer("previous.yaml", "Error: no values\n", nil)
	case slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "--post-renderer=") }):
		fmt.Printf("%s is done\n", args[0])
		fmt.Fprintf(os.Stderr, "HELM_PLUGINS is %q\n", os.Getenv("HELM_PLUGINS"))
		code, _ := os.ReadFile("exit")
		number, _ := strconv.Atoi(strings.TrimSpace(string(code)))
		return number
	}
	if why, err := os.ReadFile("rendered.error"); err == nil {
		_, _ = os.Stderr.Write(why)
		return 5
	}
	return answer("rendered.yaml", "Error: no chart\n", func(text []byte) []byte {
		return bytes.ReplaceAll(text, []byte("KUBE"), []byte(valueOf(args, "--kube-version=")))
	})
}

// call writes a call down.
func call(args []string) {
	line := strings.Join(args, " ")
	if slices.Contains(args, "--values=-") || slices.Contains(args, "-") {
		stdin, _ := io.ReadAll(os.Stdin)
		line += " < " + strings.TrimSpace(string(stdin))
	}
	calls, _ := os.ReadFile("calls")
	if err := os.WriteFile("calls", append(calls, line+"\n"...), 0o600); err != nil {
		panic(err)
	}
}

// answer prints a file, or an error where it is missing.
func answer(file, missing string, edit func([]byte) []byte) int {
	text, err := os.ReadFile(file)
	if err != nil {
		_, _ = os.Stderr.WriteString(missing)
		return 1
	}
	if edit != nil {
		text = edit(text)
	}
	_, _ = os.Stdout.Write(text)
	return 0
}

func valueOf(args []string, flag string) string {
	for _, arg := range args {
		if value, found := strings.CutPrefix(arg, flag); found {
			return value
		}
	}
	return "unknown"
}
