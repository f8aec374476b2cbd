package doctor_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/doctor"
)

// Which version a development build is, nobody knows: that the file wants one is not passed over.
func TestRequires(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		requires, version string
		want              doctor.Status
	}{
		{">=9.0.0", "dev", doctor.Warning},
		{">=9.0.0", "5c6b4ef-dirty", doctor.Warning},
		{"", "dev", doctor.OK},
		{">=0.1.0", "0.1.0+5c6b4ef-dirty", doctor.OK},
	} {
		project := doctor.Project{Project: &config.Project{File: "hash.yaml", Requires: c.requires}}
		got := projectCheck(t, doctor.Options{Version: c.version, Project: project})
		warned := strings.Contains(got.Found, c.requires+", which nobody can check") && strings.Contains(got.Remedy, "make install")
		if got.Status != c.want || warned != (c.want == doctor.Warning) {
			t.Errorf("%q in version %q: got %+v", c.requires, c.version, got)
		}
	}
}

func projectCheck(t *testing.T, o doctor.Options) doctor.Check {
	t.Helper()
	for _, c := range doctor.Examine(t.Context(), o) {
		if c.Name == "project" {
			return c
		}
	}
	t.Fatal("the project was not looked at")
	return doctor.Check{}
}
