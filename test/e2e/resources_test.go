package e2e

import (
	"regexp"

	"github.com/rogpeppe/go-internal/testscript"
	"sigs.k8s.io/yaml"
)

var separator = regexp.MustCompile(`(?m)^---.*$`)

// resources reads a stream of manifests into canonical texts by identity.
func resources(ts *testscript.TestScript, file string) map[string]string {
	found := map[string]string{}
	for _, doc := range separator.Split(ts.ReadFile(file), -1) {
		var object struct {
			APIVersion string `json:"apiVersion"`
			Kind       string `json:"kind"`
			Metadata   struct {
				Name        string            `json:"name"`
				Annotations map[string]string `json:"annotations"`
			} `json:"metadata"`
		}
		ts.Check(yaml.Unmarshal([]byte(doc), &object))
		if object.Kind == "" {
			continue
		}
		text, err := yaml.YAMLToJSON([]byte(doc))
		ts.Check(err)
		id := object.APIVersion + " " + object.Kind + " " + object.Metadata.Name + " " + object.Metadata.Annotations["helm.sh/hook"]
		if _, twice := found[id]; twice {
			ts.Fatalf("%s stands twice in %s", id, file)
		}
		found[id] = string(text)
	}
	return found
}
