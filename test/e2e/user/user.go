// Package user is somebody who has Helm, kubectl and the plugin hash, installed from its archive as
// docs/install.md says. It hides what is different between Helm 3 and Helm 4.
package user

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// User is one with a single Helm, called helm.
type User struct {
	Major int    // of Helm: 3 or 4
	Home  string // nothing outside of it is read or written, but for the project
	bin   string
}

// New gives a user the Helm of a variable, such as HELM3, with the plugin from the repository's dist/.
func New(ctx context.Context, major int, home, root string) (*User, error) {
	u, err := Bare(major, home)
	if err != nil {
		return nil, err
	}
	if err := u.install(ctx, root); err != nil {
		return nil, fmt.Errorf("installing the plugin in Helm %d: %w", major, err)
	}
	return u, nil
}

// Bare gives a user the Helm of a variable, such as HELM3, and no plugin.
func Bare(major int, home string) (*User, error) {
	u := &User{Major: major, Home: home, bin: filepath.Join(home, "bin")}
	if err := os.MkdirAll(u.bin, 0o700); err != nil {
		return nil, fmt.Errorf("home of a user: %w", err)
	}
	variable := fmt.Sprintf("HELM%d", major)
	if err := u.Link("helm", os.Getenv(variable)); err != nil {
		return nil, fmt.Errorf("%s names no Helm (make e2e sets it): %w", variable, err)
	}
	return u, nil
}

// Link puts a program on the user's PATH.
func (u *User) Link(name, program string) error {
	if _, err := os.Stat(program); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := os.Symlink(program, filepath.Join(u.bin, name)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// install takes the archive from a server, as from a release: Helm 3 takes no file.
func (u *User) install(ctx context.Context, root string) error {
	archive, err := Archive(root)
	if err != nil {
		return err
	}
	server := Serve(archive)
	defer server.Close()
	args := []string{"plugin", "install", server.URL + "/" + filepath.Base(archive)}
	if u.Major == 4 {
		args = append(args, "--verify=false")
	}
	out, err := u.Command(ctx, root, "helm", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("helm %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// Archive is the plugin for this platform, which make archive has packed into the repository's dist/.
func Archive(root string) (string, error) {
	found, err := filepath.Glob(filepath.Join(root, "dist", "hash-*-"+runtime.GOOS+"-"+runtime.GOARCH+".tgz"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("%d archives in dist/ for this platform: run make archive", len(found))
	}
	return found[0], nil
}

// Serve serves an archive on loopback, by its name.
func Serve(archive string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/"+filepath.Base(archive) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/gzip")
		http.ServeFile(w, r, archive)
	}))
}

// Plugin is the folder of the plugin hash.
func (u *User) Plugin() string { return filepath.Join(u.plugins(), "hash") }

func (u *User) plugins() string { return filepath.Join(u.Home, "data", "plugins") }

// Environ are the user's variables, with those of docs/install.md for this Helm.
func (u *User) Environ() []string {
	path := []string{u.bin, filepath.Join(u.Plugin(), "bin"), "/usr/bin", "/bin"}
	environ := []string{
		"HOME=" + u.Home,
		"TMPDIR=" + u.Home,
		"LC_ALL=C.UTF-8",
		"PATH=" + strings.Join(path, string(os.PathListSeparator)),
		"HELM_DATA_HOME=" + filepath.Join(u.Home, "data"),
		"HELM_CONFIG_HOME=" + filepath.Join(u.Home, "config"),
		"HELM_CACHE_HOME=" + filepath.Join(u.Home, "cache"),
	}
	if u.Major == 4 {
		environ = append(environ, "HELM_PLUGINS="+u.plugins()+string(os.PathListSeparator)+filepath.Join(u.Plugin(), "cmd"))
	}
	return environ
}

// Command is what the user types in a folder.
func (u *User) Command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	// Looked up in the user's PATH, not in that of the tests.
	cmd := exec.CommandContext(ctx, "/usr/bin/env", append([]string{name}, args...)...)
	cmd.Dir, cmd.Env = dir, u.Environ()
	return cmd
}
