package program

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

// ReportFile is where --report wants the findings. The zero value is for none.
type ReportFile struct {
	File   string
	format report.Format
}

// ParseReportFile splits FILE[:FORMAT]; without a format the file's ending says which it is.
func ParseReportFile(text string) (ReportFile, error) {
	if text == "" {
		return ReportFile{}, nil
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
		return ReportFile{}, fmt.Errorf("--report %s: %w", text, err)
	}
	return ReportFile{file, format}, nil
}

// Clear removes the report of an earlier run, so that none is taken for this run's when it fails.
func (r ReportFile) Clear() error {
	if r.File == "" {
		return nil
	}
	info, err := os.Lstat(r.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
	case info.Mode().IsRegular():
		err = os.Remove(r.File)
	case isLinkToFile(r.File, info):
		err = os.Truncate(r.File, 0)
	}
	return r.explain(err)
}

// isLinkToFile reports whether writing through a link would leave what was in a file before.
func isLinkToFile(name string, info fs.FileInfo) bool {
	if info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	linked, err := os.Stat(name)
	return err == nil && linked.Mode().IsRegular()
}

// Write writes the whole report or nothing.
func (r ReportFile) Write(found *finding.Report) error {
	if r.File == "" {
		return nil
	}
	var text bytes.Buffer
	if err := r.format.Write(&text, found); err != nil {
		return r.explain(err)
	}
	if _, err := os.Lstat(r.File); err == nil { // what Clear has left: a device, a pipe or a link
		return r.explain(os.WriteFile(r.File, text.Bytes(), 0o600))
	}
	return r.explain(replace(r.File, text.Bytes()))
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
func (r ReportFile) explain(err error) error {
	if err == nil {
		return nil
	}
	if inPath, ok := errors.AsType[*fs.PathError](err); ok {
		err = inPath.Err
	} else if inLink, ok := errors.AsType[*os.LinkError](err); ok {
		err = inLink.Err
	}
	return fmt.Errorf("report %s: %w", r.File, err)
}
