package generate_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
)

// TestNothingIsLost goes through clusters, files and releases at random. Whatever is printed, applied to
// the cluster, leaves every key that was there, with the value that the file tells, and adds what is wanted.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	applied := 0
	for range 5000 {
		cluster, file, wanted := someKeys(random), someKeys(random), someKeys(random)
		o := options(config.GeneratedKey{Key: "k", Template: "url:$(db/k)"})
		o.Kept, o.There = read(t, stream(file)), list(cluster)
		made, err := generate.Secrets(o, list(wanted))
		if err != nil {
			continue
		}
		applied++
		if lost := lostBy(valuesOf(t, made.Secrets), cluster, file, wanted); lost != "" {
			t.Fatalf("%s: cluster %v, file %v, wanted %v", lost, cluster, file, wanted)
		}
	}
	if applied < 500 {
		t.Errorf("only %d of all clusters got anything", applied)
	}
}

// lostBy says what goes wrong when what is printed is applied.
func lostBy(printed map[string]string, cluster, file, wanted map[string]bool) string {
	for id, value := range printed {
		switch {
		case file[id] && value != "kept":
			return id + " is made anew"
		case cluster[id] && !file[id]:
			return id + " is replaced"
		}
	}
	for id := range cluster {
		if _, stays := printed[id]; !stays && hasPrefix(printed, id[:strings.LastIndexByte(id, '/')+1]) {
			return id + " is taken away"
		}
	}
	for id := range wanted {
		if _, made := printed[id]; !made && !cluster[id] {
			return id + " is missing"
		}
	}
	return ""
}

// someKeys gives a third of all keys of a few Secrets, as NAMESPACE/NAME/KEY.
func someKeys(random *rand.Rand) map[string]bool {
	keys := map[string]bool{}
	for _, namespace := range []string{"edge", "shop"} {
		for _, name := range []string{"app", "db"} {
			for _, key := range []string{"k", "l"} {
				if random.IntN(3) == 0 {
					keys[namespace+"/"+name+"/"+key] = true
				}
			}
		}
	}
	return keys
}

func list(keys map[string]bool) []generate.Wanted {
	var all []generate.Wanted
	for _, name := range []string{"edge/app", "edge/db", "shop/app", "shop/db"} {
		namespace, secret, _ := strings.Cut(name, "/")
		w := generate.Wanted{Namespace: namespace, Name: secret}
		for _, key := range []string{"k", "l"} {
			if keys[name+"/"+key] {
				w.Keys = append(w.Keys, key)
			}
		}
		if len(w.Keys) > 0 {
			all = append(all, w)
		}
	}
	return all
}

func stream(keys map[string]bool) string {
	var b strings.Builder
	for _, w := range list(keys) {
		fmt.Fprintf(&b, "---\napiVersion: v1\nkind: Secret\nmetadata: {name: %s, namespace: %s, resourceVersion: \"7\"}\ndata:\n", w.Name, w.Namespace)
		for _, key := range w.Keys {
			fmt.Fprintf(&b, "  %s: a2VwdA==\n", key)
		}
	}
	return b.String()
}

func hasPrefix(printed map[string]string, prefix string) bool {
	for id := range printed {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}
