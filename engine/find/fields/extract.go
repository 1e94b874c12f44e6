package fields

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/geom"
)

// Extractor takes fields out of documents. Now gives the day that two-digit years and births are measured against.
// Terms are the lists that the practice loaded; nil for none. Around is the model of surroundings; nil for the product's own.
type Extractor struct {
	Now    func() time.Time
	Terms  Terms
	Around *around.Model
}

// Extract fills Fields and Rows of the document from its pages, measured against today.
func Extract(doc *chart.Document, pages []chart.Page) { Extractor{Now: time.Now}.Extract(doc, pages) }

// Extract fills Fields and Rows of the document. pages may be all pages of the file; those of the document are used.
func (e Extractor) Extract(doc *chart.Document, pages []chart.Page) {
	doc.Fields, doc.Rows = []chart.Field{}, []chart.Row{}
	if doc.Type == chart.Blank || doc.Type == chart.Separator {
		return
	}
	r := e.open(doc, pages)
	r.readAll()
	r.lookAround()
	r.build()
	r.asPrinted()
	r.markHandwriting()
}

// open lays out the pages of the document.
func (e Extractor) open(doc *chart.Document, pages []chart.Page) *reader {
	r := &reader{doc: doc, clock: clock{e.Now()}, terms: e.Terms, calls: callsOf(doc.Type), found: map[chart.FieldName][]hit{}, none: map[chart.FieldName]bool{}, lowered: map[string]bool{}, model: e.Around}
	if r.model == nil {
		r.model = around.Builtin()
	}
	byNumber := make(map[int]*chart.Page, len(pages))
	for i := range pages {
		byNumber[pages[i].Number] = &pages[i]
	}
	for _, n := range doc.Pages {
		if p := byNumber[n]; p != nil {
			l := &leaf{page: p, sheet: layout.Read(*p)}
			if small(p) {
				l.page, l.sheet = cased(p, l.sheet, r.lowered)
			}
			l.mend()
			r.leaves = append(r.leaves, l)
		}
	}
	return r
}

// readAll gathers what every way of finding has to offer.
func (r *reader) readAll() {
	for i, l := range r.leaves {
		l.order = i
		for _, s := range finders {
			s.do(r, l)
			r.note(s.way)
		}
	}
}

// finders are the ways of finding, in order.
var finders = []struct {
	way chart.Way
	do  func(*reader, *leaf)
}{
	{chart.ByTable, (*reader).readTables}, {chart.ByTable, (*reader).readTotals}, {chart.ByClue, (*reader).readTyped}, {chart.ByClue, (*reader).readTypedInstitution}, {chart.ByLabel, (*reader).findHeadings}, {chart.ByLabel, (*reader).readLabels},
	{chart.ByList, (*reader).readLists}, {chart.ByProse, (*reader).readPrescription}, {chart.ByClue, (*reader).readLoose},
	{chart.ByProse, (*reader).readProse}, {chart.ByProse, (*reader).readLetter}, {chart.ByLetterhead, (*reader).readLetterhead}, {chart.ByClue, (*reader).readClues}, {chart.ByClue, (*reader).readStickers},
	{chart.ByClue, (*reader).blockNames}, {chart.ByProse, (*reader).codedDiagnoses}, {chart.ByProse, (*reader).readProcedures}, {chart.ByProse, (*reader).drugsInText}, {chart.ByProse, (*reader).readTerse},
	{chart.ByInk, (*reader).readSignature}, {chart.ByLetterhead, (*reader).addressBlocks}, {chart.ByClue, (*reader).patientBlock}, {chart.ByClue, (*reader).loneName},
}

// note marks what was found since the last note with the way that led to it.
func (r *reader) note(way chart.Way) {
	r.noteRows(way)
	for _, hits := range r.found {
		for i := range hits {
			if hits[i].way == chart.NoWay {
				hits[i].way = way
			}
		}
	}
}

// reader is the work on one document.
type reader struct {
	doc     *chart.Document
	clock   clock
	terms   Terms
	calls   calls
	leaves  []*leaf
	found   map[chart.FieldName][]hit
	typed   bool // a form was read by its places
	model   *around.Model
	second  second
	none    map[chart.FieldName]bool // what the document says that there is none of
	lowered map[string]bool          // words of pages without capitals as they were given one
}

// leaf is one page of the document.
type leaf struct {
	order  int
	page   *chart.Page
	sheet  *layout.Sheet
	tables []table
	under  bool // labels are printed under their values

	headings   []heading
	mended     map[int]bool    // words in which letters were put for digits
	clinicians [][]layout.Word // names with credentials that have a segment to themselves
}

// hit is one value found for a field.
type hit struct {
	take
	leaf  *leaf
	words []layout.Word
	box   geom.Box // where no word stands: ink, a bar code
	value string
	score float64 // how sure the way it was found makes it, 0 to 1
	multi bool    // one of several
	minor bool    // of somebody who has a part in the case but not the first one
	past  bool    // of the patient's history, or of the reason for a visit
	way   chart.Way
	seen  sightings
}

// view is the text of words, so that a grammar's bytes lead back to the words.
type view struct {
	text  string
	words []layout.Word
	at    []int // where each word starts
}

func see(words []layout.Word) view {
	v := view{words: words, text: layout.Join(words)}
	pos := 0
	for i, w := range words {
		if i > 0 && !(w.Part && words[i-1].Part && words[i-1].Index == w.Index) {
			pos++
		}
		v.at = append(v.at, pos)
		pos += len(w.Text)
	}
	return v
}

// cut gives the words that the bytes from and to touch.
func (v view) cut(from, to int) []layout.Word {
	first, last := v.within(from, to)
	if first < 0 {
		return nil
	}
	return v.words[first : last+1]
}

// within gives the first and the last word that has a part between two places of the text, -1 where there is none.
func (v view) within(from, to int) (first, last int) {
	first, last = -1, -1
	for i, a := range v.at {
		if a < to && a+len(v.words[i].Text) > from {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// add notes a value that a grammar took from v.
func (r *reader) add(l *leaf, n chart.FieldName, v view, t take, score float64) {
	if !r.calls.wants(n) || t.to <= t.from || t.to > len(v.text) {
		return
	}
	ws := v.cut(t.from, t.to)
	if len(ws) == 0 {
		return
	}
	r.found[n] = append(r.found[n], hit{take: t, leaf: l, words: ws, value: v.text[t.from:t.to], score: score * t.score})
}

// inTable reports whether the line belongs to the body of a table that was read.
func (l *leaf) inTable(line int) bool {
	for _, t := range l.tables {
		if line >= t.header && line <= t.last {
			return true
		}
	}
	return false
}
