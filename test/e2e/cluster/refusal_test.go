package cluster

import (
	"slices"
	"testing"
)

// forgotten is how the laptop's release is made without hash-post, filtered how it should be.
var (
	forgotten = []string{"./chart", "-f", "overlays/local/values.yaml"}
	filtered  = []string{"./chart", "-f", "overlays/local/values.yaml", "--post-renderer", "hash-post"}
)

// stranger is an image that the schema of the chart takes, and a policy refuses.
const stranger = "--set=api.image.registry=quay.io/stranger"

// finding is what must be read about it, on lines of their own.
var finding = []string{
	"error  image/registry\n",
	`container "api" uses image "quay.io/stranger/hash-api-prod:local" from outside the allowed registries` + "\n",
	"/hash-api, container api\n",
	"field:    spec.template.spec.containers[0].image\n",
	"file:     chart/templates/api.yaml\n",
	"fix:      use an image from one of: ",
}

// noSuchKind is what the API server says where hash-post has not taken the chart's document out.
const noSuchKind = `no matches for kind "PostRender" in version "post.hash.dev/v1"`

// refusals are ways to make a release that change nothing: no object, no release, no revision of one.
var refusals = []struct {
	name    string
	environ string
	args    []string
	words   []string
}{
	{"a policy", "", slices.Concat(filtered, []string{stranger}), finding},
	{"hash-post forgotten", "", forgotten, []string{noSuchKind}},
	{
		"another environment by a flag", "", slices.Concat(filtered, []string{"--post-renderer-args=--env=production"}),
		[]string{`--env asks for environment "production", and the chart was rendered for "local"`},
	},
	{
		"another environment by a variable", "HASH_ENV=production", filtered,
		[]string{`HASH_ENV asks for environment "production", and the chart was rendered for "local"`},
	},
}

// TestRefusal lets Helm install and upgrade what must not be: all stays as it was, Helm's bookkeeping too.
func TestRefusal(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.refuses("install")
		s.install()
		s.refuses("upgrade", "--atomic")
	})
}

// refuses runs all refusals by a command.
func (s *site) refuses(verb string, args ...string) {
	s.Helper()
	before := s.quiet()
	for _, refusal := range refusals {
		s.environ = append(s.environ, refusal.environ)
		s.run("helm", slices.Concat([]string{verb, "hash"}, refusal.args, args)...).fails(1, refusal.words...)
		s.environ = s.environ[:len(s.environ)-1]
		s.unchanged(before, verb+": "+refusal.name)
	}
}

// unchanged fails the test if anything is not as it was.
func (s *site) unchanged(before state, after string) {
	s.Helper()
	for _, difference := range before.differences(s.state()) {
		s.Errorf("after %s: %s", after, difference)
	}
}
