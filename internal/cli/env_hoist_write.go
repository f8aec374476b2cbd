package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hashintel/helm-hash/internal/program"
)

// replaceFile writes a file in one step, so that nobody ever sees a part of it. It refuses where the
// file is no longer what it was when it was read; before is nil for one that was not there.
func replaceFile(name string, before, after []byte) (err error) {
	mode, err := unchanged(name, before)
	if err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, pathless(err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(beside.Name()))
		}
	}()
	_, writeErr := beside.Write(after)
	if err := errors.Join(writeErr, beside.Chmod(mode), beside.Sync(), beside.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if _, err := unchanged(name, before); err != nil {
		return err
	}
	if err := os.Rename(beside.Name(), name); err != nil {
		return fmt.Errorf("write %s: %w", name, pathless(err))
	}
	return nil
}

// newFileMode is that of a file that everybody may read.
const newFileMode = 0o644

// unchanged looks whether the file is still what it was, and gives its mode. It follows no link: what
// lies behind one may belong to somebody else.
func unchanged(name string, before []byte) (fs.FileMode, error) {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && before == nil:
		return newFileMode, nil
	case err != nil:
		return 0, fmt.Errorf("write %s: %w", name, pathless(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return 0, program.WithHint(fmt.Errorf("%s is a symbolic link, and is not written through", name), "name the file that it leads to with --config")
	case !info.Mode().IsRegular():
		return 0, fmt.Errorf("%s is no regular file", name)
	}
	now, err := os.ReadFile(name)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", name, pathless(err))
	}
	if before == nil || !bytes.Equal(now, before) {
		return 0, program.WithHint(fmt.Errorf("%s has changed meanwhile, and was not written", name), "run the command again")
	}
	return info.Mode().Perm(), nil
}

// pathless takes the path out of an error that names the file anyway, or a temporary one.
func pathless(err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		return failed.Err
	}
	if failed, ok := errors.AsType[*os.LinkError](err); ok {
		return failed.Err
	}
	return err
}
