package inject

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// StanzaError is a stanza of hash.yaml that cannot do what it says.
type StanzaError struct {
	Place  string // hash.yaml:12
	Reason string
	Remedy string
}

func (e *StanzaError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *StanzaError) Hint() string { return e.Remedy }

// refuseConflicts refuses two stanzas that set one variable of a container: neither would be right.
func (o objects) refuseConflicts(w workload, c manifest.Container, namespace string, stanzas []*stanza) error {
	setBy := map[string]*stanza{}
	for _, st := range stanzas {
		for _, name := range o.variablesOf(st, namespace) {
			if first, taken := setBy[name]; taken {
				return &StanzaError{
					Place:  st.place,
					Reason: fmt.Sprintf("sets %s in container %s of %s, which %s sets already", name, c.Name, w.ID(), first.place),
					Remedy: "let only one of the stanzas have the variable, or narrow into or environments of one",
				}
			}
			setBy[name] = st
		}
	}
	return nil
}
