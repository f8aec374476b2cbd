package doctor

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestKnownVersions(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"1.25": true, "1.34": true, "1.37": true,
		"1.3": false, "1.24": false, "1.38": false, "1.99": false, "2.30": false, "": false,
	} {
		if got := isKnown(version); got != want {
			t.Errorf("%q: got %t, want %t", version, got, want)
		}
	}
}

// The newest version is that of the libraries: who upgrades them has to say so here.
func TestNewestIsOfTheLibraries(t *testing.T) {
	t.Parallel()
	modules, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("\tk8s.io/client-go v0.%d.", newestKube); !strings.Contains(string(modules), want) {
		t.Errorf("go.mod does not have %q", want)
	}
}
