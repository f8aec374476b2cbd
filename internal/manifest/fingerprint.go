package manifest

import (
	"hash/fnv"
	"math"
	"strconv"
)

// seal ties the text of a document to what it was decoded to.
func (d *document) seal() uint64 {
	h := fnv.New64a()
	_, _ = h.Write(d.body)
	return mix(h.Sum64(), fingerprint(d.value))
}

// fingerprint tells whether an object is still what was decoded. It is a guard against mistakes of
// this program, which share objects, not against people: 64 bits will do.
func fingerprint(value any) uint64 {
	switch v := value.(type) {
	case map[string]any:
		sum := mix(1, uint64(len(v)))
		for key, below := range v { // the sum does not depend on the order
			sum += mix(textSum(key), fingerprint(below))
		}
		return sum
	case []any:
		sum := mix(2, uint64(len(v)))
		for _, item := range v {
			sum = mix(sum, fingerprint(item))
		}
		return sum
	case string:
		return mix(3, textSum(v))
	case bool:
		if v {
			return mix(4, 1)
		}
		return mix(4, 0)
	case int64:
		return mix(5, textSum(strconv.FormatInt(v, 10)))
	case float64:
		return mix(6, math.Float64bits(v))
	case nil:
		return mix(7, 0)
	default:
		return mix(8, 0)
	}
}

func textSum(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return h.Sum64()
}

// mix is the finish of splitmix64, which spreads each bit over all others.
func mix(a, b uint64) uint64 {
	x := a*0x9e3779b97f4a7c15 + b + 0x2545f4914f6cdd1d
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
