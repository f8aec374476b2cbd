package helm

import (
	"os"
	"runtime"
	"syscall"
)

// EndWithCaller has the end of the Helm that runs us as a plugin reach us as a termination: Helm passes
// none on, and is mostly the one that gets it. The function that it gives ends this.
func (p Program) EndWithCaller() (release func()) {
	if Variable(p.Environ, "HELM_PLUGIN_DIR") == "" { // others may start us from a thread that ends before they do
		return func() {}
	}
	caller := os.Getppid()
	runtime.LockOSThread() // the kernel asks each thread, and the one that has set it must be there still
	setDeathSignal(syscall.SIGTERM)
	if os.Getppid() != caller { // it ended before it was set
		_ = syscall.Kill(os.Getpid(), syscall.SIGTERM) // it may not come, and then we go on as without
	}
	return func() {
		setDeathSignal(0)
		runtime.UnlockOSThread()
	}
}

// setDeathSignal sets what this thread's process gets when its parent ends. It cannot fail with a signal
// that exists.
func setDeathSignal(signal syscall.Signal) {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(signal), 0)
}
