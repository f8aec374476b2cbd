package check

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/credential"
)

// didYouMean suggests the one of the names that is nearest, if one is near.
func didYouMean(name string, names []string) string {
	near, found := config.Nearest(name, names)
	if !found || credential.Shown(near) != near {
		return ""
	}
	return fmt.Sprintf(": did you mean %s?", near)
}
