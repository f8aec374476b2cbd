// Package config reads hash.yaml into values that are already valid.
//
// It hides the file format, strictness, defaults and the search for the file. Whatever it returns has
// been checked: names exist, selectors and dates parse, paths stay inside the project. No other
// package checks configuration again. It reads no flags, no environment variables and no clock.
package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/labels"
)

// Known is what the rest of the program knows and hash.yaml may name.
type Known struct {
	Rules    []string // all built-in rule IDs
	Profiles []string // names of profiles
	Version  string   // this program's version, for requires; empty or a development version fits all
}

// Project is one hash.yaml.
type Project struct {
	Dir  string // directory of hash.yaml; all paths of the project are relative to it
	File string // as given or found, for messages

	Chart              string // relative to Dir; empty for pure stream use
	Release            Release
	DefaultEnvironment string
	Hooks              HookMode
	Checksums          ChecksumMode
	Workloads          []Workload
	Environments       []*Environment // in the order of the file
	Env                []SharedEnv
	Secrets            []SecretReference
	Policies           Policies
}

// Environment gives the environment of that name.
func (p *Project) Environment(name string) (*Environment, error) {
	names := make([]string, len(p.Environments))
	for i, e := range p.Environments {
		if e.Name == name {
			return e, nil
		}
		names[i] = e.Name
	}
	meant := ""
	if near, found := Nearest(name, names); found {
		meant = fmt.Sprintf("; did you mean %q?", near)
	}
	return nil, fmt.Errorf("unknown environment %q: %s has %s%s", name, p.File, strings.Join(names, ", "), meant)
}

// Release is what lint renders with.
type Release struct {
	Name      string // default: the chart's directory name, or "release"
	Namespace string // default: "default"
}

// HookMode says whether inject and overlay touch Helm hooks.
type HookMode string

// ChecksumMode says which workloads get a checksum annotation.
type ChecksumMode string

// The modes of hash.yaml's hooks and checksums.
const (
	HooksLeave   HookMode = "leave"
	HooksProcess HookMode = "process"

	ChecksumsInjected ChecksumMode = "injected"
	ChecksumsAll      ChecksumMode = "all"
	ChecksumsNone     ChecksumMode = "none"
)

// Workload is a custom kind that makes pods.
type Workload struct {
	APIVersion  string
	Kind        string
	PodTemplate []string // keys that lead to the pod template: spec, template
	Checksum    bool
}

// Environment is everything that differs between local, staging and production.
type Environment struct {
	Name         string
	Values       []string // values files, relative to the project's Dir, later ones win
	Overlays     []string // kustomize directories, relative to Dir, applied in order
	KubeVersions []string // such as "1.34", ascending; never empty
	SecretStore  SecretStore
	FailOn       string // "error" or "warning"
	Policies     EnvironmentPolicies
}

// KubeVersion is the one that render and hash-post take unless told otherwise: the highest.
func (e *Environment) KubeVersion() string { return e.KubeVersions[len(e.KubeVersions)-1] }

// SecretStore chooses the secret backend of an environment.
type SecretStore struct {
	Provider string // name of a backend; default "existing": the Secrets are in the cluster
}

// EnvironmentPolicies is which rules run in an environment, and how.
type EnvironmentPolicies struct {
	Profile    string   // default "baseline"
	Enable     []string // globs over rule IDs, added to the profile
	Disable    []string // globs; wins over Enable
	Params     map[string]any
	Severities map[string]string // glob over rule IDs -> error, warning or info; see Severity
}

// EnvMode is how shared env reaches a container.
type EnvMode string

// The modes of a shared env stanza.
const (
	EnvFrom EnvMode = "envFrom"
	EnvKeys EnvMode = "keys"
)

// SharedEnv is one stanza of env: a ConfigMap whose keys become variables of several workloads.
type SharedEnv struct {
	ConfigMap    string
	Mode         EnvMode
	Keys         []KeyName // for mode keys only, in the order of the file
	Into         Target
	Environments []string // empty: all
	Optional     bool
	Data         map[string]string            // makes the ConfigMap here instead of in the chart
	DataFor      map[string]map[string]string // per environment, over Data
	Place        string                       // hash.yaml:12
}

// KeyName maps a key of a ConfigMap or Secret to a variable.
type KeyName struct{ Key, Variable string }

// SecretReference is one stanza of secrets: variables whose values stay in a Secret.
type SecretReference struct {
	Secret       string
	Keys         []KeyName // in the order of the file
	Into         Target
	Environments []string // empty: all
	Optional     bool
	Place        string
}

// Target selects workloads by their labels and containers by name.
type Target struct {
	Selector   labels.Selector
	Containers []string // globs over container names; default ["*"]
}

// Policies is the policies section of the project.
type Policies struct {
	Paths   []string // directories or files of own Rego, relative to Dir
	Data    []string // data files for policies, relative to Dir
	Waivers []Waiver
}

// Waiver is an accepted finding as hash.yaml states it.
type Waiver struct {
	Rule         string
	Kind         string
	Namespace    string
	Name         string
	Container    string
	Path         string
	Environments []string
	Reason       string
	Owner        string
	Ticket       string
	Expires      time.Time // midnight UTC of the last day on which it counts
	Place        string
}

// AppliesTo reports whether a stanza limited to environments counts in the one named.
func AppliesTo(environments []string, name string) bool {
	return len(environments) == 0 || slices.Contains(environments, name)
}
