package e2e

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestServers runs real servers with what the chart says for the local environment: PostgreSQL with its
// tenants and the scripts of the migrations, Redis, and nginx in place of the ingress controller. They
// come from Debian's packages. OpenSearch and HASH's own images do not run here: the hosts' tests have
// stand-ins, and nothing but rendered output is known of OpenSearch.
func TestServers(t *testing.T) {
	needServers(t)
	pgPort, redisPort := freePort(t), freePort(t)
	local := renderLocal(t, "pg.port="+pgPort, "redis.port="+redisPort)
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		testPostgres(t, local, pgPort)
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		testRedis(t, local, redisPort)
	})
	t.Run("hosts", func(t *testing.T) {
		t.Parallel()
		testHosts(t, local)
	})
}

const serversLine = "apt-get install -y postgresql redis-server nginx busybox"

// needServers ends the test if a program is missing, so that no server goes untested unseen.
func needServers(t *testing.T) {
	t.Helper()
	for _, name := range []string{"postgres", "initdb", "psql", "redis-server", "redis-cli", "nginx", "busybox", "dash"} {
		if program(name) == "" {
			t.Fatalf("no %s on this machine: %s", name, serversLine)
		}
	}
}

// program gives the path of a program, also where Debian puts servers; "" where there is none.
func program(name string) string {
	// More than one version of PostgreSQL may be there: the last one.
	if versions, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); len(versions) > 0 {
		return versions[len(versions)-1]
	}
	for _, folder := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/sbin") {
		if found, err := exec.LookPath(filepath.Join(folder, name)); err == nil {
			return found
		}
	}
	return ""
}

// freePort gives a port of loopback that nobody listens on now.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err := errors.Join(err, listener.Close()); err != nil {
		t.Fatal(err)
	}
	return port
}

// scratch gives a folder with a path short enough for a socket, which other users may enter.
func scratch(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "hash") //nolint:usetesting // the path of t.TempDir has the test's name in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shell is one of the two that images have, with the programs that come with it.
type shell struct {
	name string
	argv []string
	path string
}

func shells(t *testing.T) (dash, busybox shell) {
	t.Helper()
	applets := scratch(t)
	if out, err := exec.Command(program("busybox"), "--install", "-s", applets).CombinedOutput(); err != nil {
		t.Fatalf("busybox: %v\n%s", err, out)
	}
	path, separator := os.Getenv("PATH"), string(os.PathListSeparator)
	dash = shell{"dash", []string{program("dash")}, path + separator + applets}
	return dash, shell{"busybox", []string{program("busybox"), "sh"}, applets + separator + path}
}

// command runs a script with these variables and no others.
func (s shell) command(t *testing.T, env environment, script string, args ...string) *exec.Cmd {
	argv := slices.Concat(s.argv, []string{script}, args)
	cmd := exec.CommandContext(t.Context(), argv[0], argv[1:]...)
	cmd.Env = env.with("PATH="+s.path, "HOME="+filepath.Dir(script), "LC_ALL=C.UTF-8")
	return cmd
}

// noSecrets fails if a part of a password stands in a text.
func noSecrets(t *testing.T, text string) {
	t.Helper()
	if i := strings.Index(text, sesame); i >= 0 {
		t.Errorf("a password was printed: …%s…", text[max(0, i-40):i+len(sesame)])
	}
}
