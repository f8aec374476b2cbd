package cluster

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/test/e2e/page"
	"github.com/hashintel/helm-hash/test/e2e/user"
)

// TestInstallPage installs the plugin as docs/install.md says, with both Helms on one machine.
func TestInstallPage(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	u, err := user.Bare(3, home)
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Link("helm4", os.Getenv("HELM4")); err != nil {
		t.Fatal(err)
	}
	archive, err := user.Archive(bed.root)
	if err != nil {
		t.Fatal(err)
	}
	downloads := user.Serve(archive)
	defer downloads.Close()
	s := newSite(t, u)
	if err := os.Symlink(archive, filepath.Join(s.dir, filepath.Base(archive))); err != nil {
		t.Fatal(err)
	}
	s.follow("install.md", reader{
		environ: append(u.Environ(), s.environ...),
		typed:   strings.NewReplacer("https://downloads.example", downloads.URL, "-n hash ", "-n "+s.namespace+" "),
		shown: strings.NewReplacer(downloads.URL, "https://downloads.example", s.namespace, "hash",
			filepath.Join(home, "bin"), "/usr/local/bin", filepath.Join(home, "data"), "~/.local/share/helm", s.dir, "."),
	})
}

// TestOperatePage operates a release as docs/operate.md says. What it shows is so in both Helms.
func TestOperatePage(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.follow("operate.md", reader{
			environ: append(s.user.Environ(), s.environ...),
			typed:   strings.NewReplacer("namespace=hash", "namespace="+s.namespace),
			shown:   strings.NewReplacer(s.namespace, "hash", s.user.Home, "~"),
		})
	})
}

// follow does what a page in docs/ says, and compares what it shows.
func (s *site) follow(name string, r reader) {
	s.Helper()
	r.site, r.dir = s, s.dir
	page.Check(s.T, filepath.Join(bed.root, "docs", name), &r)
}

// reader has one shell for a whole page: where a command goes and what it exports counts for the next.
type reader struct {
	site    *site
	dir     string
	environ []string
	typed   *strings.Replacer // what is on the page, to what is here
	shown   *strings.Replacer // and back
}

func (r *reader) Run(script string) string {
	state := filepath.Join(r.site.TempDir(), "state")
	command := exec.CommandContext(r.site.Context(), "/bin/sh", "-c", "trap 'env -0 >"+state+"' EXIT\n"+r.typed.Replace(script))
	command.Dir, command.Env = r.dir, r.environ
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		r.site.Logf("$ %s: %v", script, err) // many show a refusal
	}
	environ, err := os.ReadFile(state)
	if err != nil {
		r.site.Fatal(err)
	}
	r.environ = strings.Split(strings.TrimRight(string(environ), "\x00"), "\x00")
	for _, variable := range r.environ {
		if dir, found := strings.CutPrefix(variable, "PWD="); found {
			r.dir = dir
		}
	}
	text := r.shown.Replace(out.String())
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

func (r *reader) Write(name, text string) {
	r.site.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o600); err != nil {
		r.site.Fatal(err)
	}
}
