package helm

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Streams are what Helm reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Run runs Helm until it ends by itself. On an interrupt Helm may roll back, and we wait for that: the
// terminal sends it to Helm as well. A termination comes to us alone and is passed on; after an interrupt
// Helm takes no notice of it.
func (p Program) Run(ctx context.Context, s Streams, args ...string) error {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt) // caught and left there: Helm would inherit that it is ignored
	defer signal.Stop(interrupts)
	terminations := make(chan os.Signal, 1)
	signal.Notify(terminations, syscall.SIGTERM)
	defer signal.Stop(terminations)
	cmd := p.command(ctx, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In, s.Out, s.Err
	cmd.WaitDelay = 0 // all that Helm says is shown
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case termination := <-terminations:
			_ = cmd.Process.Signal(termination) // it may have ended meanwhile
		case <-ended:
		}
	}()
	return p.exited(cmd.Wait())
}
