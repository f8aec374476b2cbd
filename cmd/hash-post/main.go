// Command hash-post is the Helm post-renderer: manifests in on stdin, manifests out on stdout.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/hashintel/helm-hash/internal/postrender"
	"github.com/hashintel/helm-hash/internal/program"
)

var version = "dev" // set by the linker

func main() {
	// The process lives for a tenth of a second: collecting garbage as seldom as this saves a third of it.
	debug.SetGCPercent(400)
	// A broken pipe is an error that is said, and no sudden death. Interrupts keep their default: nothing
	// is left half done, and no read is waited for.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	os.Exit(postrender.Main(context.Background(), program.Invocation{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Environ: os.Environ(), Now: time.Now(), Version: version,
	}))
}
