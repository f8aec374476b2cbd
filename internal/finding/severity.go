package finding

import "fmt"

// Severity says how much a finding weighs. The zero value is Info.
type Severity int

// The severities, from lightest to heaviest.
const (
	Info Severity = iota
	Warning
	Error
)

// Severities lists the names that hash.yaml and METADATA accept, lightest first.
func Severities() []string { return []string{"info", "warning", "error"} }

// String is the name used in configuration and reports.
func (s Severity) String() string {
	if s < Info || s > Error {
		return fmt.Sprintf("severity(%d)", int(s))
	}
	return Severities()[s]
}

// ParseSeverity reads a name of [Severities].
func ParseSeverity(name string) (Severity, error) {
	for i, s := range Severities() {
		if s == name {
			return Severity(i), nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q: one of %v", name, Severities())
}

// MarshalText gives the name, for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
