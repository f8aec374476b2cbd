// Package lab is a Kubernetes control plane on loopback: etcd, kube-apiserver and kube-controller-manager as
// processes of their own, which end with the program that started them.
//
// It hides certificates, flags, ports, and what has to be waited for. There are no nodes: that is for package
// fakelet.
package lab

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/rest"
)

// Options say which control plane.
type Options struct {
	Binary  string // kubelab, whose name at the call says what it is
	Dir     string // for data, logs and credentials; must be empty, and its path short
	Emulate string // a Kubernetes version before the binary's own, such as 1.35; empty: its own
}

// ControlPlane is one that runs.
type ControlPlane struct {
	options   Options
	authority *authority
	server    string
	processes []*Process
}

// Start starts a control plane and waits until it takes pods.
func Start(ctx context.Context, o Options) (*ControlPlane, error) {
	c := &ControlPlane{options: o}
	if err := c.start(ctx); err != nil {
		c.Stop()
		return nil, fmt.Errorf("control plane: %w", err)
	}
	return c, nil
}

// Stop ends all processes at once: nobody needs the data any more, and an orderly end takes seconds.
func (c *ControlPlane) Stop() {
	for _, p := range c.processes {
		p.Kill()
	}
}

// Config is that of an administrator with a name for the audit trail, fast enough for tests.
func (c *ControlPlane) Config(name string) (*rest.Config, error) {
	pair, err := c.authority.client(name, administrators)
	if err != nil {
		return nil, err
	}
	return &rest.Config{
		Host:  c.server,
		QPS:   200,
		Burst: 400,
		TLSClientConfig: rest.TLSClientConfig{
			CAData:   c.authority.pem,
			CertData: pair.Certificate,
			KeyData:  pair.Key,
		},
	}, nil
}

const administrators = "system:masters"

// Kubeconfig is the file of an administrator, with the context lab.
func (c *ControlPlane) Kubeconfig() string { return c.file("admin.kubeconfig") }

func (c *ControlPlane) file(name string) string { return filepath.Join(c.options.Dir, name) }

func (c *ControlPlane) start(ctx context.Context) error {
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	c.server = "https://127.0.0.1:" + ports[0]
	if err := c.writeFiles(); err != nil {
		return err
	}
	etcd, peer := "http://127.0.0.1:"+ports[1], "http://127.0.0.1:"+ports[2]
	if err := c.run("etcd", etcdFlags(c.file("data"), etcd, peer)); err != nil {
		return err
	}
	if err := c.run("kube-apiserver", c.apiserverFlags(etcd, ports[0])); err != nil {
		return err
	}
	if err := c.answers(ctx, "/readyz"); err != nil {
		return err
	}
	if err := c.run("kube-controller-manager", c.controllerFlags()); err != nil {
		return err
	}
	// Pods are refused for want of it.
	return c.answers(ctx, "/api/v1/namespaces/default/serviceaccounts/default")
}

func (c *ControlPlane) run(name string, flags []string) error {
	// The program goes by the name that it is called by.
	link := c.file(name)
	if err := os.Symlink(c.options.Binary, link); err != nil {
		return fmt.Errorf("naming %s: %w", name, err)
	}
	p, err := Run(link, flags, c.file(name+".log"))
	if err != nil {
		return err
	}
	c.processes = append(c.processes, p)
	return nil
}

// answers waits for 200 on a path of the API server.
func (c *ControlPlane) answers(ctx context.Context, path string) error {
	config, err := c.Config("lab")
	if err != nil {
		return err
	}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for tick := time.NewTicker(100 * time.Millisecond); ; {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.server+path, nil)
		if err != nil {
			return fmt.Errorf("asking for %s: %w", path, err)
		}
		if response, err := client.Do(request); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		for _, p := range c.processes {
			if !p.Running() {
				return fmt.Errorf("%s ended; it printed last:\n%s", p.Name(), p.Tail())
			}
		}
		select {
		case <-ctx.Done():
			last := c.processes[len(c.processes)-1]
			return fmt.Errorf("no answer on %s: %w; %s printed last:\n%s", path, ctx.Err(), last.Name(), last.Tail())
		case <-tick.C:
		}
	}
}

func freePorts(n int) ([]string, error) {
	var ports []string
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("looking for a port: %w", err)
		}
		defer listener.Close() //nolint:errcheck // closed together at the end, so that no port comes twice
		_, port, err := net.SplitHostPort(listener.Addr().String())
		if err != nil {
			return nil, fmt.Errorf("looking for a port: %w", err)
		}
		ports = append(ports, port)
	}
	return ports, nil
}
