package phi

// oddCapital reports an ordinary word with a capital that nothing but a name explains: inside a sentence of running text,
// behind a small word, and no word of departments, forms or medicine. "Works at Burger Barn", "her friend Skip".
func (s *scan) oddCapital(i int) bool {
	t := &s.toks[i]
	if t.shape != capShape || len(t.low) < 3 || t.entry.Clinical || s.lines[t.line].title || !s.ordinaryOnly(t) {
		return false
	}
	p := s.tok(i - 1)
	if p.line != t.line || !s.near(i) {
		return false // a heading may begin here
	}
	if p.kind != wordToken || p.shape != lowerShape || len(p.low) < 2 {
		return p.name && p.shape == capShape && t.entry.Word > 1 && !genericOrg[t.low]
	}
	if s.headsTerm(i) {
		return false
	}
	l, _ := s.labelAt(i)
	return l == nil
}

// headsTerm reports whether what follows token i makes a heading, a clinical term or a department of it.
func (s *scan) headsTerm(i int) bool {
	next := s.tok(i + 1)
	if !s.near(i + 1) {
		return false
	}
	return s.is(i+1, ":", "/", "=") || next.entry.Clinical && next.kind == wordToken && next.shape != lowerShape ||
		eponymHeads[next.low] || genericOrg[next.low] && next.shape == capShape && !facilityEnds[next.low]
}

// ordinaryOnly keeps out words that clinical prose writes with a capital: departments, months, states, tests, short forms.
func (s *scan) ordinaryOnly(t *token) bool {
	return t.entry.Word > 0 && !properWords[t.low] && !genericOrg[t.low] && !stateName[t.low] && !stateNameOne[t.low] && stateFirst[t.low] == "" &&
		!closedClass[t.low] && !functionWords[t.low] && !weekdays[t.low] && months[t.low] == 0 && !holidays[t.low] && !kin[t.low] && !titles[t.low] &&
		!clinicCapitals[t.low] && !medicalShape(t.low) && !nurseryWord(t)
}

// nurseryWord is a word that no lower-case list holds as common: a misread one, judged elsewhere.
func nurseryWord(t *token) bool { return t.entry.Word > 5 }

// clinicCapitals are ordinary words that charts capitalise in the middle of sentences.
var clinicCapitals = set(`emergency department surgery medicine therapy cardiology neurology oncology radiology anesthesia hospital clinic center room floor
	unit team service medical physical occupational speech social work case management nursing pharmacy gram stain plus chart note assessment
	plan history review systems exam examination impression findings technique indication comparison conclusion diagnosis procedure operation
	findings allergies medications problem problems list vitals labs imaging results discharge admission transfer consult consultation internal
	external allied health human services affairs veterans security administration program class stage grade type level phase step part
	section appendix table figure score scale index criteria test inventory questionnaire checklist survey report form consent release policy
	protocol guideline guidelines pathway bundle code status full blue red green yellow white black purple alert rapid response advance directive
	living will power attorney proxy act law bill rights notice privacy practices patient portal electronic record system web internet
	god lord bible holy war army navy air force marine corps guard reserve national federal state county city government
	president congress senate court street avenue road tab tablet capsule daily weekly monthly once twice three four five six
	seven eight nine ten first second third one two tylenol spanish english`)
