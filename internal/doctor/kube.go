package doctor

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
)

// The minor versions of Kubernetes 1 that we know. Before the oldest there is no admission by the Pod
// Security Standards, by which the built-in rules judge; the newest is that of the libraries.
const (
	oldestKube = 25
	newestKube = 37
)

// checkVersions looks at whether there are such Kubernetes versions. 1.3 is what somebody meant who has
// written 1.30 without quotes.
func checkVersions(env *config.Environment, file string) Check {
	c := Check{Name: "kube versions", Subject: env.Name, Status: OK, Found: strings.Join(env.KubeVersions, ", ")}
	for _, version := range env.KubeVersions {
		if isKnown(version) {
			continue
		}
		c.Status = Warning
		c.Found = fmt.Sprintf("Kubernetes %s is not known: it is 1.%d to 1.%d, and a newer one is judged like the newest", version, oldestKube, newestKube)
		c.Remedy = fmt.Sprintf("edit environments.%s.kubeVersions in %s", env.Name, file)
		return c
	}
	return c
}

func isKnown(version string) bool {
	text, isOne := strings.CutPrefix(version, "1.")
	minor, err := strconv.Atoi(text)
	return isOne && err == nil && minor >= oldestKube && minor <= newestKube
}
