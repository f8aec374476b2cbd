package doctor

import (
	"context"
	"regexp"
	"slices"
)

const otherCluster = "kubectl config get-contexts lists others, for helm hash doctor --cluster --kube-context NAME"

// checkCluster asks the cluster, if one is wanted, and holds its version against hash.yaml.
func (o Options) checkCluster(ctx context.Context) Check {
	c := Check{Name: "cluster"}
	if o.Cluster == nil {
		c.Status, c.Found = Skipped, "--cluster asks it"
		return c
	}
	server, err := o.Cluster(ctx)
	if err != nil {
		return c.broken(err, otherCluster)
	}
	c.Status, c.Found = OK, server.Name+": Kubernetes "+server.Version
	minor := regexp.MustCompile(`^v?(\d+\.\d+).*$`).ReplaceAllString(server.Version, "$1")
	if len(o.Project.Environments) > 0 && !o.lists(minor) {
		c.Status = Warning
		c.Found += ", which no environment lists, so nothing was judged for it"
		c.Remedy = "add \"" + minor + "\" to kubeVersions of the environment in " + o.Project.File
	}
	return c
}

// lists reports whether an environment is for that version of Kubernetes.
func (o Options) lists(minor string) bool {
	for _, env := range o.Project.Environments {
		if slices.Contains(env.KubeVersions, minor) {
			return true
		}
	}
	return false
}
