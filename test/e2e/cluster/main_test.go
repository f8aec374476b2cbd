// Package cluster tests hash-post, helm hash and the chart against a real Kubernetes control plane, with a real
// Helm 3 and Helm 4. Nodes are played (package fakelet), so images do not matter and nothing answers on the network.
//
// make e2e builds what it needs; nothing is skipped.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/hashintel/helm-hash/test/e2e/fakelet"
	"github.com/hashintel/helm-hash/test/e2e/lab"
	"github.com/hashintel/helm-hash/test/e2e/user"
)

// bed is what all tests share.
var bed struct {
	root    string // of the repository
	dir     string
	plane   *lab.ControlPlane
	client  kubernetes.Interface
	dynamic dynamic.Interface
	node    *fakelet.Fakelet
	world   *world
	ctx     context.Context    // of all tests
	users   map[int]*user.User // by the major version of their Helm
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir, err := os.MkdirTemp("", "hash")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the tests have judged
	bed.dir = dir
	defer stop()
	if err := start(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func start(ctx context.Context) error {
	bed.ctx = ctx
	var err error
	if bed.root, err = filepath.Abs("../../.."); err != nil {
		return fmt.Errorf("finding the repository: %w", err)
	}
	if bed.plane, err = startPlane(ctx); err != nil {
		return err
	}
	config, err := bed.plane.Config("tests")
	if err != nil {
		return err
	}
	config.WarningHandler = rest.NoWarnings{} // reading all kinds reads deprecated ones
	if bed.client, err = kubernetes.NewForConfig(config); err != nil {
		return fmt.Errorf("client: %w", err)
	}
	if bed.dynamic, err = dynamic.NewForConfig(config); err != nil {
		return fmt.Errorf("client: %w", err)
	}
	if err := startNode(ctx); err != nil {
		return err
	}
	bed.users = map[int]*user.User{}
	for _, major := range []int{3, 4} {
		u, err := user.New(ctx, major, filepath.Join(bed.dir, fmt.Sprintf("user%d", major)), bed.root)
		if err != nil {
			return err
		}
		bed.users[major] = u
		if err := u.Link("kubectl", os.Getenv("KUBELAB")); err != nil {
			return err
		}
	}
	return nil
}

func startNode(ctx context.Context) error {
	bed.world = &world{records: map[string]bool{}, broken: map[string]bool{}}
	config, err := bed.plane.Config("fakelet")
	if err != nil {
		return err
	}
	if bed.node, err = fakelet.Start(ctx, config); err != nil {
		return fmt.Errorf("node: %w", err)
	}
	bed.node.SetRules(bed.world.rules())
	return nil
}

// startPlane starts the control plane that most tests share.
func startPlane(ctx context.Context) (*lab.ControlPlane, error) {
	binary := os.Getenv("KUBELAB")
	if binary == "" {
		return nil, errors.New("KUBELAB is not set: run make e2e")
	}
	dir := filepath.Join(bed.dir, "plane")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder of a control plane: %w", err)
	}
	return lab.Start(ctx, lab.Options{Binary: binary, Dir: dir})
}

func stop() {
	if bed.node != nil {
		bed.node.Stop()
	}
	if bed.plane != nil {
		bed.plane.Stop()
	}
}
