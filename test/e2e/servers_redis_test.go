package e2e

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// testRedis starts Redis with the chart's arguments and asks what the kubelet asks.
func testRedis(t *testing.T, local release, port string) {
	redis := local.container(t, "Deployment/hash-redis", "redis")
	ready := func() error {
		probe := redis.ReadinessProbe.Exec.Command
		return exec.CommandContext(t.Context(), probe[0], probe[1:]...).Run()
	}
	if ready() == nil {
		t.Error("ready before it runs")
	}
	data := scratch(t)
	args := append(redis.Args, "--bind", "127.0.0.1", "--dir", data)
	server := start(t, exec.Command(program("redis-server"), args...))
	server.listening(t, "127.0.0.1:"+port)
	if err := ready(); err != nil {
		t.Errorf("not ready: %v", err)
	}
	if out, err := exec.CommandContext(t.Context(), program("redis-cli"), "-p", port, "set", "key", "value").CombinedOutput(); err != nil {
		t.Errorf("set: %v\n%s", err, out)
	}
	server.signal(t, syscall.SIGTERM)
	if err := server.wait(t); err != nil {
		t.Errorf("it was asked to stop: %v", err)
	}
	left, err := os.ReadDir(data)
	if err != nil || len(left) > 0 {
		t.Errorf("on disk: %v, %v; want nothing", left, err)
	}
}
