package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/hashintel/helm-hash/test/e2e/user"
)

// patience is how long a test waits for what should happen soon: it only matters when it fails.
const patience = time.Minute

// site is a namespace, and somebody who works in it from a copy of the project.
type site struct {
	*testing.T
	user      *user.User
	namespace string
	dir       string
	environ   []string
}

// withBothHelms runs a test once with each Helm, each time in a namespace of its own.
func withBothHelms(t *testing.T, test func(s *site)) {
	t.Parallel()
	for major, u := range bed.users {
		t.Run(fmt.Sprintf("helm%d", major), func(t *testing.T) {
			t.Parallel()
			test(newSite(t, u))
		})
	}
}

var sites atomic.Int32

// newSite makes the namespace. It is left behind: to delete one takes longer than most tests.
func newSite(t *testing.T, u *user.User) *site {
	t.Helper()
	s := &site{T: t, user: u, namespace: fmt.Sprintf("site-%d", sites.Add(1))}
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: s.namespace}}
	if _, err := bed.client.CoreV1().Namespaces().Create(t.Context(), ns, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	s.environ = []string{"KUBECONFIG=" + s.kubeconfig()}
	s.dir = s.project()
	s.configure("release: {name: hash, namespace: hash}", "release: {name: hash, namespace: "+s.namespace+"}")
	t.Cleanup(func() { explain(t, bed.plane, bed.dynamic, s.namespace) })
	return s
}

// kubeconfig is that of an administrator whose kubectl and Helm are in the site's namespace.
func (s *site) kubeconfig() string {
	s.Helper()
	config, err := clientcmd.LoadFromFile(bed.plane.Kubeconfig())
	if err != nil {
		s.Fatal(err)
	}
	for _, context := range config.Contexts {
		context.Namespace = s.namespace
	}
	file := filepath.Join(s.TempDir(), "kubeconfig")
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		s.Fatal(err)
	}
	return file
}

// output is what a command has printed, and how it ended.
type output struct {
	site           *site
	line           string
	stdout, stderr string
	code           int
}

// run runs what the user types.
func (s *site) run(name string, args ...string) output {
	s.Helper()
	return s.pipe("", name, args...)
}

// pipe runs a command that reads a text.
func (s *site) pipe(stdin, name string, args ...string) output {
	s.Helper()
	cmd := s.command(name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	if _, isExit := errors.AsType[*exec.ExitError](err); err != nil && !isExit {
		s.Fatal(err)
	}
	return output{
		site: s, line: strings.Join(cmd.Args[1:], " "),
		stdout: stdout.String(), stderr: stderr.String(), code: cmd.ProcessState.ExitCode(),
	}
}

func (s *site) command(name string, args ...string) *exec.Cmd {
	cmd := s.user.Command(s.Context(), s.dir, name, args...)
	cmd.Env = append(cmd.Env, s.environ...)
	return cmd
}

// succeeds fails the test if the command has failed.
func (o output) succeeds() output {
	o.site.Helper()
	if o.code != 0 {
		o.site.Fatalf("$ %s\n%s%s[exit %d]", o.line, o.stdout, o.stderr, o.code)
	}
	return o
}

// fails fails the test unless the command has ended with a code and has said these words on stderr.
func (o output) fails(code int, words ...string) output {
	o.site.Helper()
	for _, word := range words {
		if !strings.Contains(o.stderr, word) {
			o.site.Errorf("stderr does not say %q", word)
		}
	}
	if o.code != code || o.site.Failed() {
		o.site.Fatalf("$ %s\n%s%s[exit %d, want %d]", o.line, o.stdout, o.stderr, o.code, code)
	}
	return o
}

// install installs the chart for the laptop, with its Secrets, and waits until all is ready.
func (s *site) install(args ...string) {
	s.Helper()
	s.secrets()
	s.helm("install", append(args, "--wait-for-jobs")...).succeeds()
}

// helm installs or upgrades the release hash as docs/install.md says, or says why not.
func (s *site) helm(verb string, args ...string) output {
	s.Helper()
	return s.run("helm", slices.Concat([]string{verb, "hash", "./chart", "--post-renderer", "hash-post", "-f", "overlays/local/values.yaml", "--wait", "--timeout", "2m"}, args)...)
}

// secrets makes the Secrets of the environment for the laptop.
func (s *site) secrets() {
	s.Helper()
	made := s.run("helm", "hash", "secrets", "generate", "--env", "local").succeeds()
	s.pipe(made.stdout, "kubectl", "create", "-f", "-").succeeds()
}

// project copies the repository's project, so that tests may change its files.
func (s *site) project() string {
	s.Helper()
	dir := s.TempDir()
	for _, name := range []string{"chart", "overlays"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(bed.root, name))); err != nil {
			s.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(bed.root, "hash.yaml"))
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, "hash.yaml"), text, 0o600)); err != nil {
		s.Fatal(err)
	}
	return dir
}

// configure replaces a text that stands once in hash.yaml.
func (s *site) configure(before, after string) {
	s.Helper()
	file := filepath.Join(s.dir, "hash.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		s.Fatal(err)
	}
	if n := strings.Count(string(text), before); n != 1 {
		s.Fatalf("%q stands %d times in %s", before, n, file)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), before, after, 1)), 0o600); err != nil {
		s.Fatal(err)
	}
}

// eventually waits until something is so.
func (s *site) eventually(what string, is func() bool) {
	s.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if is() {
			return
		}
	}
	s.Fatalf("not within %s: %s", patience, what)
}

// testdata is the path of a file or folder of the tests.
func testdata(s *site, name string) string {
	s.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		s.Fatal(err)
	}
	return path
}
