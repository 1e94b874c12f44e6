package identity

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// verdict is how a page or document stands to a patient.
type verdict int

const (
	unmatched verdict = iota // two identifiers could not be shown to be the same
	belongs
	contradicts // an identifier is another patient's
)

// compare holds a claim to a patient's. sameHouse says that both use the same medical record numbers. One character that
// differs in one identifier is a misreading where the full name and another identifier are the same.
func compare(c, patient claim, sameHouse bool) verdict {
	name := like(c.name, patient.name)
	own, slips := 0, 0 // numbers and days that are the patient's alone; those that differ in a character
	numbers := [][2]string{{c.born, patient.born}, {c.ssn, patient.ssn}}
	if sameHouse || c.mrn == patient.mrn {
		numbers = append(numbers, [2]string{c.mrn, patient.mrn})
	}
	differs := name == other
	for _, p := range numbers {
		switch {
		case p[0] == "" || p[1] == "":
		case p[0] == p[1]:
			own++
		case len(p[0]) == len(p[1]) && distance(p[0], p[1]) == 1:
			slips++
		default:
			differs = true
		}
	}
	same := func(a, b string) bool { return a != "" && a == b }
	family := same(c.account, patient.account) || same(c.member, patient.member)
	switch {
	case differs, slips > 0 && !(slips == 1 && name == proof && own > 0):
		return contradicts
	case name == proof && (own > 0 || family), name == shorter && own > 0, own > 1:
		return belongs
	}
	return unmatched
}

// Check holds every page of the documents of one file to the rule and sets their Alarms. pages may be all pages of the file.
func Check(docs []chart.Document, pages []chart.Page) {
	text := map[int]*sheet{}
	for i := range pages {
		text[pages[i].Number] = read(&pages[i])
	}
	for from := 0; from < len(docs); {
		to := from
		for to < len(docs) && docs[to].Type != chart.Separator {
			to++
		}
		checkChart(docs[from:to], text)
		for ; to < len(docs) && docs[to].Type == chart.Separator; to++ {
			docs[to].Alarms = nil
		}
		from = to
	}
}

// said is what a document and its pages say of whose they are.
type said struct {
	doc   *chart.Document
	whole claim
	pages map[int]*claim
}

// checkChart holds the documents between two separators to each other.
func checkChart(docs []chart.Document, text map[int]*sheet) {
	var all []said
	for i := range docs {
		docs[i].Alarms = nil
		if docs[i].Type != chart.Blank {
			all = append(all, listen(&docs[i]))
		}
	}
	strict := namesakes(all)
	patient, clear := mostly(all, strict)
	if strict {
		patient.mrn = ruling(all, patient, func(c *claim) string { return c.mrn })
		patient.ssn = ruling(all, patient, func(c *claim) string { return c.ssn })
	}
	for _, s := range all {
		s.holdPages(patient, strict, text)
		s.confirm(&s.whole, patient, text)
		switch v := compare(s.whole, patient, sameHouse(s.whole, patient)); {
		case v == contradicts, !clear && s.whole.count() > 0:
			alarm(s.doc, chart.AnotherPatient, s.doc.Pages)
		case v == unmatched:
			alarm(s.doc, chart.PatientUnmatched, s.doc.Pages)
		}
		tell(s.doc)
	}
}

// listen gathers what a document says; its patient is who the page is about that says most, the first of several.
func listen(d *chart.Document) said {
	s := said{doc: d, pages: map[int]*claim{}}
	for _, n := range d.Pages {
		s.pages[n] = &claim{}
	}
	for _, f := range d.Sightings {
		if c := s.pages[f.Page]; c != nil {
			c.set(f)
		}
	}
	for _, f := range d.Fields { // the document's own values count for its first page
		if len(d.Pages) > 0 && f.Page == d.Pages[0] {
			s.pages[f.Page].set(f)
		}
	}
	for _, n := range d.Pages {
		if c := s.pages[n]; c.count() > s.whole.count() {
			s.whole = *c
		}
	}
	for _, n := range d.Pages {
		if c := s.pages[n]; compare(*c, s.whole, true) == belongs {
			s.whole.complete(*c)
		}
	}
	return s
}

// confirm completes a claim by what of the patient stands anywhere on the document's pages.
func (s *said) confirm(c *claim, patient claim, text map[int]*sheet) {
	for _, n := range s.doc.Pages {
		if t := text[n]; t != nil {
			t.confirm(c, patient)
		}
	}
}

