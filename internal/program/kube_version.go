package program

import (
	"fmt"
	"regexp"
)

// kubeVersion is what hash.yaml takes, and what a cluster says of itself: v1.34.2, v1.33.1+k3s1.
var kubeVersion = regexp.MustCompile(`^v?[1-9]\.(0|[1-9][0-9]?)(\.(0|[1-9][0-9]{0,3})([-+][0-9A-Za-z.+-]+)?)?$`)

// CheckKubeVersion refuses a --kube-version that is no version. Without the flag it is "".
func CheckKubeVersion(flag string) error {
	if flag == "" || kubeVersion.MatchString(flag) {
		return nil
	}
	return fmt.Errorf("--kube-version %q is no version of Kubernetes: write it as 1.34 or v1.34.2", flag)
}
