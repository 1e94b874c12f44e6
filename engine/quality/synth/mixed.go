package synth

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Subject is one patient of a mixed file.
type Subject struct {
	ID          string     `json:"id"` // A, B, C
	Name        chart.Text `json:"name"`
	DateOfBirth chart.Text `json:"date_of_birth"`
	MRN         chart.Text `json:"mrn"`
	Trap        Trap       `json:"trap,omitempty"` // why this patient may be taken for A
}

// Trap is what two patients of a mixed file have in common.
type Trap string

// The traps. Twins share surname, birthday, address and insurance; a senior shares the whole name but for the suffix, which
// is not always printed.
const (
	Twin     Trap = "twin"
	Senior   Trap = "senior"
	Birthday Trap = "same_birthday"
	Namesake Trap = "namesake"
)

// Filing says where one page of a mixed file belongs.
type Filing struct {
	Page     int    `json:"page"`
	Document int    `json:"document"` // counted from 1 in the truth's documents
	Patient  string `json:"patient"`  // Subject.ID; "" where a page is nobody's
}

// slot is one page of a mixed file before it has its number.
type slot struct {
	doc, leaf int
}

// binder puts documents of one or several patients into one file, as a scanner with a feeder does.
type binder struct {
	fam      family
	rng      *rand.Rand
	book     *fontBook
	subjects []Subject
	kases    []*kase
	docs     []*sheet
	whose    []string
	slots    []slot
}

// mixed makes a file of two to six documents.
func mixed(c Config, fam family) (Chart, error) {
	rng := c.rand("mixed")
	b := &binder{fam: fam, rng: rng, book: newFontBook()}
	b.people()
	b.fill()
	b.disorder()
	b.between()
	out := Chart{Config: c, book: b.book, Truth: Truth{Schema: SchemaTruth, Seed: c.Seed, Family: c.Family, Patients: b.subjects}}
	b.bind(&out)
	return out, nil
}

// people chooses one to three patients; those after the first often look like the first.
func (b *binder) people() {
	first := newKase(b.rng, b.fam.voice(b.rng))
	b.add(first, "")
	for range pick(b.rng, 0, 0, 1, 1, 1, 2) {
		k := newKase(b.rng, b.fam.voice(b.rng))
		trap := pick(b.rng, Twin, Senior, Birthday, Namesake, "", "")
		if trap == Senior && first.patient.female {
			trap = Birthday
		}
		k.resemble(b.rng, first, trap)
		b.add(k, trap)
	}
	for i, k := range b.kases { // a trap may have changed the first one's name
		b.subjects[i].Name, b.subjects[i].DateOfBirth = chart.Text(k.patient.fullName()), chart.Text(k.patient.dob.Format(time.DateOnly))
	}
}

func (b *binder) add(k *kase, trap Trap) {
	b.kases = append(b.kases, k)
	b.subjects = append(b.subjects, Subject{ID: string(rune('A' + len(b.subjects))), MRN: chart.Text(k.mrn), Trap: trap})
}

// resemble makes a patient like another, who may be changed too: a father becomes senior where the son is called junior.
func (k *kase) resemble(r *rand.Rand, a *kase, trap Trap) {
	home := func() {
		k.patient.place, k.patient.phone, k.payer, k.group, k.member = a.patient.place, a.patient.phone, a.payer, a.group, a.member
		k.clinic, k.pcp, k.hospital = a.clinic, a.pcp, a.hospital
		k.patient.last = a.patient.last
	}
	switch trap {
	case Twin:
		home()
		k.bornOn(a.patient.dob)
		k.mrn = next(a.mrn)
		for k.patient.first == a.patient.first {
			k.patient.first = pick(r, givenF...)
			k.patient.female = true
		}
	case Senior:
		home()
		k.patient.first, k.patient.middle, k.patient.female = a.patient.first, a.patient.middle, a.patient.female
		k.bornOn(a.patient.dob.AddDate(24+r.IntN(10), -r.IntN(11), r.IntN(27)))
		if k.age < 3 { // the first is the senior
			k.bornOn(a.patient.dob.AddDate(-24-r.IntN(10), r.IntN(11), r.IntN(27)))
		}
		if r.IntN(2) == 0 { // otherwise nothing but the birthday tells them apart
			older, younger := a, k
			if k.patient.dob.Before(a.patient.dob) {
				older, younger = k, a
			}
			older.patient.last += " Sr"
			younger.patient.last += " Jr"
		}
	case Birthday:
		k.bornOn(a.patient.dob)
	case Namesake:
		k.patient.first, k.patient.last, k.patient.female = a.patient.first, a.patient.last, a.patient.female
	}
}

