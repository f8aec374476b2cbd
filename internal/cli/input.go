package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/hashintel/helm-hash/internal/program"
)

// inputFile is a file that a flag names; - stands for stdin.
type inputFile struct {
	flag   string
	file   string
	remedy string // says how stdin is given
}

// open gives the file, and what errors call it.
func (i inputFile) open(p *program.Invocation) (r io.ReadCloser, name string, err error) {
	if i.file == "-" {
		stdin, err := p.Input(i.remedy)
		return io.NopCloser(stdin), "stdin", err
	}
	file, err := os.Open(i.file)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", i.flag, err)
	}
	return file, i.file, nil
}
