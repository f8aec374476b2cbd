package topology

import "github.com/hashintel/helm-hash/internal/manifest"

// Fields of resources that are not what they should be count as missing: the API server refuses those.

func at(value any, steps ...any) any {
	found, _ := manifest.Path(steps).Lookup(value)
	return found
}

func textAt(value any, steps ...any) string {
	text, _ := at(value, steps...).(string)
	return text
}

// listAt gives the mappings in a list.
func listAt(value any, steps ...any) []map[string]any {
	list, _ := at(value, steps...).([]any)
	var found []map[string]any
	for _, entry := range list {
		if m, ok := entry.(map[string]any); ok {
			found = append(found, m)
		}
	}
	return found
}

func textsAt(value any, steps ...any) []string {
	list, _ := at(value, steps...).([]any)
	var found []string
	for _, entry := range list {
		if text, ok := entry.(string); ok {
			found = append(found, text)
		}
	}
	return found
}

// numberAt gives 0 where there is no number.
func numberAt(value any, steps ...any) int {
	switch n := at(value, steps...).(type) {
	case int:
		return n
	case int64:
		return int(n)
	case float64:
		return int(n)
	}
	return 0
}
