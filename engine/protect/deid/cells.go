package deid

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// SmallCell is the size from which a group of people is no small one: the federal convention suppresses one to ten.
const SmallCell = 11

// Small is a group of fewer than SmallCell people who look alike in a release.
type Small struct {
	What   string `json:"what"` // what the group has in common
	People int    `json:"people"`
}

// cells counts the people of a release by what a stranger may know of them.
type cells struct{ groups map[string]map[string]bool }

func (c *cells) add(l csvCase) {
	if c.groups == nil {
		c.groups = map[string]map[string]bool{}
	}
	put := func(key string) {
		if c.groups[key] == nil {
			c.groups[key] = map[string]bool{}
		}
		c.groups[key][l.subject] = true
	}
	parts := []string{"sex ?", "born ?", "place ?"}
	for _, v := range l.person {
		switch s := v.Text.Reveal(); v.Name {
		case chart.Sex:
			parts[0] = "sex " + s
		case chart.DateOfBirth:
			parts[1] = "born " + s[:min(4, len(s))]
		case AgeGroup:
			parts[1] = "aged " + s
		case State, PostalCode:
			parts[2] = strings.Replace(parts[2], "?", "", 1) + " " + s
		}
	}
	put(strings.Join(strings.Fields(strings.Join(parts, ", ")), " "))
	for _, code := range l.codes {
		put("diagnosis " + code)
	}
}

// small lists the small groups, the smallest first.
func (c *cells) small() []Small {
	var out []Small
	for key, people := range c.groups {
		if len(people) < SmallCell {
			out = append(out, Small{key, len(people)})
		}
	}
	slices.SortFunc(out, func(a, b Small) int {
		if a.People != b.People {
			return a.People - b.People
		}
		return strings.Compare(a.What, b.What)
	})
	return out
}
