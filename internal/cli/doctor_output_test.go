package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/doctor"
)

// What a file or a program has said stays in its column and does not speak to the terminal.
func TestDoctorText(t *testing.T) {
	t.Parallel()
	got := string(doctorText([]doctor.Check{
		{Name: "helm", Subject: "/bin/helm\x1b[2J", Status: doctor.Failed, Found: "one\ntwo\r", Remedy: "rm\u202e x\ny"},
		{Name: "plugin hash", Status: doctor.Warning, Found: "three", Remedy: "make install"},
		{Name: "project", Status: doctor.OK, Found: "hash.yaml"},
		{Name: "cluster", Status: doctor.Skipped, Found: "\x07"},
	}))
	want := "FAIL  helm         /bin/helm\uFFFD[2J: one\n" +
		"                   two\uFFFD\n" +
		"                   -> rm\uFFFD x\n" +
		"                      y\n" +
		"warn  plugin hash  three\n" +
		"                   -> make install\n" +
		"ok    project      hash.yaml\n" +
		"skip  cluster      \uFFFD\n" +
		"\n" +
		"4 checks: 1 ok, 1 warning, 1 failed, 1 skipped\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
