package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
)

// besides generates what the cluster lacks.
func (o *secretsGenerateOptions) besides(ctx context.Context, options generate.Options, wanted []generate.Wanted) (*manifest.Set, error) {
	c, err := o.cluster.connect(o.invocation)
	if err != nil {
		return nil, err
	}
	asked := withStanzas(wanted, options.Stanzas, options.Namespace)
	found, err := c.Secrets(ctx, asked)
	if err != nil {
		return nil, err
	}
	var there []string
	for i, f := range found {
		if f.Exists {
			options.There = append(options.There, generate.Wanted{Namespace: asked[i].Namespace, Name: asked[i].Name, Keys: f.Keys})
			there = append(there, asked[i].Namespace+"/"+asked[i].Name)
		}
	}
	made, err := generate.Secrets(options, wanted)
	if unreadable, is := errors.AsType[*generate.UnreadableError](err); is {
		return nil, program.WithHint(unreadable, keepInFile(o.environment, there))
	}
	if err != nil {
		return nil, err
	}
	for r := range made.All() {
		id := r.ID().InNamespace(options.Namespace)
		if slices.Contains(there, id.Namespace+"/"+id.Name) {
			return nil, program.WithHint(incomplete(id, r), keepInFile(o.environment, there))
		}
	}
	return made, nil
}

// incomplete refuses to print a part of a Secret: kubectl apply would take away the keys that are not
// in it, on the server's side too where it has applied the Secret before.
func incomplete(id manifest.ID, made *manifest.Resource) error {
	data, _ := made.Object()["data"].(map[string]any)
	return fmt.Errorf("%s is in the cluster and lacks %s", id, strings.Join(slices.Sorted(maps.Keys(data)), ", "))
}

// keepInFile is the way that keeps what the cluster has: its values have to be read for it.
func keepInFile(environment string, there []string) string {
	namespace, _, _ := strings.Cut(there[0], "/")
	var names []string
	for _, id := range there {
		if name, found := strings.CutPrefix(id, namespace+"/"); found {
			names = append(names, name)
		}
	}
	env := ""
	if environment != "" {
		env = " --env " + environment
	}
	return fmt.Sprintf("let the values be read: kubectl get secret %s --namespace %s --output yaml | helm hash secrets generate%s --file - | kubectl apply -f -",
		strings.Join(names, " "), namespace, env)
}

// withStanzas adds the Secrets that only templates refer to.
func withStanzas(wanted []generate.Wanted, stanzas []config.Generate, namespace string) []cluster.Wanted {
	var all []cluster.Wanted
	for _, w := range wanted {
		all = append(all, cluster.Wanted(w))
	}
	for _, s := range stanzas {
		i := slices.IndexFunc(all, func(w cluster.Wanted) bool { return w.Namespace == namespace && w.Name == s.Secret })
		if i < 0 {
			i = len(all)
			all = append(all, cluster.Wanted{Namespace: namespace, Name: s.Secret})
		}
		for _, k := range s.Keys {
			if !slices.Contains(all[i].Keys, k.Key) {
				all[i].Keys = append(slices.Clip(all[i].Keys), k.Key)
			}
		}
	}
	return all
}
