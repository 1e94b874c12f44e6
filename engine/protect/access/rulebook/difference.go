package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// Change is what differs between two books, by ids of rules.
type Change struct {
	Was, Is                 string // versions
	Added, Removed, Changed []string
}

// Difference compares two books.
func Difference(was, is *Book) Change {
	c := Change{Was: was.Version(), Is: is.Version()}
	for id, r := range is.rules {
		old, ok := was.rules[id]
		switch {
		case !ok:
			c.Added = append(c.Added, id)
		case old.Text != r.Text:
			c.Changed = append(c.Changed, id)
		}
	}
	for id := range was.rules {
		if _, ok := is.rules[id]; !ok {
			c.Removed = append(c.Removed, id)
		}
	}
	for _, ids := range [][]string{c.Added, c.Removed, c.Changed} {
		slices.Sort(ids)
	}
	return c
}

// Words are the change in the trail: ids and hashes.
func (c Change) Words() string {
	out := fmt.Sprintf("was=%s is=%s", c.Was, c.Is)
	for i, ids := range [][]string{c.Added, c.Removed, c.Changed} {
		if len(ids) > 0 {
			out += fmt.Sprintf(" %s=%s", []string{"added", "removed", "changed"}[i], strings.Join(ids, ","))
		}
	}
	return out
}
