package postrender

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/report"
)

// target is where the report goes. The zero value is for none.
type target struct {
	file   string
	format report.Format
}

// parseTarget splits FILE[:FORMAT]; without a format the file's ending says which it is.
func parseTarget(text string) (target, error) {
	if text == "" {
		return target{}, nil
	}
	file, name := text, ""
	if i := strings.LastIndexByte(text, ':'); i > 1 && !strings.ContainsAny(text[i:], `/\`) {
		file, name = text[:i], text[i+1:]
	} else {
		name = strings.TrimPrefix(filepath.Ext(text), ".")
		if !slices.Contains(report.Names(), name) {
			name = report.Names()[0]
		}
	}
	format, err := report.Find(name)
	if err != nil {
		return target{}, fmt.Errorf("--report %s: %w", text, err)
	}
	return target{file, format}, nil
}

// clear removes the report of an earlier run, so that none is taken for this run's when it fails.
func (t target) clear() error {
	if t.file == "" {
		return nil
	}
	info, err := os.Lstat(t.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
	case info.Mode().IsRegular():
		err = os.Remove(t.file)
	case isLinkToFile(t.file, info):
		err = os.Truncate(t.file, 0)
	}
	return t.explain(err)
}

// isLinkToFile reports whether writing through a link would leave what was in a file before.
func isLinkToFile(name string, info fs.FileInfo) bool {
	if info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	linked, err := os.Stat(name)
	return err == nil && linked.Mode().IsRegular()
}

// write writes the whole report or nothing.
func (t target) write(found *finding.Report) error {
	if t.file == "" {
		return nil
	}
	var text bytes.Buffer
	if err := t.format.Write(&text, found); err != nil {
		return t.explain(err)
	}
	if _, err := os.Lstat(t.file); err == nil { // what clear has left: a device, a pipe or a link
		return t.explain(os.WriteFile(t.file, text.Bytes(), 0o600))
	}
	return t.explain(replace(t.file, text.Bytes()))
}

// replace makes a file that is complete from the first moment.
func replace(name string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(text)
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}

// explain says which report is meant, and not how its temporary file is called.
func (t target) explain(err error) error {
	if err == nil {
		return nil
	}
	if inPath, ok := errors.AsType[*fs.PathError](err); ok {
		err = inPath.Err
	} else if inLink, ok := errors.AsType[*os.LinkError](err); ok {
		err = inLink.Err
	}
	return fmt.Errorf("report %s: %w", t.file, err)
}
