package program

import (
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// Project reads the project that --config, HASH_CONFIG or the working directory names, in this order.
// Without the flag it is "".
func (i Invocation) Project(flag string) (*config.Project, error) {
	file := flag
	if file == "" {
		file = i.Variable("HASH_CONFIG")
	}
	if file == "" {
		found, err := config.Find(".")
		if err != nil {
			return nil, err
		}
		file = found
	}
	return i.Load(file)
}

// Load reads the project of a file.
func (i Invocation) Load(file string) (*config.Project, error) {
	return config.Load(file, pipeline.Known(i.Version))
}

// Given is the environment that --env or HASH_ENV names, if one does. Without the flag it is "".
func (i Invocation) Given(flag string) pipeline.Given {
	if flag != "" {
		return pipeline.Given{Name: flag, By: "--env"}
	}
	return pipeline.Given{Name: i.Variable("HASH_ENV"), By: "HASH_ENV"}
}
