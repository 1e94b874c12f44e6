package review

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// Second is the second look: what counts as the same, and what a look makes of a field. The zero Second compares texts and knows
// nothing but what the readers read.
type Second struct {
	Check Check
	// Likely says how much the text of a value alone looks like what its field holds, 0 to 1.
	Likely func(name chart.FieldName, value string) float64
	// Like gives names that the lists know and that a value which they do not know is spelt nearly like.
	Like func(name chart.FieldName, value string) []string
	// DoseFits reports whether a drug is given in such a dose.
	DoseFits func(drug, dose string) bool
	// Elsewhere is what the other documents of the file say of the patient.
	Elsewhere map[chart.FieldName][]chart.Text
}

// Same reports whether two values of a field say the same: by their canonical form where both have one, else as texts in which
// neither case nor spaces nor dressing count. A point, a comma or a stroke between two digits always counts: 0.5 is not 05.
func (s Second) Same(name chart.FieldName, a, b chart.Text) bool {
	x, y := Tidy(a.Reveal()), Tidy(b.Reveal())
	if x == y {
		return true
	}
	if x == "" || y == "" {
		return false
	}
	if s.Check != nil {
		nx, okX := s.Check(name, x)
		ny, okY := s.Check(name, y)
		if okX && okY && nx != "" && ny != "" {
			return strings.EqualFold(nx, ny)
		}
	}
	return bare(x) == bare(y)
}

