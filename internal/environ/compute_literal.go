package environ

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// longest is far above what Linux lets a process have: 128 KiB in one variable. References that double a
// value over and over would fill the memory else.
const longest = 1 << 20

func (c *computation) literal(v Variable, value string) {
	length := len(value)
	v.Value = expand(value, func(name string) (Value, bool) {
		used, found := c.resolve(name)
		for _, s := range slices.Concat(used.Doubt, used.Depends) {
			v.Depends = appendNew(v.Depends, s)
		}
		if length += used.Value.size(); length > longest {
			return nil, found
		}
		return used.Value, found
	})
	if length > longest {
		c.skip(v.Entry, v.Name, "its value is longer than any process can take")
		return
	}
	if len(v.Depends) > 0 {
		v.basis = c.basis(value)
	}
	c.add(v)
}

// basis tells values apart that are the same only as long as nothing of what is in doubt is there.
func (c *computation) basis(value string) string {
	parts := fmt.Appendf(nil, "%q", value)
	expand(value, func(name string) (Value, bool) {
		used, found := c.resolve(name)
		parts = fmt.Appendf(parts, "%t %#v %#v %#v %q", found, used.Value, used.Doubt, used.Depends, used.basis)
		return nil, false
	})
	sum := sha256.Sum256(parts)
	return string(sum[:])
}
