package phi

import "chartproof.org/chartproof/engine/chart"

var titles = set("dr mr mrs ms miss mx prof professor rev reverend fr sgt capt lt col maj judge rabbi pastor sra sr señor senora doctor nurse dra officer detective deputy sheriff hon honorable")

// titleAt tells how many tokens a title at token i takes, its dot included.
func (s *scan) titleAt(i int) int {
	t := s.tok(i)
	if t.kind != wordToken || !titles[t.low] {
		return 0
	}
	dot := s.is(i+1, ".") && s.tok(i+1).gap == gapNone
	if !s.titleWritten(i, dot) {
		return 0
	}
	if dot {
		return 2
	}
	return 1
}

// shortTitles are written with a point, or stand as they are; the others never have one.
var shortTitles = set("dr mr mrs ms mx dra prof rev sgt capt lt col maj hon fr sra sr")

// titleWritten reports whether the title at token i is written as titles are, and not as the unit, heading or short form
// that some of them are, too.
func (s *scan) titleWritten(i int, dot bool) bool {
	t := s.tok(i)
	switch {
	case t.shape == lowerShape && t.low == "ms" && i > 0 && (s.toks[i-1].kind == digitToken || s.is(i-1, ".")):
		return false
	case t.shape == upperShape && !dot && s.is(i, "rev", "col", "maj", "lt", "sr", "hon", "fr", "prof", "ms"):
		return false
	case !shortTitles[t.low]:
		return !dot
	case t.shape == lowerShape && !s.free && !dot:
		return s.is(i, "dr", "mr", "mrs", "ms")
	}
	return true
}

// kin and roles that a name follows: "daughter Maria", "nurse Kelly".
var kin = set(`daughter son wife husband mother father mom dad brother sister spouse partner aunt uncle cousin niece nephew grandmother
	grandfather grandma grandpa grandson granddaughter friend neighbor neighbour caregiver guardian boyfriend girlfriend fiance fiancee
	roommate stepmother stepfather stepson stepdaughter twin twins sibling daughters sons children child kids grandson godmother landlord
	coworker boss supervisor teacher coach sitter babysitter nanny aide sponsor interpreter pharmacist therapist counselor psychologist
	surgeon cardiologist physician attending resident intern hospitalist oncologist neurologist pulmonologist nephrologist urologist
	dermatologist rheumatologist endocrinologist psychiatrist pediatrician podiatrist dentist optometrist orthopedist gastroenterologist
	parents siblings folks grandparents grandchildren granddaughters grandsons nieces nephews cousins friends neighbors inlaws husb dtr gf bf
	pcp provider nurse rn lpn np pa midwife doula paramedic emt technician technologist tech worker manager coordinator navigator chaplain
	patient pt client resident infant baby boy girl hematologist radiologist pathologist anesthesiologist intensivist obstetrician
	gynecologist allergist ophthalmologist geriatrician internist consultant fellow scribe witness proxy mum mommy daddy nana papa abuela`)

// verbCues stand right before a name: "spoke with", "signed by".
var byVerbs = set(`by w with per via signed dictated transcribed seen examined evaluated referred reviewed discussed spoke called named
	contacted notified performed administered interpreted accompanied escorted brought followed managed treated paged consulted
	informed assisted cosigned verified witnessed authored scribed prepared entered ordered requested reported cc attn thank thanks
	dear sincerely regards hello hi re to from precepted supervised attested married name`)

// findCues marks names that a title, a role, a verb or a credential announces.
func (s *scan) findCues() {
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].taken {
			continue
		}
		if n := s.titleAt(i); n > 0 {
			i = max(i, s.titled(i, i+n)-1)
			continue
		}
		t := &s.toks[i]
		if t.kind != wordToken {
			continue
		}
		switch {
		case kin[t.low]:
			s.kinName(i)
		case byVerbs[t.low]:
			s.verbName(i)
		case s.is(i, "known") && s.is(i+1, "as"), s.is(i, "goes") && s.is(i+1, "by"), s.is(i, "name") && s.is(i+1, "is"), s.is(i, "names") && s.is(i+1, "are"):
			s.cueName(i + 2)
		case credentials[t.low] && t.shape != lowerShape && i > 0:
			s.credentialed(i)
		}
	}
}

// kinName marks a name behind a relative or role: "daughter Maria", "wife, Rose", "sons Tom and Ray".
func (s *scan) kinName(i int) {
	j := i + 1
	if s.is(j, "'") {
		return
	}
	for n := 0; n < 3 && s.near(j) && s.is(j, ",", ":", "(", "is", "named", "name", "called", "-", "was", "\"", "s"); n++ {
		j++
	}
	for s.near(j) && s.titleAt(j) > 0 {
		return // the title layer takes it
	}
	if !s.near(j) {
		return
	}
	end := s.cueName(j)
	if end == j && s.calledByWord(i, j) {
		end = j + 1
		s.addTokens(j, end, chart.Name, chart.Check, layerCue)
	}
	for end > j && s.near(end) && s.is(end, "and", "&", ",", "or") && s.near(end+1) {
		next := end + 1
		if s.is(next, "and", "&") {
			next++
		}
		e := s.cueName(next)
		if e <= next {
			return
		}
		end = e
	}
}

