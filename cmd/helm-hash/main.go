// Command helm-hash is the Helm plugin behind helm hash.
package main

import (
	"context"
	"os"
	"os/signal"
	"time"

	"github.com/hashintel/helm-hash/internal/cli"
)

var version = "dev" // set by the linker

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := cli.Main(ctx, cli.Process{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Environ: os.Environ(), Now: time.Now(), Version: version,
	})
	stop()
	os.Exit(code)
}
