package program

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Input gives stdin, unless it was closed when the program started: a release must not get lost
// without a word. The remedy says how stdin is given.
func (i Invocation) Input(remedy string) (io.Reader, error) {
	if isClosed(i.Stdin) {
		return nil, WithHint(errors.New("stdin is closed"), remedy)
	}
	return i.Stdin, nil
}

// Output writes the whole result to stdout in one go.
func (i Invocation) Output(result []byte) error {
	if isClosed(i.Stdout) {
		return WithHint(errors.New("stdout is closed"), "let stdout lead to a file or to another program")
	}
	if _, err := i.Stdout.Write(result); err != nil {
		return fmt.Errorf("writing to stdout: %w", err)
	}
	return nil
}

// isClosed reports whether a stream was closed at the start. The Go runtime opens the null device in
// its place, for reading and for writing at once, as no redirection of a shell does.
func isClosed(stream any) bool {
	file, isFile := stream.(*os.File)
	if !isFile {
		return false
	}
	null, nullErr := os.Stat(os.DevNull)
	info, err := file.Stat()
	if nullErr != nil || err != nil || !os.SameFile(null, info) {
		return false
	}
	_, readErr := file.Read(make([]byte, 1))
	_, writeErr := file.Write([]byte{0})
	return errors.Is(readErr, io.EOF) && writeErr == nil
}
