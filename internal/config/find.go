package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FileName is what a project file is called.
const FileName = "hash.yaml"

// NotFoundError says that no directory from the first one upwards holds a project file.
type NotFoundError struct {
	Dirs []string // the directories that were searched, in this order
}

// Error names the directories.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("no %s: searched %s", FileName, strings.Join(e.Dirs, ", "))
}

// Hint says how to get on.
func (e *NotFoundError) Hint() string {
	return fmt.Sprintf("name the file with --config, or start one: apiVersion: %s, kind: %s, environments: {local: {}}", apiVersion, kind)
}

// Find looks for hash.yaml in dir and then in the directories above it. The name it gives begins
// with dir where it is found there, and is absolute where it is found above. The error is a
// [*NotFoundError] where there is none.
func Find(dir string) (string, error) {
	here := filepath.Join(dir, FileName)
	if found, err := isRegular(here); found || err != nil {
		return here, err
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("look for %s: %w", FileName, err)
	}
	missing := &NotFoundError{Dirs: []string{absolute}}
	for above := filepath.Dir(absolute); above != missing.Dirs[len(missing.Dirs)-1]; above = filepath.Dir(above) {
		name := filepath.Join(above, FileName)
		if found, err := isRegular(name); found || err != nil {
			return name, err
		}
		missing.Dirs = append(missing.Dirs, above)
	}
	return "", missing
}

// isRegular reports whether there is a file of that name. A directory of that name is passed by; a
// file that cannot be looked at is an error, since going on could pick a different project.
func isRegular(name string) (bool, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for %s: %w", FileName, err)
	}
	return info.Mode().IsRegular(), nil
}
