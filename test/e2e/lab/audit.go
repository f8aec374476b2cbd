package lab

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"time"
)

// Event is what somebody asked of the API server, and what came of it. Its fields are those of audit.k8s.io/v1.
type Event struct {
	Verb       string    `json:"verb"`
	RequestURI string    `json:"requestURI"`
	Time       time.Time `json:"requestReceivedTimestamp"`
	UserAgent  string    `json:"userAgent"`
	User       struct {
		Username string `json:"username"`
	} `json:"user"`
	Object struct {
		Resource    string `json:"resource"`
		Subresource string `json:"subresource"`
		Namespace   string `json:"namespace"`
		Name        string `json:"name"`
	} `json:"objectRef"`
	Status struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"responseStatus"`
	Response json.RawMessage `json:"responseObject"` // of reading Secrets only
}

func (e Event) String() string {
	return fmt.Sprintf("%s %-6s %s %d %s (%s)", e.Time.Format("15:04:05.000000"), e.Verb, e.RequestURI, e.Status.Code, e.Status.Message, e.User.Username)
}

// Changes tells whether the request was to change something. A dry run is none.
func (e Event) Changes() bool {
	switch e.Verb {
	case "create", "update", "patch", "delete", "deletecollection":
		return !isDryRun(e.RequestURI)
	default:
		return false
	}
}

func isDryRun(uri string) bool {
	parsed, err := url.Parse(uri)
	return err == nil && parsed.Query().Has("dryRun")
}

// AuditLog is the file with all events, one in each line.
func (c *ControlPlane) AuditLog() string { return c.file("audit.log") }

// Audit gives the events for which a function says so, in the order in which they were answered.
func (c *ControlPlane) Audit(want func(Event) bool) ([]Event, error) {
	file, err := os.Open(c.AuditLog())
	if err != nil {
		return nil, fmt.Errorf("audit trail: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	var found []Event
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var event Event
		// The last line may be half written.
		if err := json.Unmarshal(lines.Bytes(), &event); err == nil && want(event) {
			found = append(found, event)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("audit trail: %w", err)
	}
	return found, nil
}
