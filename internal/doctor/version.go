package doctor

import (
	"regexp"
	"strconv"
)

// version is what a Helm calls itself.
type version struct {
	text         string
	major, minor int
}

var versionForm = regexp.MustCompile(`^v(\d{1,4})\.(\d{1,4})\.`)

// parseVersion reads v3.22.0; the numbers of anything else are 0.
func parseVersion(text string) version {
	v := version{text: text}
	if match := versionForm.FindStringSubmatch(text); match != nil {
		v.major, _ = strconv.Atoi(match[1]) // they are digits
		v.minor, _ = strconv.Atoi(match[2])
	}
	return v
}

const installHelm = "install Helm 3 or 4: https://helm.sh/docs/intro/install"

// judge says what a Helm of that version cannot do for us.
func (v version) judge() (s Status, lacks, remedy string) {
	switch {
	case v.major != 3 && v.major != 4:
		return Failed, "it has to be Helm 3 or Helm 4", installHelm
	case v.major == 3 && v.minor < 1:
		return Failed, "it knows no post-renderers", "upgrade it to Helm 3.9 or newer: https://helm.sh/docs/intro/install"
	case v.major == 3 && v.minor < 9:
		return Warning, "it hands no arguments to post-renderers, so name the environment by HASH_ENV", "upgrade it to Helm 3.9 or newer: https://helm.sh/docs/intro/install"
	case v.major == 4 && v.minor < 2: // helm/helm#31867
		return Warning, "with any post-renderer it fails where text follows the --- between documents", "upgrade it to Helm 4.2 or newer: https://helm.sh/docs/intro/install"
	default:
		return OK, "", ""
	}
}
