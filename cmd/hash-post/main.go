// Command hash-post is the Helm post-renderer: manifests in on stdin, manifests out on stdout.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"github.com/hashintel/helm-hash/internal/postrender"
)

var version = "dev" // set by the linker

func main() {
	// The process lives for a tenth of a second: collecting garbage as seldom as this saves a third of it.
	debug.SetGCPercent(400)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := postrender.Main(ctx, postrender.Process{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Environ: os.Environ(), Now: time.Now(), Version: version,
	})
	stop()
	os.Exit(code)
}
