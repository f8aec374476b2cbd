package policy

import (
	"time"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Options is which rules run and what they read.
type Options struct {
	Environment string // rules read it as data.hash.environment
	Profile     string // one of [Profiles]
	Enable      []string
	Disable     []string
	Severities  map[string]string
	Params      map[string]any // rules read them as data.hash.params
	Kinds       manifest.Kinds // where pods are; the built-in ones unless given; rules read them as data.hash.kinds

	Root  string   // folder of the project; Paths and Data lie in it
	Paths []string // files and folders of own policies
	Data  []string // files that are merged into data

	Timeout    time.Duration // for one rule on one resource; 5 seconds unless given
	RunTimeout time.Duration // for all rules on all resources of a release; a minute unless given
}

const (
	defaultTimeout    = 5 * time.Second
	defaultRunTimeout = time.Minute
)

// kinds falls back on the built-in ones: without any, most rules would find no pod to judge.
func (o Options) kinds() manifest.Kinds {
	if len(o.Kinds) == 0 {
		return manifest.BuiltinKinds()
	}
	return o.Kinds
}

func (o Options) selection() Selection {
	return Selection{Profile: o.Profile, Enable: o.Enable, Disable: o.Disable, Severities: o.Severities}
}
