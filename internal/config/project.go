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

	Requires           string // >=0.1.0; empty: any version of this program will do
	Chart              string // relative to Dir; empty for pure stream use
	Release            Release
	DefaultEnvironment string
	Hooks              HookMode
	Checksums          ChecksumMode
	Workloads          []Workload
	Environments       []*Environment // in the order of the file
	Env                []SharedEnv
	Secrets            []SecretReference
	Existing           []Existing
	Generate           []Generate
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

// SecretStore chooses the secret backend of an environment, and holds the settings of each.
type SecretStore struct {
	Provider string // name of a backend; default "existing": the Secrets are in the cluster
	Place    string // hash.yaml:12; empty for the default

	// Of externalSecrets.
	StoreRef        StoreRef
	RefreshInterval string                  // such as 1h; empty: the operator's default
	Prefix          string                  // before the Secret's name in the name of the remote secret, with a slash between; also for csi
	Remote          map[string]RemoteSecret // by the name of the Secret; also for csi

	// Of sealedSecrets.
	Files []File // with the SealedSecrets that are committed

	// Of csi.
	CSI CSI
}

// StoreRef names the SecretStore or ClusterSecretStore of the External Secrets operator.
type StoreRef struct{ Kind, Name string }

// RemoteSecret says where the keys of one Secret are kept in the vendor's store.
type RemoteSecret struct {
	Key        string            // name of the remote secret; empty: prefix and the Secret's name
	Properties map[string]string // key of the Secret -> property of the remote secret; others are called alike
}

// CSI is the provider of the Secrets Store CSI driver.
type CSI struct {
	Provider   string            // aws, azure, gcp or vault
	Parameters map[string]string // of the SecretProviderClass, as the provider documents them
}

// File is a file of the project, read when hash.yaml was.
type File struct {
	Name string // relative to Dir
	Data []byte
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
	Prefix       string                       // put before the name of every variable; those of Keys have it already
	Files        []EnvFile                    // make the ConfigMap, below Data; later ones win
	FilesFor     map[string][]EnvFile         // per environment, over Data
	Data         map[string]string            // makes the ConfigMap here instead of in the chart
	DataFor      map[string]map[string]string // per environment, over all others
	Place        string                       // hash.yaml:12
}

// EnvFile is one file of variables: a line NAME=VALUE for each.
type EnvFile struct {
	Name      string // relative to Dir
	Variables []EnvVariable
}

// EnvVariable is one line of an [EnvFile].
type EnvVariable struct {
	Name, Value string
	Line        int
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

// Existing is one stanza of existing: a ConfigMap or Secret that the cluster has besides the release.
type Existing struct {
	Kind         string // ConfigMap or Secret
	Name         string
	Namespace    string   // empty: any
	Keys         []string // empty: any
	Environments []string // empty: all
	Place        string
	Referred     bool // no entry of existing says so, but a stanza of secrets refers to it
}

// Generate is one stanza of generate: how values of a Secret are made for helm hash secrets generate.
type Generate struct {
	Secret       string
	Keys         []GeneratedKey // in the order of the file
	Environments []string       // empty: all
	Place        string
}

// GeneratedKey says what the value of one key is like.
type GeneratedKey struct {
	Key      string
	Length   int    // characters of a random value; 0: the default
	Alphabet string // alphanumeric (default), hex, base64 or digits
	// Template is a value made of others: $(NAME/KEY) is the value of a key of a Secret, $$ a dollar sign.
	// Empty: the value is random.
	Template string
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
