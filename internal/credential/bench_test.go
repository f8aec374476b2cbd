package credential

import (
	"strings"
	"testing"
)

// BenchmarkFind judges the values that most variables have.
func BenchmarkFind(b *testing.B) {
	values := []string{"info", "8080", "http://hash-graph.hash.svc.cluster.local:4000/health", "true", "registry.example/api:1.0", "a,b,c"}
	for b.Loop() {
		for _, v := range values {
			Find("GRAPH_API_HOST", v)
		}
	}
}

// BenchmarkInFile judges a configuration file of 64 kB.
func BenchmarkInFile(b *testing.B) {
	text := strings.Repeat("# how long tokens live\nserver.timeout: 30s\n  retries = 5\n\"name\": \"value\",\nupstream: http://api:8080/v1\n", 650)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		InFile("config.yaml", text)
	}
}
