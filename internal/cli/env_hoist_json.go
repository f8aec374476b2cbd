package cli

import (
	"cmp"

	"github.com/hashintel/helm-hash/internal/hoist"
)

// The shapes of helm hash env hoist -o json. Their field names are a contract.
type jsonHoist struct {
	Version int              `json:"version"`
	File    string           `json:"file"`
	Written bool             `json:"written"`
	Groups  []jsonHoistGroup `json:"groups"`
	LeftOut []jsonLeftOut    `json:"leftOut"`
	Proof   jsonProof        `json:"proof"`
	Diff    string           `json:"diff"`
}

type jsonHoistGroup struct {
	ConfigMap    string               `json:"configMap"`
	Environments []string             `json:"environments"`
	Into         []jsonInto           `json:"into"`
	Containers   []jsonHoistContainer `json:"containers"`
	Variables    []jsonHoistVariable  `json:"variables"`
	Definitions  map[string]int       `json:"definitions"`
}

type jsonInto struct {
	Selector   string   `json:"selector"`
	Containers []string `json:"containers,omitempty"`
}

type jsonHoistContainer struct {
	Workload  jsonWorkload `json:"workload"`
	Container string       `json:"container"`
}

type jsonHoistVariable struct {
	Name   string            `json:"name"`
	Values map[string]string `json:"values"`
	// HoldsRelease: the name of the release is in a value.
	HoldsRelease bool `json:"holdsRelease"`
	// HoldsNamespace: that of its namespace is, unless it is default or that of the release.
	HoldsNamespace bool `json:"holdsNamespace"`
}

type jsonLeftOut struct {
	Variable     string               `json:"variable"`
	Environments []string             `json:"environments"`
	Containers   []jsonHoistContainer `json:"containers"`
	Reason       string               `json:"reason"`
}

type jsonProof struct {
	Releases   int `json:"releases"`
	Containers int `json:"containers"`
	ConfigMaps int `json:"configMaps"`
	Checksums  int `json:"checksums"`
}

func (h hoisted) asJSON() jsonHoist {
	j := jsonHoist{
		Version: 1, File: h.file, Written: h.written, Diff: h.diff,
		Groups: []jsonHoistGroup{}, LeftOut: []jsonLeftOut{},
		Proof: jsonProof{h.proof.Releases, h.proof.Containers, h.proof.ConfigMaps, h.proof.Checksums},
	}
	for _, g := range h.proposal.Groups {
		group := jsonHoistGroup{
			ConfigMap: g.ConfigMap, Environments: g.Environments,
			Containers: hoistContainers(g.Containers, h.namespace), Definitions: g.Definitions,
		}
		for _, t := range g.Targets {
			group.Into = append(group.Into, jsonInto(t))
		}
		for _, v := range g.Variables {
			group.Variables = append(group.Variables, jsonHoistVariable{
				v.Name, v.Values, v.Holds(h.release), v.Holds(h.namespace) && h.tellsNamespace(),
			})
		}
		j.Groups = append(j.Groups, group)
	}
	for _, r := range h.leftOut() {
		j.LeftOut = append(j.LeftOut, jsonLeftOut{r.Variable, r.Environments, hoistContainers(r.Containers, h.namespace), r.Reason})
	}
	return j
}

// hoistContainers fills in the namespace of the release where a workload names none.
func hoistContainers(containers []hoist.Container, namespace string) []jsonHoistContainer {
	list := make([]jsonHoistContainer, len(containers))
	for i, c := range containers {
		list[i] = jsonHoistContainer{jsonWorkload{c.Workload.Kind, cmp.Or(c.Workload.Namespace, namespace), c.Workload.Name}, c.Name}
	}
	return list
}
