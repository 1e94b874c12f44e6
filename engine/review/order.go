package review

import (
	"sort"

	"chartproof.org/chartproof/engine/chart"
)

// Order gives all fields in the order in which a person meets them: by page, then from the top and from the left, and last
// those that are on no page because they are missing. Of two fields at one place the one with the higher risk comes first.
func Order(d *chart.Dossier) []chart.FieldID {
	fs := make([]chart.Field, len(d.Document.Fields))
	copy(fs, d.Document.Fields)
	sort.SliceStable(fs, func(i, j int) bool { return before(fs[i], fs[j]) })
	ids := make([]chart.FieldID, len(fs))
	for i, f := range fs {
		ids[i] = f.ID
	}
	return ids
}

// sameLine is how far apart, as a share of the page's height, the middles of two fields of one printed line may lie.
const sameLine = 0.006

func before(a, b chart.Field) bool {
	if missA, missB := a.Box.Empty(), b.Box.Empty(); missA != missB {
		return missB
	}
	if a.Page != b.Page {
		return a.Page < b.Page
	}
	ca, cb := a.Box.Center(), b.Box.Center()
	// Lines are told apart on a grid, because "about the same height" is no order by itself.
	if la, lb := int(ca.Y/sameLine/2), int(cb.Y/sameLine/2); la != lb {
		return la < lb
	}
	if a.Box.X0 != b.Box.X0 {
		return a.Box.X0 < b.Box.X0
	}
	return a.Name.HighRisk() && !b.Name.HighRisk()
}

// Open gives the fields that still need a person, in order.
func Open(d *chart.Dossier) []chart.FieldID {
	var ids []chart.FieldID
	for _, id := range Order(d) {
		if f, ok := Field(d, id); ok && d.NeedsPerson(f) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Flagged gives the fields that need or needed a person, in order: what "4 of 19" counts from.
func Flagged(d *chart.Dossier) []chart.FieldID {
	var ids []chart.FieldID
	for _, id := range Order(d) {
		if f, ok := Field(d, id); ok && f.NeedsReview {
			ids = append(ids, id)
		}
	}
	return ids
}

// Field finds a field of the document.
func Field(d *chart.Dossier, id chart.FieldID) (chart.Field, bool) {
	for _, f := range d.Document.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return chart.Field{}, false
}

// NextOpen gives the next field that needs a person after a field, or the one before it where step is negative; it goes
// round at the ends and passes over fields that the person may not decide (nil: may decide all). ok is false where none is
// open but the field itself.
func NextOpen(d *chart.Dossier, from chart.FieldID, step int, may func(chart.Field) bool) (id chart.FieldID, ok bool) {
	order := Order(d)
	at := indexOf(order, from)
	if at < 0 && step < 0 {
		at = 0
	}
	for n := 1; n <= len(order); n++ {
		i := at + n
		if step < 0 {
			i = at - n
		}
		i = ((i % len(order)) + len(order)) % len(order)
		if f, found := Field(d, order[i]); found && order[i] != from && d.NeedsPerson(f) && (may == nil || may(f)) {
			return order[i], true
		}
	}
	return "", false
}

// Neighbour gives the field after a field in the order of all fields, or before it; ok is false at the ends.
func Neighbour(d *chart.Dossier, from chart.FieldID, step int) (id chart.FieldID, ok bool) {
	order := Order(d)
	at := indexOf(order, from)
	if at < 0 {
		if len(order) == 0 {
			return "", false
		}
		return order[0], true
	}
	if step < 0 {
		at--
	} else {
		at++
	}
	if at < 0 || at >= len(order) {
		return "", false
	}
	return order[at], true
}

func indexOf(ids []chart.FieldID, id chart.FieldID) int {
	for i, have := range ids {
		if have == id {
			return i
		}
	}
	return -1
}

// Current is the value of a field that stands now: the last decision's, or what was read.
func Current(d *chart.Dossier, f chart.Field) chart.Text {
	if last := d.Final(f.ID); last.Verdict != chart.Undecided {
		return last.Value
	}
	return f.Value
}

// FirstPage is the page on which the work in a document begins: that of the first field that needs a person, or its first.
func FirstPage(d *chart.Dossier) int {
	for _, id := range Open(d) {
		if f, _ := Field(d, id); f.Page > 0 {
			return f.Page
		}
	}
	if len(d.Document.Pages) > 0 {
		return d.Document.Pages[0]
	}
	return 1
}
