package overlay

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
)

// Limits of the files of one overlay.
const (
	maxFile  = 16 << 20 // bytes of one file
	maxTotal = 64 << 20 // bytes of all
	maxFiles = 10_000
)

// reader collects the files of an overlay by following its references through the root of the
// project, which no path and no symbolic link gets it out of.
type reader struct {
	root  *os.Root
	files map[string][]byte
	size  int
	tree  []*kustomization
	seen  map[string]*kustomization
}

func newReader(root *os.Root) *reader {
	return &reader{root: root, files: map[string][]byte{}, seen: map[string]*kustomization{}}
}

// kustomization reads the one in dir and all that it refers to. A second visit ends the walk: cycles
// are refused by kustomize itself, and a base may well be used twice.
func (r *reader) kustomization(dir string, stream bool) error {
	if k := r.seen[dir]; k != nil {
		k.stream = k.stream || stream
		return nil
	}
	k, err := r.parse(dir)
	if err != nil {
		return err
	}
	k.stream = stream
	r.seen[dir] = k
	r.tree = append(r.tree, k)
	if err := k.refusePrograms(); err != nil {
		return err
	}
	for _, ref := range k.references() {
		if err := r.follow(ref); err != nil {
			return err
		}
	}
	return nil
}

// parse reads the kustomization file of dir, which may have one of three names.
func (r *reader) parse(dir string) (*kustomization, error) {
	if err := r.refuseLinks(dir); err != nil {
		return nil, err
	}
	var found []string
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		if _, err := r.root.Stat(path.Join(dir, name)); err == nil {
			found = append(found, path.Join(dir, name))
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%s holds no %s", dir, konfig.DefaultKustomizationFileName())
	case 1:
	default:
		return nil, fmt.Errorf("%s holds more than one kustomization file: %s", dir, strings.Join(found, ", "))
	}
	text, err := r.read(found[0])
	if err != nil {
		return nil, err
	}
	return parseKustomization(dir, found[0], text)
}

// refuseLinks refuses a directory that a symbolic link leads to. kustomize takes the paths in its files
// from where the link points, memory has no links: what they name would differ.
func (r *reader) refuseLinks(dir string) error {
	for at := dir; at != "." && at != "/"; at = path.Dir(at) {
		info, err := r.root.Lstat(at)
		if err != nil {
			return fmt.Errorf("%s: %s", dir, cause(err))
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("%s is reached by the symbolic link %s: name the directory that it points to", dir, at)
		}
	}
	return nil
}

// follow reads what ref names.
func (r *reader) follow(ref reference) error {
	if inline, err := r.followInline(ref); inline || err != nil {
		return err
	}
	target, info, err := r.resolve(ref)
	if err != nil {
		return err
	}
	switch ref.kind {
	case toDirectory, toEither:
		if info.IsDir() {
			return atPlace(ref, r.kustomization(target, ref.kind == toDirectory && ref.by.stream))
		}
		if ref.kind == toDirectory {
			return &pathError{place: ref.place, path: ref.path, fault: "is no directory", hint: "a component is a directory with a kustomization.yaml"}
		}
	case toPlugin:
		return r.plugin(ref, target, info)
	case toFile, toFileOrPatch:
		if info.IsDir() {
			return &pathError{place: ref.place, path: ref.path, fault: "is a directory", hint: "name a file in it"}
		}
	}
	return atPlace(ref, r.collect(target))
}

// followInline handles what stands in the kustomization itself instead of in a file.
func (r *reader) followInline(ref reference) (inline bool, err error) {
	if ref.kind != toFileOrPatch && ref.kind != toPlugin {
		return false, nil
	}
	switch {
	case !isResources(ref.path):
		if strings.ContainsAny(ref.path, "\n{\"") || strings.Contains(ref.path, ": ") {
			return false, fmt.Errorf("%s: neither a path nor a resource in valid YAML", ref.place)
		}
		return false, nil
	case ref.kind == toPlugin:
		return true, r.pluginConfig(ref, []byte(ref.path))
	default:
		return true, nil
	}
}

// resolve gives the path in the project that ref names.
func (r *reader) resolve(ref reference) (string, fs.FileInfo, error) {
	switch {
	case remote(ref.path):
		return "", nil, &remoteError{place: ref.place, reference: ref.path}
	case path.IsAbs(ref.path) || strings.ContainsAny(ref.path, "\\\x00"):
		return "", nil, &pathError{place: ref.place, path: ref.path, fault: "is not a relative path with slashes", hint: "name it from the directory of the kustomization file"}
	}
	target := path.Join(ref.by.dir, ref.path)
	if target == ".." || strings.HasPrefix(target, "../") {
		return "", nil, &pathError{place: ref.place, path: ref.path, fault: "leaves the project", hint: "move it below the directory of hash.yaml"}
	}
	info, err := r.root.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, &pathError{place: ref.place, path: ref.path, fault: "does not exist", hint: "it would be " + target + " in the project"}
	case err != nil:
		return "", nil, &pathError{place: ref.place, path: ref.path, fault: "cannot be read: " + cause(err), hint: "files of an overlay lie in the project, links included"}
	}
	return target, info, nil
}

// cause is what went wrong without the path, which the message has already.
func cause(err error) string {
	if fault, ok := errors.AsType[*fs.PathError](err); ok {
		return fault.Err.Error()
	}
	return err.Error()
}

func (r *reader) collect(file string) error {
	_, err := r.read(file)
	return err
}

// read gives the content of a file and keeps it.
func (r *reader) read(file string) ([]byte, error) {
	if text, done := r.files[file]; done {
		return text, nil
	}
	info, err := r.root.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // before it is opened: a pipe waits until someone writes to it
		return nil, fmt.Errorf("%s is no regular file", file)
	}
	f, err := r.root.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	r.size += len(text)
	if len(text) > maxFile || r.size > maxTotal || len(r.files) == maxFiles {
		return nil, fmt.Errorf("%s is too much: an overlay has at most %d files, %d MiB each and %d MiB in all", file, maxFiles, maxFile>>20, maxTotal>>20)
	}
	r.files[file] = text
	return text, nil
}

// atPlace says where the thing is named in which err came up.
func atPlace(ref reference, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", ref.place, err)
}
