package pipeline_test

import (
	"testing"
	"testing/synctest"

	"github.com/hashintel/helm-hash/internal/pipeline"
)

// TestNothingGoesOn fails if a goroutine outlives an installation: a bubble ends only when all in it have.
func TestNothingGoesOn(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {local: {policies: {profile: restricted}}}`)
	install := func(t *testing.T) {
		t.Helper()
		if _, err := pipeline.Install(t.Context(), pipeline.InstallOptions{Project: project, Now: now}, pipeline.Release{Resources: read(t, privileged)}); err != nil {
			t.Error(err)
		}
	}
	install(t) // what is made once for the whole program belongs to no bubble
	synctest.Test(t, install)
}
