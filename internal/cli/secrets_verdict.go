package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
	"github.com/hashintel/helm-hash/internal/secret"
)

// secretsVerdict is what a cluster lacks of what a release refers to.
type secretsVerdict struct {
	release *secretsRelease
	needs   []secret.Need // that were looked for
	missing []secret.Lack
}

// failed reports whether a pod would not start.
func (v secretsVerdict) failed() bool {
	return slices.ContainsFunc(v.missing, func(l secret.Lack) bool { return l.Severity() == secret.Error })
}

func (v secretsVerdict) keys() int {
	count := 0
	for _, n := range v.needs {
		count += len(n.Keys)
	}
	return count
}

func (v secretsVerdict) print(p *program.Invocation, format string) error {
	switch {
	case format == "json":
		return printJSON(p, v.asJSON())
	case format != "text" || len(v.missing) > 0:
		return printTable(p, format, v.asTable())
	case len(v.needs) == 0:
		return p.Output([]byte(sentence(nothingToCheck(v.release)) + "\n"))
	default:
		return p.Output(fmt.Appendf(nil, "Nothing is missing: %s there, with %s that the release refers to.\n",
			counted(len(v.needs), "Secret is", "Secrets are"), counted(v.keys(), "key", "keys")))
	}
}

// nothingToCheck says why no cluster has to be asked.
func nothingToCheck(r *secretsRelease) string {
	if len(r.needs) == 0 {
		return "the release refers to no Secret"
	}
	return "the release refers to Secrets that it brings along, and to no others"
}

func counted(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}

func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

func (v secretsVerdict) asTable() *report.Table {
	t := &report.Table{
		Title:   "Missing in " + v.release.environment.Name,
		Columns: slices.Concat([]string{"secret", "key"}, useColumns(), []string{"note"}),
		Mark:    "the pod does not start without it",
	}
	for _, l := range v.missing {
		key := l.Key
		if key == "" {
			key = "(the Secret)"
		}
		for _, u := range l.Uses {
			stops := u.StopsPod() && !l.Mounted()
			addNew(t, slices.Concat([]report.Cell{{Text: l.Need.String()}, {Text: key, Mark: stops}}, useCells(u), []report.Cell{{Text: lackNote(l)}}))
		}
	}
	return t
}

// lackNote says what else is known of what is missing.
func lackNote(l secret.Lack) string {
	switch {
	case l.Nearest != "":
		return "there is " + l.Nearest
	case l.Mounted():
		return "there while a pod mounts " + l.Provider.Resource.String()
	case l.Provider.By == secret.ByRelease && !l.Provider.Plain():
		return "made by " + l.Provider.Resource.String()
	default:
		return ""
	}
}

// The shape of helm hash secrets check -o json. Its field names are a contract.
type jsonSecretsVerdict struct {
	Version     int                 `json:"version"`
	Environment string              `json:"environment"`
	Secrets     int                 `json:"secrets"`
	Keys        int                 `json:"keys"`
	Missing     []jsonMissingSecret `json:"missing"`
}

type jsonMissingSecret struct {
	Namespace  string              `json:"namespace"`
	Name       string              `json:"name"`
	Key        string              `json:"key"`
	Nearest    string              `json:"nearest"`
	Severity   string              `json:"severity"`
	Optional   bool                `json:"optional"`
	Mounted    bool                `json:"mounted"`
	UsedBy     []jsonSecretUse     `json:"usedBy"`
	ProvidedBy *jsonSecretProvider `json:"providedBy"`
}

func (v secretsVerdict) asJSON() jsonSecretsVerdict {
	out := jsonSecretsVerdict{
		Version: 1, Environment: v.release.environment.Name,
		Secrets: len(v.needs), Keys: v.keys(), Missing: []jsonMissingSecret{},
	}
	for _, l := range v.missing {
		out.Missing = append(out.Missing, jsonMissingSecret{
			Namespace:  l.Need.Namespace,
			Name:       l.Need.Name,
			Key:        l.Key,
			Nearest:    l.Nearest,
			Severity:   string(l.Severity()),
			Optional:   !slices.ContainsFunc(l.Uses, func(u secret.Use) bool { return !u.Optional }),
			Mounted:    l.Mounted(),
			UsedBy:     jsonUses(l.Uses),
			ProvidedBy: jsonProvider(l.Provider),
		})
	}
	return out
}
