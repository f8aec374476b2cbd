package directive

import (
	"fmt"
	"slices"
	"strings"
)

// Wishes is everything besides the stream that may name the environment.
type Wishes struct {
	Given   string   // by a person; --env goes before HASH_ENV
	GivenBy string   // --env or HASH_ENV, for messages
	Default string   // defaultEnvironment of hash.yaml
	Known   []string // the environments of hash.yaml
}

// Choose gives the environment: the given one, else the directive's, else the default, else the only
// one that there is. It is always one that is known.
func Choose(d Directive, w Wishes) (string, error) {
	if w.Given != "" && d.Environment != "" && d.Environment != w.Given {
		return "", &MismatchError{GivenBy: w.GivenBy, Given: w.Given, Directive: d}
	}
	for _, choice := range []struct{ environment, by string }{
		{w.Given, w.GivenBy},
		{d.Environment, d.Place},
		{w.Default, "defaultEnvironment of hash.yaml"},
	} {
		if choice.environment == "" {
			continue
		}
		if !slices.Contains(w.Known, choice.environment) {
			return "", &UnknownError{By: choice.by, Environment: choice.environment, Known: w.Known}
		}
		return choice.environment, nil
	}
	if len(w.Known) != 1 {
		return "", &UndecidedError{Known: w.Known}
	}
	return w.Known[0], nil
}

// MismatchError is a stream whose values are for another environment than the given one.
type MismatchError struct {
	Given     string
	GivenBy   string // --env or HASH_ENV
	Directive Directive
}

func (e *MismatchError) Error() string {
	return fmt.Sprintf("%s asks for environment %q, and the chart was rendered for %q (%s)",
		e.GivenBy, e.Given, e.Directive.Environment, e.Directive.Place)
}

// Hint names the remedy.
func (e *MismatchError) Hint() string {
	return fmt.Sprintf("render with the values of %s, or ask for environment %s", e.Given, e.Directive.Environment)
}

// UnknownError is an environment that hash.yaml does not have.
type UnknownError struct {
	By          string // who named it
	Environment string
	Known       []string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("%s names environment %q, which hash.yaml does not have: %s", e.By, e.Environment, listed(e.Known))
}

// UndecidedError is a release for which nothing says which environment it is for.
type UndecidedError struct{ Known []string }

func (e *UndecidedError) Error() string {
	return "nothing says which environment of hash.yaml this is for: " + listed(e.Known)
}

// Hint names the remedies.
func (e *UndecidedError) Hint() string {
	return "give --env, or set HASH_ENV, or defaultEnvironment in hash.yaml; a chart may also say it, by the value postRender.environment"
}

func listed(names []string) string {
	if len(names) == 0 {
		return "it defines none"
	}
	return "it has " + strings.Join(names, ", ")
}
