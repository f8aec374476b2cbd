package pipeline

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/directive"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Given is the environment that a person named, and how: by --env or HASH_ENV. Name may be empty.
type Given struct {
	Name string
	By   string
}

// Environment takes the PostRender directive out of a stream and decides for which environment the
// stream is: the given one, else the directive's, else the project's default, else the only one.
func Environment(p *config.Project, given Given, s *manifest.Set) (*config.Environment, *manifest.Set, error) {
	found, rest, err := directive.Take(s)
	if err != nil {
		return nil, nil, err
	}
	choice, err := directive.Choose(found, directive.Wishes{
		Given:   given.Name,
		GivenBy: given.By,
		Default: p.DefaultEnvironment,
		Known:   names(p.Environments),
	})
	if err != nil {
		return nil, nil, err
	}
	env, err := p.Environment(choice.Environment)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", choice.By, err)
	}
	return env, rest, nil
}

func names(environments []*config.Environment) []string {
	list := make([]string, len(environments))
	for i, e := range environments {
		list[i] = e.Name
	}
	return list
}
