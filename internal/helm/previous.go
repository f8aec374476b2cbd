package helm

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// previous is the release that an upgrade replaces.
type previous struct {
	exists bool
	values []byte // those that Helm will reuse; nil: none
}

// revision is one of helm history. Helm 4 has more fields.
type revision struct {
	Revision int    `json:"revision"`
	Status   string `json:"status"`
}

// previous asks for the release that an upgrade replaces, with the values that Helm will reuse.
func (p Program) previous(ctx context.Context, r Rendering) (previous, error) {
	history, err := p.history(ctx, r)
	if err != nil {
		return previous{}, err
	}
	number, exists := replaced(history, r.Arguments.On("install"))
	if !exists || !r.Arguments.reuses() {
		return previous{exists: exists}, nil
	}
	args := []string{"get", "values", "--output=yaml", "--revision=" + strconv.Itoa(number)}
	if r.Arguments.On("reuse-values") {
		args = append(args, "--all") // what the old chart said, too
	}
	out, stderr, err := p.capture(ctx, nil, r.Arguments.about(args)...)
	return previous{exists: true, values: out}, p.failed(err, stderr, r.Stderr)
}

// history gives the revisions of the release, the oldest first; none: there is no release.
func (p Program) history(ctx context.Context, r Rendering) ([]revision, error) {
	out, stderr, err := p.capture(ctx, nil, r.Arguments.about([]string{"history", "--output=json"})...)
	switch {
	case err != nil && strings.Contains(string(stderr), "release: not found"):
		return nil, nil
	case err != nil:
		return nil, p.failed(err, stderr, r.Stderr)
	}
	var history []revision
	if err := json.Unmarshal(out, &history); err != nil {
		return nil, fmt.Errorf("%s history --output=json: %w", p.Path, err)
	}
	return history, nil
}

// replaced gives the revision that an upgrade starts from: what is deployed, even where a later upgrade
// has failed, or else the last one. Helm goes by the same rule (pkg/action/upgrade.go, prepareUpgrade),
// but refuses what is pending or uninstalled; with --install it installs anew what is uninstalled.
func replaced(history []revision, install bool) (number int, exists bool) {
	if len(history) == 0 {
		return 0, false
	}
	last := history[len(history)-1]
	if install && last.Status == "uninstalled" {
		return 0, false
	}
	number = last.Revision
	for _, r := range history {
		if r.Status == "deployed" {
			number = r.Revision
		}
	}
	return number, true
}

// about completes the arguments of a question about the release.
func (a Arguments) about(question []string) []string {
	question = append(question, a.flagsFor(connecting)...)
	return append(question, "--", a.Operands()[0])
}
