package cli

import (
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// The shapes of helm hash env -o json. Their field names are a contract.
type jsonEnv struct {
	Version     int            `json:"version"`
	Environment string         `json:"environment"`
	Containers  []jsonEnvOwner `json:"containers"`
}

type jsonEnvOwner struct {
	jsonComponent
	Variables   []jsonVariable `json:"variables"`
	Unknown     []jsonSource   `json:"unknown,omitempty"`
	Skipped     []jsonSkipped  `json:"skipped,omitempty"`
	Missing     []jsonSource   `json:"missing,omitempty"`
	Overwritten []jsonVariable `json:"overwritten,omitempty"`
}

type jsonComponent struct {
	Workload  jsonWorkload `json:"workload"`
	Container string       `json:"container"`
	Init      bool         `json:"init"`
}

type jsonWorkload struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}

type jsonVariable struct {
	Name string `json:"name"`
	jsonValue
}

// jsonValue has a value, or the Secret that holds it, or what is shown of one that is not wholly known,
// or the reason why it is not shown.
type jsonValue struct {
	Value    *string      `json:"value,omitempty"`
	Redacted string       `json:"redacted,omitempty"`
	Shown    *string      `json:"shown,omitempty"`
	Secret   *jsonKey     `json:"secret,omitempty"`
	Source   *jsonSource  `json:"source,omitempty"`
	Location *jsonPlace   `json:"location,omitempty"`
	Entry    *jsonPlace   `json:"entry,omitempty"`
	Unless   []jsonSource `json:"unless,omitempty"` // they set the variable instead, if they are there

	// DependsOn is what gives it another value if it is there, through what $(NAME) stands for.
	DependsOn []jsonSource `json:"dependsOn,omitempty"`
}

type jsonKey struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

type jsonSource struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	Key    string `json:"key,omitempty"`
	Prefix string `json:"prefix,omitempty"`
}

type jsonSkipped struct {
	Name     string     `json:"name"`
	Reason   string     `json:"reason"`
	Location *jsonPlace `json:"location,omitempty"`
}

type jsonPlace struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	SetBy  string `json:"setBy,omitempty"`
}

func (r *envRelease) asJSON(chosen []component, links bool, places *places) jsonEnv {
	out := jsonEnv{Version: 1, Environment: r.environment.Name, Containers: []jsonEnvOwner{}}
	for _, c := range chosen {
		e := r.of(c, links)
		owner := jsonEnvOwner{jsonComponent: jsonOf(c), Variables: []jsonVariable{}}
		for _, v := range e.Variables {
			owner.Variables = append(owner.Variables, jsonVariable{v.Name, jsonValueOf(c, v, places)})
		}
		for _, s := range e.Unknown {
			owner.Unknown = append(owner.Unknown, jsonSource(s))
		}
		for _, s := range e.Skipped {
			owner.Skipped = append(owner.Skipped, jsonSkipped{s.Name, s.Reason, jsonPlaceOf(places.entry(c, s.Entry))})
		}
		for _, s := range e.Missing {
			owner.Missing = append(owner.Missing, jsonSource(s))
		}
		for _, v := range e.Overwritten {
			owner.Overwritten = append(owner.Overwritten, jsonVariable{v.Name, jsonValueOf(c, v, places)})
		}
		out.Containers = append(out.Containers, owner)
	}
	return out
}

func jsonOf(c component) jsonComponent {
	return jsonComponent{jsonWorkload{c.id.Kind, c.id.Namespace, c.id.Name}, c.container.Name, c.container.Init}
}

func jsonValueOf(c component, v shownVariable, places *places) jsonValue {
	value := jsonValue{Location: jsonPlaceOf(places.value(c, v.Variable))}
	if entry := places.entry(c, v.Entry); entry != places.value(c, v.Variable) {
		value.Entry = jsonPlaceOf(entry)
	}
	for _, s := range v.Doubt {
		value.Unless = append(value.Unless, jsonSource(s))
	}
	for _, s := range v.Depends {
		value.DependsOn = append(value.DependsOn, jsonSource(s))
	}
	if s, ok := secretOf(v.Variable); ok {
		value.Secret = &jsonKey{s.Name, s.Key}
		return value
	}
	text, source := v.Value.String(), jsonSource(v.Source)
	value.Source = &source
	switch {
	case v.hidden != "":
		value.Redacted = v.hidden
	case v.Value.Known():
		value.Value = &text
	default:
		value.Shown = &text
	}
	return value
}

// secretOf gives the key of a Secret that a variable takes whole.
func secretOf(v environ.Variable) (environ.Source, bool) {
	if len(v.Value) != 1 || v.Value[0].Unknown.Kind != environ.Secret {
		return environ.Source{}, false
	}
	return v.Value[0].Unknown, true
}

func jsonPlaceOf(s manifest.Source) *jsonPlace {
	if s.File == "" {
		return nil
	}
	place := jsonPlace(s)
	return &place
}
