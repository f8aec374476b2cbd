package manifest

import "strconv"

// normal copies JSON-like data into the form in which decoded data comes: numbers are int64 where the
// API server would read an integer and float64 elsewhere, and nothing is a nil map or list.
func normal(value any) any {
	switch v := value.(type) {
	case map[string]any:
		return normalMap(v)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = normal(item)
		}
		return list
	case int:
		return int64(v)
	case float64:
		return normalFloat(v)
	default:
		return v
	}
}

func normalMap(m map[string]any) map[string]any {
	next := make(map[string]any, len(m))
	for key, value := range m {
		next[key] = normal(value)
	}
	return next
}

// normalFloat gives the integer that a number becomes by being written and read.
func normalFloat(f float64) any {
	text, err := floatText(f)
	if err != nil {
		return f
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return f
}
