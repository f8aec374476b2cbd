package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Wanted is a Secret of which it is asked whether it has keys.
type Wanted struct {
	Namespace string
	Name      string
	Keys      []string
}

// Found is what there is of a Secret.
type Found struct {
	Exists bool
	// Keys are sorted. Where one that is wanted is missing they are all of its keys; else there may be
	// more.
	Keys []string
}

// inAll is as long as anybody waits for an answer.
const inAll = 60 * time.Second

// Secrets asks for each Secret whether it is there and has the keys wanted, and answers in this order.
func (c *Cluster) Secrets(ctx context.Context, wanted []Wanted) ([]Found, error) {
	ctx, cancel := context.WithTimeout(ctx, inAll)
	defer cancel()
	found := make([]Found, len(wanted))
	for i, w := range wanted {
		var err error
		if found[i], err = c.secret(ctx, w); err != nil {
			return nil, c.explain(err, w)
		}
	}
	return found, nil
}

// secret asks for metadata first: who set which key stands there. Only where that does not show a key
// that is wanted, the Secret itself has to tell.
func (c *Cluster) secret(ctx context.Context, w Wanted) (Found, error) {
	secrets := schema.GroupVersionResource{Version: "v1", Resource: "secrets"}
	partial, err := c.metadata.Resource(secrets).Namespace(w.Namespace).Get(ctx, w.Name, metav1.GetOptions{})
	switch {
	case isAbsent(err, w):
		return Found{}, nil
	case err != nil:
		return Found{}, err
	case partial.Name != w.Name:
		return Found{}, errNoSecret
	}
	keys := managedKeys(partial.ManagedFields)
	if !containsAll(keys, w.Keys) {
		keys, err = c.keys(ctx, w)
		if isAbsent(err, w) { // deleted since
			return Found{}, nil
		}
	}
	return Found{Exists: true, Keys: keys}, err
}

// isAbsent reports whether the API has said that there is no such Secret. A proxy, or a server of something
// else, says 404 of everything.
func isAbsent(err error, w Wanted) bool {
	status, isStatus := errors.AsType[*apierrors.StatusError](err)
	if !isStatus || !apierrors.IsNotFound(err) || apierrors.IsUnexpectedServerError(err) {
		return false
	}
	details := status.ErrStatus.Details
	return details != nil && details.Kind == "secrets" && details.Name == w.Name
}

func containsAll(keys, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(key string) bool { return !slices.Contains(keys, key) })
}

// managedKeys gives the keys that somebody has set, by the server's own record. What was taken away is
// not in it.
func managedKeys(entries []metav1.ManagedFieldsEntry) []string {
	keys := map[string]bool{}
	for _, entry := range entries {
		var fields struct {
			Data map[string]json.RawMessage `json:"f:data"`
		}
		if entry.FieldsV1 == nil || json.Unmarshal(entry.FieldsV1.GetRawBytes(), &fields) != nil {
			continue // a record in a form of the future proves nothing
		}
		for field := range fields.Data {
			if key, isKey := strings.CutPrefix(field, "f:"); isKey {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// keys reads the Secret and keeps the names of its keys.
func (c *Cluster) keys(ctx context.Context, w Wanted) ([]string, error) {
	result := c.client.Get().Namespace(w.Namespace).Resource("secrets").Name(w.Name).Do(ctx)
	answer, err := result.Raw()
	defer clear(answer)
	if err != nil {
		return nil, result.Error() // which knows what the answer says of the reason
	}
	var secret struct {
		Kind     string `json:"kind"`
		Metadata struct {
			Name string `json:"name"`
		} `json:"metadata"`
		Data map[string]dropped `json:"data"`
	}
	if err := json.Unmarshal(answer, &secret); err != nil || secret.Kind != "Secret" || secret.Metadata.Name != w.Name {
		return nil, errNoSecret
	}
	return slices.Sorted(maps.Keys(secret.Data)), nil
}

// dropped is a value that is not looked at.
type dropped struct{}

// UnmarshalJSON forgets the value.
func (*dropped) UnmarshalJSON([]byte) error { return nil }
