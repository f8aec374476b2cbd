package doctor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// patience is how long one of our programs may take to say its version.
const patience = 10 * time.Second

// sameVersion holds that one of our programs, given by its path, is of the version of this one: else
// something else is judged than is installed.
func (o Options) sameVersion(ctx context.Context, path string) error {
	version, err := o.versionOf(ctx, path)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	case version != o.Version:
		return fmt.Errorf("%s is of version %s, and this is %s", path, version, o.Version)
	default:
		return nil
	}
}

// spoken is what hash-post --version and helm-hash version print.
var spoken = regexp.MustCompile(`^(?:hash-post|helm hash) (\S{1,80})(?: \(.*\))?\n$`)

func (o Options) versionOf(ctx context.Context, path string) (string, error) {
	asking, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	arg := "version"
	if strings.HasPrefix(filepath.Base(path), "hash-post") {
		arg = "--version"
	}
	cmd := exec.CommandContext(asking, path, arg)
	var stdout bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = o.Environ, &stdout, io.Discard
	cmd.WaitDelay = time.Second // what the program leaves behind may keep the pipe open
	err := cmd.Run()
	match := spoken.FindStringSubmatch(stdout.String())
	switch {
	case errors.Is(asking.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("no answer within %s", patience)
	case err != nil:
		return "", said(err)
	case match == nil:
		return "", errors.New("it is another program: it does not say its version as ours do")
	default:
		return match[1], nil
	}
}

// said is an error without the path, which stands before it already.
func said(err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		return failed.Err
	}
	return err
}
