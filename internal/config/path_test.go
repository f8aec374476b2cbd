package config

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

// Links are followed inside the project and never out of it.
func TestPathsAndLinks(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write(t, filepath.Join(outside, "secret.yaml"), "- {}\n")
	write(t, filepath.Join(dir, "crds/real.yaml"), "")
	for name, target := range map[string]string{
		"inside":        "crds",
		"crds/out.yaml": filepath.Join(outside, "secret.yaml"),
		"out":           outside,
		"dangling":      "nowhere",
		"loop":          "loop",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	const place = "hash.yaml:4: policies.data[0]: path "
	for path, want := range map[string]string{
		"crds/real.yaml":   "",
		"inside/real.yaml": "",
		"crds/out.yaml":    place + `"crds/out.yaml" cannot be followed inside the directory of the project: path escapes from parent`,
		"out/secret.yaml":  place + `"out/secret.yaml" cannot be followed inside the directory of the project: path escapes from parent`,
		"dangling":         place + `"dangling" does not exist`,
		"loop":             place + `"loop" cannot be followed inside the directory of the project: too many levels of symbolic links`,
		"socket":           place + `"socket" is neither a file nor a directory`,
	} {
		_, err := Parse([]byte(head+"policies: {data: ["+path+"]}\n"), FileName, dir, known)
		if got := message(err); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", path, got, want)
		}
	}
}

// A file of waivers has places and mistakes of its own; a link does not lead it out of the project.
func TestWaiverFiles(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write(t, filepath.Join(outside, "waivers.yaml"), "[]\n")
	if err := os.Symlink(filepath.Join(outside, "waivers.yaml"), filepath.Join(dir, "out.yaml")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "bad.yaml"), "- {rule: image/registry, reason: r, owner: o, expires: never}\n- bad.yaml\n")
	write(t, filepath.Join(dir, "empty.yaml"), "")
	write(t, filepath.Join(dir, "none.yaml"), "[]\n")
	write(t, filepath.Join(dir, "mapping.yaml"), "waivers: []\n")
	for name, want := range map[string]string{
		"none.yaml":    "",
		"out.yaml":     `p/hash.yaml:4: policies.waivers[0]: path "out.yaml" cannot be followed inside the directory of the project: path escapes from parent`,
		"bad.yaml":     "p/bad.yaml:1: [0].expires: bad date \"never\": write year-month-day, such as 2027-03-31\np/bad.yaml:2: [1]: a mapping is needed, not text",
		"empty.yaml":   "p/empty.yaml is empty: it is a list of waivers, [] for none",
		"mapping.yaml": "p/mapping.yaml:1: a list is needed, not a mapping",
	} {
		_, err := Parse([]byte(head+"policies: {waivers: ["+name+"]}\n"), "p/hash.yaml", dir, known)
		if got := message(err); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
