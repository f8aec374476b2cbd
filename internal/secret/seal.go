package secret

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// seal is a SealedSecret of a committed file.
type seal struct {
	Secret
	object map[string]any
	source manifest.Source
	scope  scope
	alone  bool // nothing else is in the file
}

// seals are all SealedSecrets of an environment.
type seals struct {
	files []string
	all   []seal
}

func readSeals(files []config.File) (seals, error) {
	var s seals
	for _, file := range files {
		s.files = append(s.files, file.Name)
		set, err := manifest.Read(bytes.NewReader(file.Data), file.Name)
		if err != nil {
			return seals{}, fmt.Errorf("reading sealed Secrets: %w", err)
		}
		for r := range set.All() {
			if !isSeal(r) {
				return seals{}, notSealed(r)
			}
			if plain := Unsealed(r); len(plain) > 0 {
				return seals{}, notSealedField(r, plain[0])
			}
			s.all = append(s.all, seal{
				Secret: unsealed(r),
				object: r.Object(),
				source: manifest.Source{File: file.Name, Line: lineOf(r, file.Name), SetBy: manifest.SetByInject},
				scope:  scopeOf(r),
				alone:  set.Len() == 1,
			})
		}
	}
	return s, nil
}

// notSealed refuses what else is in a file: it would stay behind without a word, and a Secret that was
// never sealed is there for everybody to read.
func notSealed(r *manifest.Resource) error {
	e := &StoreError{
		Place:  r.Place(),
		Reason: fmt.Sprintf("%s is no SealedSecret, and secretStore.files holds nothing else", r.ID()),
		Remedy: "move it to the chart or an overlay",
	}
	if len((existing{}).Produces(r)) > 0 {
		e.Reason = fmt.Sprintf("%s is not sealed: whoever reads the file can read its values", r.ID())
		e.Remedy = sealAndChange
	}
	return e
}

const sealAndChange = "seal it with kubeseal, change the values that were exposed, and take them out of the history too"

func notSealedField(r *manifest.Resource, field manifest.Path) error {
	return &StoreError{
		Place:  r.Place(),
		Reason: fmt.Sprintf("%s of %s is not sealed: whoever reads the file can read its value", field, r.ID()),
		Remedy: sealAndChange,
	}
}

// Unsealed gives the fields of a SealedSecret whose values kubeseal cannot have made: anybody can read them.
func Unsealed(r *manifest.Resource) []manifest.Path {
	if !isSeal(r) {
		return nil
	}
	var plain []manifest.Path
	entries := mapping(r.Object(), "spec", "encryptedData")
	for _, key := range keysOf(entries) {
		if value, _ := entries[key].(string); !isSealed(value) {
			plain = append(plain, manifest.Path{"spec", "encryptedData", key})
		}
	}
	if legacy, there := mapping(r.Object(), "spec")["data"]; there && legacy != nil {
		if value, _ := legacy.(string); !isSealed(value) {
			plain = append(plain, manifest.Path{"spec", "data"})
		}
	}
	return plain
}

// isSealed knows the form of what kubeseal writes: the length of a block of RSA in two bytes, the block,
// and a text of AES-GCM with its tag.
func isSealed(value string) bool {
	const length, shortestBlock, tag = 2, 256, 16 // a key of 2048 bits; kubeseal's own has 4096
	sealed, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(sealed) < length {
		return false
	}
	block := int(binary.BigEndian.Uint16(sealed))
	return block >= shortestBlock && len(sealed) >= length+block+tag
}

// lineOf is the line of a resource in the file that it was read from.
func lineOf(r *manifest.Resource, file string) int {
	number, _, _ := strings.Cut(strings.TrimPrefix(r.Place(), file+":"), " ")
	line, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return line
}