// relatives are those whom families call by a word: "Uncle Peanut", "grandson Bud".
var relatives = set(`daughter son wife husband mother father mom dad brother sister aunt uncle cousin niece nephew grandmother grandfather grandma grandpa
	grandson granddaughter boyfriend girlfriend fiance fiancee stepmother stepfather stepson stepdaughter daughters sons friend nana papa auntie`)

// calledByWord reports whether the relative at token i is called by the ordinary word at token j: it has its capital inside a sentence.
func (s *scan) calledByWord(i, j int) bool {
	t := &s.toks[j]
	if !relatives[s.toks[i].low] || j != i+1 || t.kind != wordToken || t.shape != capShape || t.taken || len(t.low) < 3 || neverCalled(t) {
		return false
	}
	l, _ := s.labelAt(j)
	return l == nil && !s.lines[t.line].title && !s.is(j+1, ":", "'")
}

// neverCalled reports a word that nobody is called by.
func neverCalled(t *token) bool {
	return t.entry.Clinical || notNames[t.low] || closedClass[t.low] || functionWords[t.low] || genericOrg[t.low] || kin[t.low] || properWords[t.low] || months[t.low] > 0 || weekdays[t.low]
}

// verbName marks a name behind "seen by", "spoke with", "cc:".
func (s *scan) verbName(i int) {
	j := i + 1
	if s.is(i, "w", "c", "d") && (!s.is(j, "/") || s.is(i, "c", "d")) {
		return
	}
	for n := 0; n < 2 && j < len(s.toks) && s.is(j, ":", ",", "/", "the", "her", "his"); n++ {
		j++
	}
	if s.announcesName(i, j) {
		s.cueName(j)
	}
}

// announcesName reports whether the verb or preposition at token i may announce a name at token j.
func (s *scan) announcesName(i, j int) bool {
	t := s.tok(j)
	if !s.near(j) && !(t.gap == gapLine && s.is(i, "sincerely", "regards", "dear", "thanks", "cc", "re", "to", "from", "attn")) {
		return false
	}
	switch t.class {
	case safeWord:
		return len(t.text) <= 1
	case bothWord:
		if (s.free || t.shape == lowerShape) && !s.is(i-1, "seen", "signed", "reviewed", "dictated", "spoke") {
			return false
		}
		return !s.is(i, "with", "to", "from", "per", "via") || !t.entry.Eponym && !t.entry.Clinical && t.shape != upperShape
	}
	return true
}

// cueName marks the name that may start at token j and gives its end; j where there is none.
func (s *scan) cueName(j int) int {
	t := s.tok(j)
	if t.kind != wordToken || t.taken || notNames[t.low] || credentials[t.low] && t.class == safeWord {
		return j
	}
	initial := s.initialAhead(j)
	if !initial && (t.class == safeWord || s.doubtfulCue(j)) {
		return j
	}
	e := j + 1
	if initial && s.is(e, ".") {
		e++
		if s.near(e) && s.nameLike(e) && s.toks[e].shape != lowerShape && !s.toks[e].taken {
			e++
		}
	}
	s.addTokens(j, e, chart.Name, chart.Likely, layerCue)
	return e
}

// initialAhead reports whether token j is an initial that begins a name: "J. Ramos", "J Ramos".
func (s *scan) initialAhead(j int) bool {
	next := s.tok(j + 1)
	return s.tok(j).initial() && (s.is(j+1, ".") && next.gap == gapNone || next.shape == capShape && s.near(j+1) && next.class != safeWord)
}

// doubtfulCue reports whether the word at token j is likelier prose or a short form than the name that a cue announces.
func (s *scan) doubtfulCue(j int) bool {
	t := &s.toks[j]
	if t.shape == lowerShape && t.class != nameWord && !s.lowerCueName(j) {
		return true
	}
	switch t.class {
	case bothWord:
		if t.shape != lowerShape && t.shape != capShape && !s.lines[t.line].upper {
			return true
		}
		return s.tok(j+1).shape == lowerShape && (t.entry.Eponym && t.entry.Given != 1 || s.is(j+1, "'"))
	case unknownWord:
		return t.shape == oddShape || t.shape == upperShape && len(t.text) < 5
	}
	return false
}

// lowerCueName reports whether the word at token j may be a name in a text that is lower case throughout.
func (s *scan) lowerCueName(j int) bool {
	t := &s.toks[j]
	if !s.free {
		return false
	}
	if t.class == unknownWord {
		return len(t.low) > 4
	}
	return t.class == bothWord && t.entry.Given > 0 && t.entry.Given < 3 && !s.is(j, "will", "may", "can", "art", "mark", "bill", "see", "an", "so")
}
