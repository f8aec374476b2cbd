package cli

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

// printRBAC prints who may check: get on the Secrets by name, in each namespace.
func (o *secretsCheckOptions) printRBAC(r *secretsRelease, needs []secret.Need) error {
	if len(needs) == 0 {
		o.say("nothing to allow: " + nothingToCheck(r))
		return nil
	}
	subjects, err := subjectsOf(o.subject)
	if err != nil {
		return err
	}
	name := cmp.Or(r.project.Release.Name, "release") + "-secrets-check"
	set := &manifest.Set{}
	for namespace, names := range namesByNamespace(needs) {
		set = set.With(cluster.Permission(namespace, name, names, subjects)...)
	}
	text, err := set.Bytes()
	if err != nil {
		return err
	}
	if len(subjects) == 0 {
		o.say("the RoleBinding names nobody: give --subject user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME")
	}
	return o.invocation.Output(text)
}

// namesByNamespace goes through needs, which are sorted by namespace.
func namesByNamespace(needs []secret.Need) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for rest := needs; len(rest) > 0; {
			namespace := rest[0].Namespace
			end := slices.IndexFunc(rest, func(n secret.Need) bool { return n.Namespace != namespace })
			if end < 0 {
				end = len(rest)
			}
			names := make([]string, end)
			for i, n := range rest[:end] {
				names[i] = n.Name
			}
			if !yield(namespace, names) {
				return
			}
			rest = rest[end:]
		}
	}
}

// subjectsOf reads --subject; without one there is none.
func subjectsOf(text string) ([]cluster.Subject, error) {
	if text == "" {
		return nil, nil
	}
	kind, name, _ := strings.Cut(text, ":")
	namespace, account, _ := strings.Cut(name, "/")
	switch {
	case name == "":
	case kind == "user":
		return []cluster.Subject{{Kind: "User", Name: name}}, nil
	case kind == "group":
		return []cluster.Subject{{Kind: "Group", Name: name}}, nil
	case kind == "serviceaccount" && namespace != "" && account != "":
		return []cluster.Subject{{Kind: "ServiceAccount", Name: account, Namespace: namespace}}, nil
	}
	return nil, program.WithHint(fmt.Errorf("--subject: %q names nobody", text), "give user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME")
}
