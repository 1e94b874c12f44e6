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

// compare holds a claim to a patient's. sameHouse says that both use the same medical record numbers.
func compare(c, patient claim, sameHouse bool) verdict {
	name := like(c.name, patient.name)
	same := func(a, b string) bool { return a != "" && a == b }
	differs := func(a, b string) bool { return a != "" && b != "" && a != b }
	if name == other || differs(c.born, patient.born) || differs(c.ssn, patient.ssn) || sameHouse && differs(c.mrn, patient.mrn) {
		return contradicts
	}
	own := 0 // numbers and days that are the patient's alone
	for _, p := range [][2]string{{c.born, patient.born}, {c.mrn, patient.mrn}, {c.ssn, patient.ssn}} {
		if same(p[0], p[1]) {
			own++
		}
	}
	family := same(c.account, patient.account) || same(c.member, patient.member)
	switch {
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

// checkChart holds the documents between two separators to each other.
func checkChart(docs []chart.Document, text map[int]*sheet) {
	whose := make([]claim, len(docs))
	pages := make([]map[int]*claim, len(docs))
	for i := range docs {
		docs[i].Alarms = nil
		if docs[i].Type != chart.Blank {
			whose[i], pages[i] = checkDocument(&docs[i], text)
		}
	}
	patient := mostly(docs, whose)
	twins := alikes(whose)
	for i := range docs {
		d := &docs[i]
		if d.Type == chart.Blank {
			continue
		}
		switch compare(withWords(whose[i], patient, d, text), patient, sameHouse(whose[i], patient)) {
		case contradicts:
			alarm(d, chart.AnotherPatient, d.Pages)
		case unmatched:
			alarm(d, chart.PatientUnmatched, d.Pages)
		}
		for n, c := range pages[i] {
			if twins && c.mrn == "" && c.ssn == "" { // name and birth do not tell these two apart
				alarm(d, chart.PatientUnmatched, []int{n})
			}
		}
		tell(d)
	}
}

// sameHouse reports whether two claims come from where one medical record number is one patient's: unless both name a
// facility and the names have nothing in common, it is taken for granted.
func sameHouse(a, b claim) bool {
	return a.facility == "" || b.facility == "" || a.facility == b.facility || distance(a.facility, b.facility) <= 3
}

// checkDocument holds the pages of a document to its patient and gives who that is, and what each page says.
func checkDocument(d *chart.Document, text map[int]*sheet) (claim, map[int]*claim) {
	byPage := map[int]*claim{}
	for _, n := range d.Pages {
		byPage[n] = &claim{}
	}
	for _, f := range d.Sightings {
		if c := byPage[f.Page]; c != nil {
			c.set(f)
		}
	}
	var patient claim
	for _, f := range d.Fields { // the document's own values count for its first page
		if f.Page == first(d) {
			byPage[f.Page].set(f)
		}
	}
	for _, n := range d.Pages { // the first page that says most
		if c := byPage[n]; c.count() > patient.count() {
			patient = *c
		}
	}
	for _, n := range d.Pages {
		c := byPage[n]
		if s := text[n]; s != nil {
			s.confirm(c, patient)
		}
		switch compare(*c, patient, true) {
		case contradicts:
			alarm(d, chart.AnotherPatient, []int{n})
		case unmatched:
			alarm(d, chart.PatientUnmatched, []int{n})
		default:
			patient.complete(*c)
		}
	}
	return patient, byPage
}

func first(d *chart.Document) int {
	if len(d.Pages) == 0 {
		return 0
	}
	return d.Pages[0]
}

// withWords completes what a document says of itself by what of the patient stands anywhere on its pages.
func withWords(c, patient claim, d *chart.Document, text map[int]*sheet) claim {
	for _, n := range d.Pages {
		if s := text[n]; s != nil {
			s.confirm(&c, patient)
		}
	}
	return c
}

// mostly gives the patient to whom most pages belong.
func mostly(docs []chart.Document, whose []claim) claim {
	var best claim
	most := -1
	for i := range whose {
		if whose[i].count() < 2 {
			continue
		}
		patient, pages := whose[i], 0
		for k := range whose {
			if compare(whose[k], whose[i], sameHouse(whose[k], whose[i])) == belongs {
				pages += len(docs[k].Pages)
				patient.complete(whose[k])
			}
		}
		if pages > most {
			best, most = patient, pages
		}
	}
	return best
}

// alikes reports whether the chart shows two patients of one name and birth: their record or social security numbers differ
// at one facility.
func alikes(whose []claim) bool {
	for i, a := range whose {
		for _, b := range whose[:i] {
			if a.born == "" || a.born != b.born || like(a.name, b.name) == other || like(a.name, b.name) == unsaid {
				continue
			}
			if a.mrn != "" && b.mrn != "" && a.mrn != b.mrn && sameHouse(a, b) || a.ssn != "" && b.ssn != "" && a.ssn != b.ssn {
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
