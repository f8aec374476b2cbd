package chart

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// quietError says what an error of Helm says, without what that quotes.
type quietError struct {
	text  string
	cause error
}

func (e *quietError) Error() string { return e.text }

func (e *quietError) Unwrap() error { return e.cause }

// ofParser cuts an error of Helm before the sentence of the YAML parser, which Helm puts last and which
// quotes the text.
func ofParser(err error) (before string, why manifest.Unreadable, found bool) {
	before, sentence, found := strings.Cut(err.Error(), "error converting YAML to JSON: ")
	return before, manifest.WhyUnreadable(errors.New(sentence)), found
}

// withoutYAML takes out of an error what a YAML parser quotes of a file.
func withoutYAML(err error) error {
	before, why, found := ofParser(err)
	if !found {
		return err
	}
	file := strings.TrimPrefix(strings.TrimSuffix(before, ": "), "failed to parse ")
	return &quietError{why.In(file).Error(), err}
}

// withoutOutput takes out of an error what a YAML parser quotes of what a template gives.
func withoutOutput(err error) error {
	before, why, found := ofParser(err)
	if !found {
		return err
	}
	if why.Line > 0 {
		before += fmt.Sprintf("line %d of what it gives: ", why.Line)
	}
	return &quietError{before + why.Reason, err}
}
