package directive

import (
	"fmt"
	"strings"
)

// Wishes is everything besides the stream that may name the environment.
type Wishes struct {
	Given   string   // by a person; --env goes before HASH_ENV
	GivenBy string   // --env or HASH_ENV, for messages
	Default string   // defaultEnvironment of hash.yaml
	Known   []string // the environments of hash.yaml
}

// Choice is the environment, and who named it. It need not be one that hash.yaml has.
type Choice struct{ Environment, By string }

// Choose gives the environment: the given one, else the directive's, else the default, else the only
// one that there is.
func Choose(d Directive, w Wishes) (Choice, error) {
	if w.Given != "" && d.Environment != "" && d.Environment != w.Given {
		return Choice{}, &MismatchError{GivenBy: w.GivenBy, Given: w.Given, Directive: d}
	}
	for _, choice := range []Choice{
		{w.Given, w.GivenBy},
		{d.Environment, d.Place},
		{w.Default, "defaultEnvironment"},
	} {
		if choice.Environment != "" {
			return choice, nil
		}
	}
	if len(w.Known) != 1 {
		return Choice{}, &UndecidedError{Known: w.Known}
	}
	return Choice{w.Known[0], "the only environment"}, nil
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
