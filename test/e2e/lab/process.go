package lab

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// Process is a program in the background, which ends with the one that started it, even if that is killed.
type Process struct {
	cmd  *exec.Cmd
	log  string
	done chan struct{}
}

// Run starts a program. What it prints goes to a file.
func Run(path string, args []string, log string, environ ...string) (*Process, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, fmt.Errorf("log of %s: %w", filepath.Base(path), err)
	}
	p := &Process{cmd: exec.Command(path, args...), log: log, done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.Env = append(os.Environ(), environ...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the signal comes when the thread ends that has started the program
		defer runtime.UnlockOSThread()
		defer close(p.done)
		defer out.Close() //nolint:errcheck // the program has written to it, not this one
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // how it ended is in its log
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", filepath.Base(path), err)
	}
	return p, nil
}

// Name is what the program is called.
func (p *Process) Name() string { return filepath.Base(p.cmd.Path) }

// Running tells whether the program has not ended.
func (p *Process) Running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// Kill ends the program without a word to it, and waits until it is gone.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill() // or it has ended by itself
	<-p.done
}

// Tail is the end of what the program has printed.
func (p *Process) Tail() string {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return string(bytes.Join(lines[max(0, len(lines)-20):], []byte("\n")))
}
