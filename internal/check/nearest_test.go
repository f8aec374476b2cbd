package check

import "testing"

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		names []string
		want  string
	}{
		{"LOG_LEVL", []string{"LOG_FORMAT", "LOG_LEVEL"}, ": did you mean LOG_LEVEL?"},
		{"hash-shard", []string{"hash-shared", "hash-sharp"}, ": did you mean hash-shared?"}, // the first of equals
		{"PORT", []string{"HOST", "POSTGRES"}, ""},
		{"a", []string{"b"}, ""},
		{"", []string{"b"}, ""},
		{"abc", nil, ""},
		{"abcdef", []string{"abc", "abcdefghi"}, ": did you mean abcdefghi?"}, // cut short
		{"kitten", []string{"mitten", "sitting"}, ": did you mean mitten?"},
	} {
		if got := didYouMean(c.name, c.names); got != c.want {
			t.Errorf("%s of %v: got %q, want %q", c.name, c.names, got, c.want)
		}
	}
}
