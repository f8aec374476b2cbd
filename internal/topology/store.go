package topology

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// storeProduct is a well-known database, queue or index. It only decides on the shape of a box.
type storeProduct struct {
	port    int
	schemes []string // of URLs
	images  []string
}

func storeProducts() []storeProduct {
	return []storeProduct{
		{1433, []string{"sqlserver", "mssql"}, nil},
		{2379, nil, []string{"etcd"}},
		{3306, []string{"mysql", "mariadb"}, []string{"mysql", "mariadb"}},
		{4222, []string{"nats"}, []string{"nats"}},
		{5432, []string{"postgres", "postgresql"}, []string{"postgres", "postgresql", "postgis", "pgvector", "timescaledb"}},
		{5672, []string{"amqp", "amqps"}, []string{"rabbitmq"}},
		{6333, nil, []string{"qdrant"}},
		{6379, []string{"redis", "rediss", "valkey"}, []string{"redis", "valkey"}},
		{7233, nil, nil}, // Temporal
		{9042, []string{"cassandra"}, []string{"cassandra"}},
		{9092, []string{"kafka"}, []string{"kafka"}},
		{9200, nil, []string{"opensearch", "elasticsearch"}},
		{11211, []string{"memcached"}, []string{"memcached"}},
		{27017, []string{"mongodb", "mongodb+srv"}, []string{"mongo", "mongodb"}},
	}
}

func storePort(port int) bool {
	return slices.ContainsFunc(storeProducts(), func(p storeProduct) bool { return p.port == port })
}

func anyStorePort(ports []int) bool { return slices.ContainsFunc(ports, storePort) }

func storeScheme(scheme string) (port int, store bool) {
	for _, p := range storeProducts() {
		if slices.Contains(p.schemes, scheme) {
			return p.port, true
		}
	}
	return 0, false
}

func storeImage(image string) bool {
	name := image[strings.LastIndex(image, "/")+1:]
	if end := strings.IndexAny(name, ":@"); end >= 0 {
		name = name[:end]
	}
	return slices.ContainsFunc(storeProducts(), func(p storeProduct) bool { return slices.Contains(p.images, name) })
}

// keepsData looks at the first container: those after it are at the side.
func keepsData(r *manifest.Resource, template manifest.PodTemplate) bool {
	if len(listAt(r.Object(), "spec", "volumeClaimTemplates")) > 0 {
		return true
	}
	containers := listAt(template.Object, "spec", "containers")
	if len(containers) == 0 {
		return false
	}
	if storeImage(textAt(containers[0], "image")) {
		return true
	}
	return slices.ContainsFunc(listAt(containers[0], "ports"), func(p map[string]any) bool {
		return storePort(numberAt(p, "containerPort"))
	})
}
