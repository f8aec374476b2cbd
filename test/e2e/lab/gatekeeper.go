package lab

import (
	"fmt"
	"os"
)

// GatekeeperPod is the pod that Gatekeeper takes itself for, by namespace and name. It must exist: its status hangs on it.
const (
	GatekeeperNamespace = "gatekeeper-system"
	GatekeeperPod       = "gatekeeper-0"
)

// Gatekeeper runs Gatekeeper as a process beside the control plane, which must know its kinds. It gives the address
// of its webhook; whoever configures it removes the configuration before the control plane ends.
func (c *ControlPlane) Gatekeeper(binary string) (url string, err error) {
	ports, err := freePorts(2)
	if err != nil {
		return "", err
	}
	pair, err := c.Certify("gatekeeper")
	if err != nil {
		return "", err
	}
	dir := c.file("gatekeeper")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", fmt.Errorf("folder of gatekeeper: %w", err)
	}
	if err := c.write(map[string][]byte{
		"gatekeeper/ca.crt":  c.Authority(),
		"gatekeeper/tls.crt": pair.Certificate,
		"gatekeeper/tls.key": pair.Key,
	}); err != nil {
		return "", err
	}
	p, err := Run(binary, c.gatekeeperFlags(dir, ports[0], ports[1]), c.file("gatekeeper.log"),
		"POD_NAMESPACE="+GatekeeperNamespace, "POD_NAME="+GatekeeperPod)
	if err != nil {
		return "", err
	}
	c.processes = append(c.processes, p)
	return "https://127.0.0.1:" + ports[0] + "/v1/admit", nil
}

func (c *ControlPlane) gatekeeperFlags(certificates, port, health string) []string {
	return []string{
		"--kubeconfig=" + c.Kubeconfig(),
		"--host=127.0.0.1",
		"--port=" + port,
		"--cert-dir=" + certificates,
		"--disable-cert-rotation",
		"--health-addr=127.0.0.1:" + health,
		"--metrics-addr=0",
		// Who generates makes the kinds of constraints.
		"--operation=webhook", "--operation=status", "--operation=generate",
		"--shutdown-delay=0",
		// The other backend listens on all addresses. Nothing is sent before the test ends.
		"--metrics-backend=opentelemetry", "--otlp-endpoint=127.0.0.1:1", "--otlp-metric-interval=1h",
	}
}