// bare is a text without what does not count.
func bare(s string) string {
	rs := []rune(strings.ToUpper(s))
	var b strings.Builder
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case i > 0 && i+1 < len(rs) && unicode.IsDigit(rs[i-1]) && unicode.IsDigit(rs[i+1]):
			b.WriteRune(r)
		case strings.ContainsRune("+%<>=", r), r == '-' && i+1 < len(rs) && unicode.IsDigit(rs[i+1]):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Backed reports whether a reader says the same as two people do, of this picture or of another one of the same patient. What the
// machine does not read at all is backed by nobody but where the people, too, say that it is not there.
func (s Second) Backed(f chart.Field, verdict chart.Verdict, value chart.Text) bool {
	if verdict == chart.NotOnPage {
		return f.Value == ""
	}
	return s.among(f.Name, value, readings(f)) || s.among(f.Name, value, s.Elsewhere[f.Name])
}

// Judge says what a second look makes of a field: settled only where it says what stands, the machine says so too and nothing that
// the machine knows speaks for a value nearly like it. Two people can make the same slip, and a reader can make it with them.
// Two people who both cannot read a field put nothing into the record, so there the machine is not asked.
func (s Second) Judge(d *chart.Dossier, f chart.Field, verdict chart.Verdict, value chart.Text) chart.LookOutcome {
	stands, stood := Stand(d, f)
	switch {
	case stands != verdict || verdict == chart.Confirmed && !s.Same(f.Name, stood, value):
		return chart.LookDiffer
	case verdict == chart.CantRead:
		return chart.LookAgrees
	case !s.Backed(f, verdict, stood), verdict == chart.Confirmed && s.doubts(d, f, stood):
		return chart.LookDiffer
	}
	return chart.LookAgrees
}

// doubts reports whether anything that the machine knows speaks against a value on which two people and a reader agree.
func (s Second) doubts(d *chart.Dossier, f chart.Field, value chart.Text) bool {
	return s.odd(d, f, value) || s.denied(f, value) || len(s.Rivals(f, value)) > 0
}

// Stand gives what stands for a field as a look says it: a value is confirmed, whoever it came from.
func Stand(d *chart.Dossier, f chart.Field) (chart.Verdict, chart.Text) {
	switch last := d.Final(f.ID); last.Verdict {
	case chart.NotOnPage, chart.CantRead:
		return last.Verdict, ""
	}
	v := Current(d, f)
	if Tidy(v.Reveal()) == "" {
		return chart.NotOnPage, ""
	}
	return chart.Confirmed, v
}

// Choice is one of the two values between which a third person chooses.
type Choice struct {
	Verdict chart.Verdict
	Value   chart.Text
}

// MostChoices is how many values a person is given to tell apart, besides what they typed themselves.
const MostChoices = 3

// Choices gives what a third person chooses between, each once, in an order that says nothing of who typed what: what stands,
// what the second look said and, where both say the same, what the machine reads and what it knows that is nearly alike.
func (s Second) Choices(d *chart.Dossier, f chart.Field) []Choice {
	verdict, value := Stand(d, f)
	out := []Choice{{verdict, value}}
	add := func(c Choice) {
		if c.Verdict == chart.Confirmed && Tidy(c.Value.Reveal()) == "" || len(out) == MostChoices {
			return
		}
		if !slices.ContainsFunc(out, func(have Choice) bool { return s.alike(f.Name, have, c) }) {
			out = append(out, c)
		}
	}
	if l, ok := d.Looks.Last(f.ID); ok {
		add(Choice{l.Verdict, l.Value})
	}
	if len(out) == 1 {
		for _, r := range s.Rivals(f, value) {
			add(Choice{chart.Confirmed, r})
		}
	}
	for _, r := range readings(f) {
		if len(out) == 1 {
			add(Choice{chart.Confirmed, r})
		}
	}
	slices.SortStableFunc(out, func(a, b Choice) int { return cmp.Compare(scatter(d, f, a), scatter(d, f, b)) })
	return out
}

func (s Second) alike(name chart.FieldName, a, b Choice) bool {
	return a.Verdict == b.Verdict && (a.Verdict != chart.Confirmed || s.Same(name, a.Value, b.Value))
}

// Third says whether what a third person typed unseen settles the field, and what it is then. It is one of the choices, and a reader
// says so too or nothing that the machine knows is nearly alike. Where two people agreed, and a reader with them, one who types
// something else overrules them only by choosing it, with both before their eyes.
func (s Second) Third(d *chart.Dossier, f chart.Field, verdict chart.Verdict, value chart.Text) (Choice, bool) {
	typed := Choice{verdict, value}
	all := s.Choices(d, f)
	at := s.Alike(f.Name, all, typed)
	if at < 0 {
		return typed, false
	}
	is := all[at]
	var first, second Choice
	first.Verdict, first.Value = Stand(d, f)
	if l, ok := d.Looks.Last(f.ID); ok {
		second = Choice{l.Verdict, l.Value}
	}
	agreed := s.alike(f.Name, first, second)
	switch {
	case agreed && !s.alike(f.Name, first, is):
		return is, is.Verdict == chart.Confirmed && s.Backed(f, is.Verdict, is.Value) && !s.Backed(f, first.Verdict, first.Value)
	case is.Verdict != chart.Confirmed, s.Backed(f, is.Verdict, is.Value):
		return is, true
	}
	return is, len(s.Rivals(f, is.Value)) == 0
}

// Alike gives the place of what somebody typed among choices, -1 where it is none of them.
func (s Second) Alike(name chart.FieldName, all []Choice, typed Choice) int {
	return slices.IndexFunc(all, func(c Choice) bool { return s.alike(name, c, typed) })
}

// scatter gives a number that orders choices without telling where they come from: the same for the same field at the same
// state of the document, another for every field.
func scatter(d *chart.Dossier, f chart.Field, c Choice) uint64 {
	h := fnv.New64a()
	for _, part := range []string{string(d.ID), string(f.ID), string(c.Verdict), c.Value.Reveal()} {
		_, _ = h.Write([]byte(part))
		_, _ = h.Write([]byte{0})
	}
	return mix(h.Sum64())
}

// mix is the finalizer of MurmurHash3.
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// LookOrder gives the fields that wait for a step in the order in which they are looked at: page by page, so that the page stands
// still, and within a page in another order than the first pass had.
func LookOrder(d *chart.Dossier, step chart.LookStep) []chart.FieldID {
	wait := d.ToLook(step)
	order := slices.DeleteFunc(Order(d), func(id chart.FieldID) bool { return !slices.Contains(wait, id) })
	key := func(id chart.FieldID) uint64 {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], uint64(len(d.Looks.First)))
		h := fnv.New64a()
		_, _ = h.Write([]byte(string(step) + string(d.ID) + string(id)))
		_, _ = h.Write(b[:])
		return mix(h.Sum64())
	}
	page := func(id chart.FieldID) int { f, _ := Field(d, id); return f.Page }
	shuffled := slices.Clone(order)
	slices.SortStableFunc(shuffled, func(a, b chart.FieldID) int {
		return cmp.Or(cmp.Compare(page(b), page(a)), cmp.Compare(key(a), key(b)))
	})
	if slices.Equal(order, shuffled) {
		slices.Reverse(shuffled)
	}
	return shuffled
}
