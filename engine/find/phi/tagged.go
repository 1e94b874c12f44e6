package phi

import (
	"regexp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi/tagger"
	"chartproof.org/chartproof/engine/geom"
)

// The odds from which a word is a part of an identifier, and those under which what a layer took for one is left alone. They were
// chosen on pages of hands that the model had not seen, so that the last words taken in are identifiers one time in three or four.
const (
	surely   = 0.97
	probably = 0.85
	capital  = 0.2  // of a word that the lists call ordinary or clinical, with a capital or in capitals, and that heads nothing
	even     = 0.5  // of the others that they call so, and of numbers in running text
	rather   = 0.3  // of other words in running text, of which charts have less to learn from
	unlisted = 0.07 // of other words
	perhaps  = 0.07 // of numbers
	hardly   = 0.01
	never    = 0.0005 // in running text, of which charts have less to learn from
	asked    = 0.04   // of what a label asks for
	cued     = 0.1    // of names beside a title, a role or a verb
	housed   = 0.02   // of what stands beside a word that houses are named by, payers as well as those that treat, and of places a label asks for
	denied   = 0.02   // of numbers that no layer knows
	dialled  = 0.02   // of what has the form of a telephone number
)

// tag marks what the tagger takes for identifiers and no layer before has found, and lets go what it is sure to be none.
func (s *scan) tag() {
	u := s.layOut()
	said := s.firstLook(u)
	s.letGo(u, said)
	for i := 0; i < len(u.all); {
		j := i + 1
		if u.tagged(i, said[i]) {
			for j < len(u.all) && u.all[j].cell == u.all[i].cell && u.tagged(j, said[j]) && said[j].Kind == said[i].Kind {
				j++
			}
			s.addTagged(u, said, i, j)
		}
		i = j
	}
}

// firstLook asks the tagger about the units of a text.
func (s *scan) firstLook(u *units) []tagger.Verdict {
	said := make([]tagger.Verdict, len(u.all))
	var rows []int32
	var room []uint32
	for i := range u.all {
		if !u.all[i].plain || u.all[i].hit != 0 {
			room = u.describe(i, room)
			said[i] = s.d.tagger.Judge(room, &rows)
		}
	}
	return said
}

// tagged reports whether unit i, which no layer before has found, is taken for a part of an identifier.
func (u *units) tagged(i int, v tagger.Verdict) bool {
	w := &u.all[i]
	if w.hit != 0 {
		return false
	}
	t := &u.s.toks[w.from]
	if v.Kind == chart.Date && v.P < surely && u.noDay(w) {
		return false
	}
	running := u.runs(w)
	switch {
	case t.kind == wordToken && (t.class == safeWord || t.entry.Eponym || t.entry.Clinical):
		return v.P >= u.ordinaryFrom(w, t)
	case t.kind == wordToken && t.shape == lowerShape && !u.s.free && t.entry.Word > 0:
		return v.P >= surely
	case running && t.kind == wordToken:
		return v.P >= rather
	case running:
		return v.P >= even
	case t.kind == wordToken:
		return v.P >= unlisted
	}
	return v.P >= perhaps
}

// noDay reports an hour, "14:02", and what is seen at twenty feet, "20/25": they stand where dates do and are none.
func (u *units) noDay(w *unit) bool {
	return noDays.MatchString(u.s.span(w.from, w.to))
}

var noDays = regexp.MustCompile(`^(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$|^20/\d{2,3}$`)

// ordinaryFrom gives the odds from which a word that the lists call ordinary or clinical is taken for a part of an identifier.
func (u *units) ordinaryFrom(w *unit, t *token) float64 {
	switch {
	case u.size <= little:
		return surely
	case (t.shape == capShape || t.shape == upperShape) && !w.colon && !closedClass[t.low]:
		return capital
	}
	return even
}

// sentence is the number of words from which on a cell is running text, which the tagger has seen little of.
const sentence = 9

// little is the size of a text in which there is hardly anything to go by: under sixteen words.
const little = 4

// runs reports whether a unit stands in running text, or in a text too short to tell.
func (u *units) runs(w *unit) bool {
	c := &u.cells[w.cell]
	return c.last-c.first >= sentence || u.size <= little
}