// bornOn sets the birthday and the age that goes with it on the day of service.
func (k *kase) bornOn(t time.Time) {
	k.patient.dob = t
	k.age = yearsOn(t, k.dos)
}

// next is the number after a record number, as twins are registered.
func next(mrn string) string {
	b := []byte(mrn)
	i := len(b) - 1
	b[i] = '0' + (b[i]-'0'+1)%10
	return string(b)
}

// fill draws the documents, patient by patient.
func (b *binder) fill() {
	left := 2 + b.rng.IntN(5)
	if b.rng.IntN(4) == 0 {
		b.draw(0, chart.FaxCover)
		left--
	}
	for i := range b.kases {
		n := max(1, left/(len(b.kases)-i))
		for range n {
			if b.rng.IntN(2) == 0 {
				b.long(i)
				continue
			}
			b.draw(i, pick(b.rng, Types[:len(Types)-1]...))
		}
		left -= n
	}
	if len(b.docs) < 2 {
		b.draw(0, chart.ConsentForm)
	}
}

// long draws a document of a kind that often has several pages, and tries a few times for one that has.
func (b *binder) long(patient int) {
	for try := range 6 {
		s := b.lay(patient, pick(b.rng, chart.LabReport, chart.DischargeSummary, chart.ProgressNote, chart.DischargeSummary, chart.EOB))
		if len(s.leaves) > 1 || try == 5 {
			b.put(s, b.subjects[patient].ID)
			return
		}
	}
}

// draw puts one document of the type into the file.
func (b *binder) draw(patient int, t chart.Type) { b.put(b.lay(patient, t), b.subjects[patient].ID) }

// lay lays out one document. Now and then another house wrote it, in another way of writing names and dates.
func (b *binder) lay(patient int, t chart.Type) *sheet {
	k := *b.kases[patient]
	if b.rng.IntN(2) == 0 || b.has(patient, t) {
		k.earlier(b.rng)
	}
	if b.rng.IntN(3) == 0 {
		mrn := k.v.mrn
		k.v, k.said = b.fam.voice(b.rng), map[chart.FieldName]string{}
		k.v.mrn = mrn
	}
	s := newSheet(&k, t, b.rng, b.book)
	b.fam.layouts[t](s)
	s.finish()
	if len(s.leaves) > 1 && !numbered(s) && b.rng.IntN(2) == 0 {
		s.number()
	}
	return s
}

// has reports whether the patient has a document of the type in the file already.
func (b *binder) has(patient int, t chart.Type) bool {
	for i, s := range b.docs {
		if s.typ == t && b.whose[i] == b.subjects[patient].ID {
			return true
		}
	}
	return false
}

// earlier moves a copy of a chart to another encounter, with numbers of its own.
func (k *kase) earlier(r *rand.Rand) {
	n := 9 + r.IntN(120)
	for _, t := range []*time.Time{&k.dos, &k.admit, &k.discharge, &k.collected, &k.reported} {
		*t = t.AddDate(0, 0, -n)
	}
	k.bornOn(k.patient.dob)
	k.accession, k.claim, k.encounter = k.accession[:max(0, len(k.accession)-4)]+digits(r, 4), digits(r, 10), digits(r, 9)
	k.account = k.account[:1] + digits(r, len(k.account)-1)
}

// put appends a document with its pages in order.
func (b *binder) put(s *sheet, whose string) {
	b.docs, b.whose = append(b.docs, s), append(b.whose, whose)
	for i := range s.leaves {
		b.slots = append(b.slots, slot{len(b.docs) - 1, i})
	}
}

// number prints the page's place into the lower margin.
func (s *sheet) number() {
	st := style{font: s.body.font, size: 8}
	say := pick(s.rng, "Page %d of %d", "PAGE %d OF %d", "Page %d/%d", "%d of %d")
	for i := range s.leaves {
		s.cur = i
		s.textRight(s.w-40, s.h-14, st, fmt.Sprintf(say, i+1, len(s.leaves)))
	}
}

