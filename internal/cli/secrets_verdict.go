package cli

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
	"github.com/hashintel/helm-hash/internal/secret"
)

// verdict is what a cluster lacks of what a release refers to.
type verdict struct {
	environment   string
	secrets, keys int // that were looked for
	missing       []lack
}

// lack is a Secret, or a key of one, that is not there.
type lack struct {
	need     secret.Need
	key      string // empty: the Secret itself
	nearest  string // key that is there and was probably meant
	uses     []secret.Use
	optional bool
}

func judge(environment string, needs []secret.Need, found []cluster.Found) verdict {
	v := verdict{environment: environment, secrets: len(needs)}
	for i, n := range needs {
		v.keys += len(n.Keys)
		if !found[i].Exists {
			v.missing = append(v.missing, lack{need: n, uses: n.Uses(), optional: n.Optional()})
			continue
		}
		for _, k := range n.Keys {
			if holds(found[i].Keys, k.Name) {
				continue
			}
			nearest, _ := config.Nearest(k.Name, found[i].Keys)
			v.missing = append(v.missing, lack{need: n, key: k.Name, nearest: nearest, uses: k.Uses, optional: k.Optional()})
		}
	}
	return v
}

// holds reports whether a key is there, or what the kubelet takes for it: credentials of registries
// come in an old form too.
func holds(keys []string, key string) bool {
	return slices.Contains(keys, key) || key == ".dockerconfigjson" && slices.Contains(keys, ".dockercfg")
}

func (v verdict) failed() bool {
	return slices.ContainsFunc(v.missing, func(m lack) bool { return !m.optional })
}

func (v verdict) print(p *program.Invocation, format string) error {
	switch {
	case format == "json":
		return printExactJSON(p, v.asJSON())
	case v.secrets == 0:
		return p.Output([]byte("The release refers to no Secret that it does not make itself.\n"))
	case len(v.missing) == 0:
		return p.Output(fmt.Appendf(nil, "Nothing is missing: %d Secrets are there, with %d keys that the release refers to.\n", v.secrets, v.keys))
	default:
		return printTable(p, format, v.asTable())
	}
}

func (v verdict) asTable() *report.Table {
	t := &report.Table{
		Title:   "Missing in " + v.environment,
		Columns: []string{"secret", "key", "used by", "there is"},
		Mark:    "the pod does not start without it",
	}
	for _, m := range v.missing {
		key := m.key
		if key == "" {
			key = "(the Secret)"
		}
		for _, u := range m.uses {
			t.Rows = append(t.Rows, []report.Cell{
				{Text: secretID(m.need)}, {Text: key, Mark: !u.Optional}, {Text: userOf(u)}, {Text: m.nearest},
			})
		}
	}
	return t
}

// The shape of helm hash secrets check -o json. Its field names are a contract.
type jsonVerdict struct {
	Version     int           `json:"version"`
	Environment string        `json:"environment"`
	Secrets     int           `json:"secrets"`
	Keys        int           `json:"keys"`
	Missing     []jsonMissing `json:"missing"`
}

type jsonMissing struct {
	Namespace string          `json:"namespace"`
	Name      string          `json:"name"`
	Key       string          `json:"key"`
	Nearest   string          `json:"nearest"`
	Optional  bool            `json:"optional"`
	UsedBy    []jsonSecretUse `json:"usedBy"`
}

func (v verdict) asJSON() jsonVerdict {
	out := jsonVerdict{Version: 1, Environment: v.environment, Secrets: v.secrets, Keys: v.keys, Missing: []jsonMissing{}}
	for _, m := range v.missing {
		out.Missing = append(out.Missing, jsonMissing{m.need.Namespace, m.need.Name, m.key, m.nearest, m.optional, jsonUses(m.uses)})
	}
	return out
}