// holdPages holds every page to the document's patient, and to the chart's where that is the same one. strict wants a number of
// the patient's own on every page, because name and birth are another's as well.
func (s *said) holdPages(patient claim, strict bool, text map[int]*sheet) {
	own := s.whole
	ours := compare(own, patient, sameHouse(own, patient)) == belongs
	for _, n := range s.doc.Pages {
		c := *s.pages[n]
		if t := text[n]; t != nil {
			t.confirm(&c, own)
			if ours {
				t.confirm(&c, patient)
			}
		}
		v := compare(c, own, true)
		if ours && v != contradicts {
			if p := compare(c, patient, sameHouse(own, patient)); p == contradicts || v == unmatched {
				v = p
			}
		}
		switch {
		case v == contradicts:
			alarm(s.doc, chart.AnotherPatient, []int{n})
		case v == unmatched, c.mrn == "" && text[n] != nil && text[n].shows(own, patient), strict && ours && !numbered(c, patient):
			alarm(s.doc, chart.PatientUnmatched, []int{n})
		}
	}
}

// sameHouse reports whether two claims come from where one medical record number is one patient's: unless both name a
// facility and the names have nothing in common, it is taken for granted.
func sameHouse(a, b claim) bool {
	return a.facility == "" || b.facility == "" || a.facility == b.facility || distance(a.facility, b.facility) <= 3
}

// mostly gives the patient to whom most pages belong; clear is false where a third or more of those that can be told are
// another's, so that nobody knows whose chart it is. strict counts only what a number of the patient's own supports.
func mostly(all []said, strict bool) (best claim, clear bool) {
	most := -1
	clear = true
	for _, s := range all {
		if s.whole.count() < 2 {
			continue
		}
		patient, pages, against := s.whole, 0, 0
		for _, o := range all {
			switch v := compare(o.whole, s.whole, sameHouse(o.whole, s.whole)); {
			case v == belongs && (!strict || numbered(o.whole, s.whole)):
				pages += len(o.doc.Pages)
				patient.complete(o.whole)
			case v == contradicts:
				against += len(o.doc.Pages)
			}
		}
		if pages > most {
			best, most, clear = patient, pages, 2*against < pages
		}
	}
	return best, clear
}

// apart reports whether two numbers are two, and not one of which a character was misread.
func apart(a, b string) bool { return a != "" && b != "" && distance(a, b) > 1 }

// ruling gives the number that stands on most pages of the patient's name and birth, and none where another one stands on a third
// as many.
func ruling(all []said, patient claim, of func(*claim) string) string {
	count := map[string]int{}
	for _, s := range all {
		for _, c := range s.pages {
			if v := of(c); v != "" && like(c.name, patient.name) != other && (c.born == "" || c.born == patient.born) {
				count[v]++
			}
		}
	}
	best, second := "", 0
	for v, n := range count {
		if n > count[best] || best != "" && n == count[best] && v < best {
			best = v
		}
	}
	for v, n := range count {
		if v != best {
			second = max(second, n)
		}
	}
	if 3*second >= count[best] {
		return ""
	}
	return best
}

// numbered reports whether two claims share a number that is one patient's alone.
func numbered(a, b claim) bool { return a.mrn != "" && a.mrn == b.mrn || a.ssn != "" && a.ssn == b.ssn }

// namesakes reports whether the chart shows two patients of one name and birth: their record or social security numbers differ
// at one facility.
func namesakes(all []said) bool {
	for i := range all {
		for k := range all[:i] {
			a, b := all[i].whole, all[k].whole
			if n := like(a.name, b.name); a.born == "" || a.born != b.born || n == other || n == unsaid {
				continue
			}
			if apart(a.mrn, b.mrn) && sameHouse(a, b) || apart(a.ssn, b.ssn) {
				return true
			}
		}
	}
	return false
}

// alarm notes a reason and its pages, each once.
func alarm(d *chart.Document, why chart.Reason, pages []int) {
	for i := range d.Alarms {
		if d.Alarms[i].Reason != why {
			continue
		}
		for _, n := range pages {
			if !slices.Contains(d.Alarms[i].Pages, n) {
				d.Alarms[i].Pages = append(d.Alarms[i].Pages, n)
			}
		}
		slices.Sort(d.Alarms[i].Pages)
		return
	}
	d.Alarms = append(d.Alarms, chart.Alarm{Reason: why, Pages: slices.Clone(pages)})
}

// tell puts the alarm where the reviewer meets it: on the patient's name, which then needs a person whatever the profile.
func tell(d *chart.Document) {
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Name != chart.PatientName {
			continue
		}
		f.Reasons = slices.DeleteFunc(f.Reasons, func(r chart.Reason) bool { return r == chart.AnotherPatient || r == chart.PatientUnmatched })
		for _, a := range d.Alarms {
			f.Reasons, f.NeedsReview = append(f.Reasons, a.Reason), true
		}
		return
	}
	if len(d.Alarms) == 0 {
		return
	}
	f := chart.Field{Name: chart.PatientName, Reasons: []chart.Reason{chart.Missing}, NeedsReview: true, Readings: []chart.Reading{}}
	for _, a := range d.Alarms {
		f.Reasons = append(f.Reasons, a.Reason)
	}
	f.ID = "patient"
	d.Fields = append(d.Fields, f)
}