var placeOf = regexp.MustCompile(`(?i)(page|pg\.?)\s*\d+\s*(of|/)\s*\d+|\b\d+ of \d+\b`)

// numbered reports whether every page says which of how many it is.
func numbered(s *sheet) bool {
	for _, l := range s.leaves {
		text := ""
		for _, w := range l.words {
			text += w.text + " "
		}
		if !placeOf.MatchString(text) {
			return false
		}
	}
	return true
}

// disorder mixes pages up: neighbours change places where their numbers tell, and a stray page of another patient lands
// inside a longer document.
func (b *binder) disorder() {
	for i := 0; i+1 < len(b.slots); i++ {
		x, y := b.slots[i], b.slots[i+1]
		if x.doc == y.doc && numbered(b.docs[x.doc]) && b.rng.IntN(5) == 0 {
			b.slots[i], b.slots[i+1] = y, x
			i++
		}
	}
	if b.rng.IntN(4) > 0 {
		return
	}
	for at := 1; at < len(b.slots); at++ {
		host := b.slots[at]
		if host.doc != b.slots[at-1].doc || !numbered(b.docs[host.doc]) {
			continue
		}
		for from, s := range b.slots {
			if len(b.docs[s.doc].leaves) == 1 && b.whose[s.doc] != b.whose[host.doc] {
				b.slots = slices.Delete(b.slots, from, from+1)
				if from < at {
					at--
				}
				b.slots = slices.Insert(b.slots, at, s)
				return
			}
		}
	}
}

// between lays separators before documents and blank backs behind pages.
func (b *binder) between() {
	sheets, backs, way := b.rng.IntN(4), b.rng.IntN(3), pick(b.rng, patchSheet, dividerSheet)
	if sheets == 2 {
		way = coverSheet
	}
	var out []slot
	last := -1
	lay := func(s *sheet, whose string) {
		b.docs, b.whose = append(b.docs, s), append(b.whose, whose)
		out = append(out, slot{len(b.docs) - 1, 0})
	}
	for _, s := range b.slots {
		if s.doc != last && (sheets == 1 || sheets == 2 && (last < 0 || b.whose[last] != b.whose[s.doc])) {
			lay(b.separator(way, b.whose[s.doc]))
		}
		last = s.doc
		out = append(out, s)
		if backs == 1 && b.rng.IntN(3) == 0 {
			lay(b.blank(), "")
		}
	}
	b.slots = out
}

// bind numbers the pages and gives the chart its leaves and its truth.
func (b *binder) bind(out *Chart) {
	at := map[slot]int{}
	for i, s := range b.slots {
		at[s] = i + 1
		out.leaves = append(out.leaves, b.docs[s.doc].leaves[s.leaf])
	}
	out.Truth.Pages = make([]chart.Page, len(b.slots))
	out.Truth.Filing = make([]Filing, len(b.slots))
	order := make([]int, len(b.docs)) // documents by their first page in the file
	for i := range order {
		order[i] = i
	}
	first := func(doc int) int {
		return slices.IndexFunc(b.slots, func(s slot) bool { return s.doc == doc })
	}
	slices.SortFunc(order, func(x, y int) int { return first(x) - first(y) })
	for n, i := range order {
		doc, spans, pages := b.docs[i].compile(1)
		page := func(n int) int { return at[slot{i, n - 1}] }
		for j, p := range pages {
			p.Number = page(j + 1)
			out.Truth.Pages[p.Number-1] = p
			out.Truth.Filing[p.Number-1] = Filing{Page: p.Number, Document: n + 1, Patient: b.whose[i]}
		}
		for j := range doc.Pages {
			doc.Pages[j] = page(doc.Pages[j])
		}
		for j := range doc.Fields {
			doc.Fields[j].Page = page(doc.Fields[j].Page)
		}
		for j := range doc.Rows {
			doc.Rows[j].Page = page(doc.Rows[j].Page)
		}
		for _, sp := range spans {
			sp.Page = page(sp.Page)
			out.Truth.PHI = append(out.Truth.PHI, sp)
		}
		out.Truth.Documents = append(out.Truth.Documents, doc)
	}
}
