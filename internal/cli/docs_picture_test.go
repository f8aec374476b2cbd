package cli

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/program"
)

// The picture in the README is the one that helm hash graph draws of this repository's own project.
func TestDocsPicture(t *testing.T) {
	root := filepath.Join("..", "..")
	var stdout, stderr bytes.Buffer
	code := Main(t.Context(), program.Invocation{
		Args:   []string{"graph", "--config", filepath.Join(root, "hash.yaml"), "--env", "local", "-o", "svg"},
		Stdin:  &bytes.Buffer{},
		Stdout: &stdout,
		Stderr: &stderr,
	})
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	golden.File(t, filepath.Join(root, "docs", "images", "hash.svg"), stdout.String())
}
