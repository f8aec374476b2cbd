package inject

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
)

// warnEarly says what is not there yet, or is old, where a hook runs before the rest of the release.
func (o objects) warnEarly(w workload, namespace string, stanzas []*stanza) []string {
	var missing, hooked, old, secrets, made nameList
	for _, st := range stanzas {
		late := o.lateEvents(w, namespace, st)
		installs := slices.Contains(late, "pre-install")
		object := o[objectKey{st.kind, namespace, st.name}]
		switch {
		case st.kind == environ.Secret && installs && st.fromRelease:
			made.add(st.name)
		case st.kind == environ.Secret && installs:
			secrets.add(st.name)
		case st.kind == environ.Secret || len(late) == 0:
		case object != nil && object.Hook():
			hooked.add(st.name)
		case installs:
			missing.add(st.name)
		default:
			old.add(st.name)
		}
	}
	return slices.DeleteFunc([]string{
		missing.say("before pre-install there is no ConfigMap ", ": write the values into env instead, or let a hook with a lower helm.sh/hook-weight make a copy of it under another name"),
		hooked.say("the hook that makes ConfigMap ", " does not come before this one: give it the same events and a lower helm.sh/hook-weight"),
		old.say("before the upgrade ConfigMap ", " has the values of the last release, if it is there"),
		secrets.say("before pre-install there must be a Secret ", ""),
		made.say("before pre-install there must be a Secret ", ", and what the release makes it of comes later"),
	}, func(said string) bool { return said == "" })
}

// nameList is names of objects of which there is one thing to say.
type nameList []string

func (l *nameList) add(name string) {
	if !slices.Contains(*l, name) {
		*l = append(*l, name)
	}
}

// say puts the names between the two parts of a sentence; of no names there is nothing to say.
func (l *nameList) say(before, after string) string {
	if len(*l) == 0 {
		return ""
	}
	return before + strings.Join(*l, ", ") + after
}
