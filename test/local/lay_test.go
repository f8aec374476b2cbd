package local

import (
	"os"
	"os/exec"
	"path/filepath"
)

const root = "../.."

// laid is what the targets read of the repository.
var laid = []string{
	"Makefile", "local.mk", "k3d-config.yaml", "test/e2e/servers.mk", "test/e2e/cluster.mk",
	"tools/helm3/go.mod", "tools/helm4/go.mod", "tools/gatekeeper/go.mod", "test/e2e/kubelab/go.mod",
}

// dockerfiles are those of a checkout of HASH from which the images can be built.
var dockerfiles = []string{
	"packages/hash/external-services/postgres/Dockerfile",
	"packages/hash/external-services/kratos/Dockerfile",
	"packages/graph/deployment/migrations/Dockerfile",
	"packages/graph/deployment/graph/Dockerfile",
	"packages/hash/docker/api/prod/Dockerfile",
	"packages/hash/docker/frontend/prod/Dockerfile",
}

// standIns are programs that must not really run here; helm-hash is the one that make build would build.
var standIns = []string{"path/docker", "path/k3d", "path/kubectl", "path/helm", "path/go", "path/date", "bin/helm-hash"}

// tools are the real programs that make and the stand-ins call. Nothing else is on the PATH.
var tools = []string{"make", "sed", "expand", "echo", "cat", "wc", "tr", "rm"}

// lay makes dir a copy of the repository in which the targets can do no harm, with a checkout of HASH in hash.
func lay(dir string) error {
	for _, name := range laid {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(root, name), 0o600); err != nil {
			return err
		}
	}
	if err := copyFile(filepath.Join(dir, "generated.yaml"), "testdata/generated.yaml", 0o600); err != nil {
		return err
	}
	for _, name := range standIns {
		if err := copyFile(filepath.Join(dir, name), "testdata/stand-in.sh", 0o700); err != nil {
			return err
		}
	}
	for _, name := range dockerfiles {
		if err := writeFile(filepath.Join(dir, "hash", name), nil, 0o600); err != nil {
			return err
		}
	}
	for _, name := range tools {
		found, err := exec.LookPath(name)
		if err != nil {
			return err
		}
		if err := os.Symlink(found, filepath.Join(dir, "path", name)); err != nil {
			return err
		}
	}
	return nil
}

// environ is all that make sees of the environment in a dir that was laid.
func environ(dir string) []string {
	return []string{
		"PATH=" + filepath.Join(dir, "path"),
		"CALLS=" + filepath.Join(dir, "calls"),
		"HELM_VERSION=v4.3.1",
		"WEBHOOK_KEY=key-of-the-cluster",
		"GENERATED=" + filepath.Join(dir, "generated.yaml"),
		"FAILS=nothing",
	}
}

func copyFile(to, from string, mode os.FileMode) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return writeFile(to, text, mode)
}

func writeFile(name string, text []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return os.WriteFile(name, text, mode)
}
