package overlay

import (
	"regexp"
	"strings"
)

// remoteForm covers what kustomize takes for a URL or a git repository: a scheme with or without
// slashes after it, a user before a host, GitHub without a scheme, and go-getter's git:: in front.
var remoteForm = regexp.MustCompile(`(?i)^(?:git::|(?:https?|ssh|file|git|oci|s3|gcs):|[a-z][a-z0-9+.-]*://|[a-z][a-z0-9-]*@|github\.com[/:])`)

// remote reports whether kustomize would take reference for something on another machine. It is
// meant to see too much rather than too little: a file of such a name can be renamed.
func remote(reference string) bool {
	return remoteForm.MatchString(strings.TrimSpace(reference)) ||
		strings.Contains(reference, "?ref=") || strings.Contains(reference, "?version=")
}
