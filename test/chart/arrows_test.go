package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestArrows has the whole topology: who may connect to whom, on which port of the pods. An arrow inside
// of the cluster must leave the one and enter the other.
func TestArrows(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		out, in := arrows(t, r)
		want := wantArrows(r)
		if d := cmp.Diff(leaving(want), out); d != "" {
			t.Errorf("egress (-want +got):\n%s", d)
		}
		if d := cmp.Diff(entering(want), in); d != "" {
			t.Errorf("ingress (-want +got):\n%s", d)
		}
	})
}

func wantArrows(r *release) []string {
	all := `
		ingress-nginx -> frontend:3000
		ingress-nginx -> api:5001
		ingress-nginx -> kratos:4433
		frontend -> api:5001
		api -> graph:4000
		api -> kratos:4433
		api -> kratos:4434
		api -> outside:443
		graph -> outside:80
		graph -> outside:443
		kratos -> api:5001
		kratos -> outside:443
		test -> frontend:3000
		test -> api:5001
		test -> graph:4000
		test -> kratos:4433
	`
	if r.original() {
		all += "frontend -> kratos:4433\n"
	}
	of := map[string]string{
		"local": `
			graph -> postgres:5432
			graph-migrate -> postgres:5432
			kratos -> postgres:5432
			kratos-migrate -> postgres:5432
			api -> redis:6379
			kratos -> outside:25,465,587,1025
			ingress-nginx -> dashboard:9090
			dashboard -> outside:443,6443
		`,
		"current": `
			graph -> postgres:5432
			graph-migrate -> postgres:5432
			kratos -> postgres:5432
			kratos-migrate -> postgres:5432
			api -> postgres:5432
			api-migrate -> postgres:5432
			api-migrate -> graph:4000
			api-migrate -> kratos:4433
			api-migrate -> kratos:4434
			api -> redis:6379
			kratos -> outside:25,465,587,1025
			graph -> outside:4317,7233
			graph-migrate -> outside:4317
			api -> outside:4317,7233,8200,9000
			api-migrate -> outside:4317,7233
		`,
		"staging": `
			graph -> outside:5432
			graph-migrate -> outside:5432
			kratos -> outside:5432
			kratos-migrate -> outside:5432
			kratos -> outside:25,465,587,1025
			api -> outside:6379
		`,
		"production": `
			graph -> outside:5432
			graph-migrate -> outside:5432
			kratos -> outside:5432
			kratos-migrate -> outside:5432
			kratos-courier -> outside:5432,25,465,587,1025
			api -> outside:6379
		`,
	}
	return parseArrows(all + of[r.environment.Name])
}

// parseArrows gives one arrow for each port.
func parseArrows(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		ends, ports, found := strings.Cut(strings.TrimSpace(line), ":")
		if !found {
			continue
		}
		for port := range strings.SplitSeq(ports, ",") {
			all = append(all, ends+":"+port)
		}
	}
	slices.Sort(all)
	return all
}

// leaving are the arrows that begin at a pod of the release, entering those that end at one. Who goes
// somewhere looks up names.
func leaving(arrows []string) []string {
	var all []string
	for _, arrow := range arrows {
		if from, _, _ := strings.Cut(arrow, " -> "); from != "ingress-nginx" {
			all = append(all, arrow, from+" -> dns:53", from+" -> dns:53/UDP")
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func entering(arrows []string) []string {
	return slices.DeleteFunc(slices.Clone(arrows), func(a string) bool { return strings.Contains(a, "> outside:") })
}
