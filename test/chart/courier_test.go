package chart_test

import (
	"strings"
	"testing"
)

// TestCourier wants one sender of mail, however many kratos there are.
func TestCourier(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		number := object[deployment](t, r, "Deployment", "hash-kratos").Spec.Replicas
		courier := objects[deployment](t, r, "StatefulSet")["hash-kratos-courier"].Spec.Replicas
		args := strings.Join(podOf(t, r, "kratos").container(t, "kratos").Args, " ")
		switch {
		case number == 1.0 && args == "serve --watch-courier" && courier == nil:
		case number != 1.0 && args == "serve" && courier == 1.0:
		default:
			t.Errorf("%v kratos run %q, and %v couriers beside them", number, args, courier)
		}
	})
}
