package postrender

import (
	"errors"
	"io"
	"os"
)

// closedError is a standard stream that was closed when the program started: a release must not get
// lost without a word.
type closedError struct{ stream, remedy string }

func (e *closedError) Error() string { return e.stream + " is closed" }

// Hint names the remedy.
func (e *closedError) Hint() string { return e.remedy }

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
