// Command helm-hash is the Helm plugin behind helm hash.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/hashintel/helm-hash/internal/cli"
	"github.com/hashintel/helm-hash/internal/program"
)

var version = "dev" // set by the linker

func main() {
	// A broken pipe is an error that is said, and no sudden death. Interrupts keep their default: nothing
	// is left half done, and no read is waited for. Only while Helm runs is its end waited for.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	os.Exit(cli.Main(context.Background(), program.Invocation{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Environ: os.Environ(), Now: time.Now(), Version: version,
	}))
}
