package inject

// StanzaError is a stanza of hash.yaml that cannot do what it says.
type StanzaError struct {
	Place  string // hash.yaml:12
	Reason string
	Remedy string
}

func (e *StanzaError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *StanzaError) Hint() string { return e.Remedy }