// addTagged records the units i..j-1, as sure as the surest of them.
func (s *scan) addTagged(u *units, said []tagger.Verdict, i, j int) {
	p := 0.0
	for k := i; k < j; k++ {
		p = max(p, said[k].P)
	}
	tier := chart.Check
	switch {
	case p >= surely:
		tier = chart.Certain
	case p >= probably:
		tier = chart.Likely
	}
	s.addTokens(u.all[i].from, u.all[j-1].to, said[i].Kind, tier, layerTagged)
}

// letGo takes back the hits in which the tagger finds no word that identifies; patterns and initials where a form asks for them are beyond doubt,
// and ages and social security numbers too seldom for it to know them.
func (s *scan) letGo(u *units, said []tagger.Verdict) {
	under := make(map[int]int, len(u.all)) // the unit of each token that is under a hit, counted from 1
	for i, w := range u.all {
		for k := w.from; w.hit != 0 && k < w.to; k++ {
			under[k] = i + 1
		}
	}
	kept := s.hits[:0]
	for _, h := range s.hits {
		best, running := 0.0, false
		for k := s.tokenAt(h.start); k < len(s.toks) && s.toks[k].start < h.end; k++ {
			if i := under[k] - 1; i >= 0 {
				best, running = max(best, said[i].P), running || u.runs(&u.all[i])
			}
		}
		if best >= floorOf(h, running) && (best >= cued || running || !s.payerLike(h)) {
			kept = append(kept, h)
		}
	}
	s.hits = kept
}

// payerLike reports a house by its last word only that payers end in as well: "Granite Peak Health".
func (s *scan) payerLike(h hit) bool {
	last := s.tokenAt(h.end) - 1
	return h.layer == layerCue && h.facility && !h.firm && s.is(last, "health", "dental", "care", "services", "partners", "solutions")
}

// floorOf gives the odds under which a hit is taken back; 0 is never.
func floorOf(h hit, running bool) float64 {
	switch {
	case h.firm, h.kind == chart.AgeOver89, h.kind == chart.SocialNumber:
		return 0
	case h.layer == layerPattern:
		if h.kind == chart.PhoneNumber {
			return dialled
		}
		return 0
	case running && (h.layer == layerName || h.layer == layerCue):
		return never
	case running:
		return 0
	case h.layer == layerDeny:
		return denied
	case h.kind == chart.Geographic && h.layer != layerPlace:
		return housed
	case h.layer == layerCue:
		return cued
	case h.layer == layerLabel:
		return asked
	}
	return hardly
}

// Unit is a word as the tagger sees it, for who fits it.
type Unit struct {
	Page     int
	At       geom.Point // the middle of the word
	Features []uint32
	// Found is what a rule takes it for, "" for nothing, and Pattern whether it is one of those that are beyond doubt.
	Found   chart.Kind
	Pattern bool
}

// Units gives the words of pages that the tagger is asked about, in reading order.
func (d *Detector) Units(pages []chart.Page) []Unit {
	var out []Unit
	for _, p := range pages {
		sh := d.newSheet(p)
		sh.scan.rules()
		u := sh.scan.layOut()
		for i := range u.all {
			w := &u.all[i]
			at, ok := sh.middle(sh.scan.toks[w.from].start, sh.scan.toks[w.to-1].end)
			if ok && (!w.plain || w.hit != 0) {
				found := sh.scan.foundAt(w)
				out = append(out, Unit{Page: p.Number, At: at, Features: u.describe(i, nil), Found: found.kind, Pattern: found.layer == layerPattern})
			}
		}
	}
	return out
}

// foundAt gives the first hit on a unit.
func (s *scan) foundAt(w *unit) hit {
	for _, h := range s.hits {
		if w.hit != 0 && h.start < s.toks[w.to-1].end && h.end > s.toks[w.from].start {
			return h
		}
	}
	return hit{}
}

// middle gives the place of the middle of some code points on the page as it came in.
func (sh *sheet) middle(start, end int) (geom.Point, bool) {
	mid := (start + end - 1) / 2
	i := sh.placeOf(mid)
	if i >= len(sh.at) || sh.at[i].start > mid {
		return geom.Point{}, false
	}
	p := sh.at[i]
	b := sh.lines[p.line].Words[p.word].Box
	share := (float64(start+end)/2 - float64(p.start)) / float64(p.end-p.start)
	return geom.Point{X: b.X0 + share*(b.X1-b.X0), Y: (b.Y0 + b.Y1) / 2}, true
}
