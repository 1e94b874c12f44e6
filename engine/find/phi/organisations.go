package phi

import "chartproof.org/chartproof/engine/chart"

// facilityEnds are what names of facilities and companies end in.
var facilityEnds = set(`hospital hospitals clinic clinics infirmary hospice pharmacy pharmacies laboratory laboratories labs diagnostics school
	elementary academy university college church institute foundation healthcare associates physicians llc inc corp corporation pllc ltd
	partners center centre centers manor rehab rehabilitation preschool seminary temple synagogue mosque shelter dealership
	brewery bakery diner restaurant motors industries logistics manufacturing enterprises bank university health medicine orthopedics pediatrics
	cardiology dermatology oncology radiology imaging dental optical eyecare hospitalists apothecary drugs drugstore library factory plant
	care home homes practice authority mill works living memorial plumbing roofing landscaping automotive salon grill cafe pizza pizzeria deli market grocery hotel inn motel farms ranch realty studio gym theatre theater museum casino jail prison dental mart electric construction trucking supply foods services solutions systems company co group`)

// strongEnds need no further proof than a capitalised word before them that describes nothing.
var strongEnds = set(`hospital hospitals clinic clinics infirmary hospice pharmacy laboratories laboratory elementary academy university college church
	institute healthcare llc inc corp pllc manor school diagnostics pharmacies`)

// genericOrg are words that describe a department or a kind of facility and name none.
var genericOrg = set(`the our this that your my a an his her their local any each every new other same another emergency outpatient inpatient day surgery
	surgical pain wound primary care family medicine internal orthopedic orthopedics cardiology pathology anatomic cardiac heart lung cancer oncology radiology
	imaging dental eye ear nose throat women womens men mens children childrens pediatric pediatrics adult senior geriatric memory sleep
	infusion dialysis renal kidney liver gi gastroenterology endoscopy urology nephrology neurology neuro psychiatry psychiatric behavioral
	mental health community public county state city federal regional general medical center centre clinic hospital hospitals department
	dept unit ward office practice group associates service services lab laboratory pharmacy retail mail order specialty skilled nursing
	facility home homes rehab rehabilitation acute long term hospice palliative physical occupational speech therapy therapist urgent walk
	in travel vaccine immunization diabetes diabetic coumadin anticoagulation asthma allergy hiv std std tb prenatal ob obgyn gyn obstetrics
	gynecology maternity labor delivery birth birthing trauma burn stroke icu ccu nicu picu cath breast fertility weight loss bariatric
	bone joint spine hand foot sports vein vascular laser skin dermatology plastic cosmetic hearing audiology poison control crisis call
	high middle elementary grade nursery preschool pre kindergarten law trade graduate business online teaching academic affiliated
	referring receiving outside sending attending resident student teacher primary secondary tertiary main front back north south east west
	central data resource information referral records record billing financial social human legal support ambulatory post pre observation
	blood bank donor transplant clinical research contact admission discharge transfer patient provider program hours
	level type name phone address number code id date of for and to at by on with from no not is was hospitalist physicians physician`)

var workWords = set("works worked working employed employer employee job retired retiring")

// findOrganisations marks employers, facilities and schools by what their names end in, and by words of work before them.
func (s *scan) findOrganisations() {
	for i := range s.toks {
		t := &s.toks[i]
		if t.kind != wordToken {
			continue
		}
		if (t.shape != lowerShape || s.free && strongEnds[t.low]) && s.endsFacility(i) {
			s.facilityBefore(i)
		}
		if facilityEnds[t.low] && !t.taken && s.caseless(t) {
			s.freeFacility(i)
		}
		if workWords[t.low] {
			s.employer(i)
		}
	}
}

// endsFacility reports whether the word at token i is one that facilities' names end in.
func (s *scan) endsFacility(i int) bool {
	t := &s.toks[i]
	return facilityEnds[t.low] || s.misreadEnd(t) || t.low == "union" && s.is(i-1, "credit")
}

// caseless reports whether the case of a word tells nothing, as the whole text is in it.
func (s *scan) caseless(t *token) bool {
	return s.free && t.shape == lowerShape || s.upper && t.shape == upperShape
}

// misreadEnd reports whether an unknown word is one letter from a word that facilities' names end in.
func (s *scan) misreadEnd(t *token) bool {
	if len(t.low) < 6 || t.shape == lowerShape || t.entry.Known() && t.entry.Word < 5 {
		return false
	}
	for _, w := range []string{"hospital", "clinic", "center", "practice", "associates", "pharmacy", "laboratories", "medical", "diagnostics"} {
		if distanceOne(t.low, w) {
			return true
		}
	}
	return false
}

func facilityPair(a, b string) bool {
	if genericOrg[a] && a != "the" && containsWord("associates group partners center clinic", b) {
		return true
	}
	switch b {
	case "center", "centre", "centers":
		return containsWord("medical health cancer surgery surgical care rehabilitation rehab heart nursing imaging community senior wellness", a)
	case "group", "associates", "partners", "physicians", "services":
		return containsWord("medical health healthcare physicians surgical care practice", a)
	case "home", "homes":
		return containsWord("nursing funeral group foster veterans rest care retirement", a)
	case "union":
		return a == "credit"
	case "care":
		return containsWord("home primary urgent family immediate express convenient health", a)
	case "practice", "medicine", "pediatrics":
		return containsWord("family internal general sports group medical", a)
	}
	return false
}

func (s *scan) allOrdinary(a, b int) bool {
	for k := a; k < b; k++ {
		if s.toks[k].class != safeWord {
			return false
		}
	}
	return true
}

func (s *scan) coverFacility(a, b int, employer bool) {
	kind := chart.Geographic
	if employer || s.is(b-1, "llc", "inc", "corp", "corporation", "ltd", "co", "company", "school", "church", "university", "college") {
		kind = chart.Name
	}
	s.addHit(hit{start: s.toks[a].start, end: s.toks[b-1].end, kind: kind, tier: chart.Likely, layer: layerCue, facility: true})
}

// employer marks what stands behind "works at", "employed by", "retired from".
func (s *scan) employer(i int) {
	for j := i + 1; j < i+8 && s.near(j); j++ {
		if s.toks[j].kind == punctToken && !s.is(j, "-") {
			return
		}
		if !s.is(j, "at", "for", "by", "from", "with") {
			continue
		}
		e, proper := s.employerEnd(j + 1)
		if !proper && s.free {
			e, proper = s.freeEmployerEnd(j + 1)
		}
		if proper && !s.is(j+1, "i", "he", "she", "the") {
			s.coverFacility(j+1, e, true)
			return
		}
	}
}

// employerEnd gives the end of the employer's name that starts at token from; proper means that a word of it names.
func (s *scan) employerEnd(from int) (e int, proper bool) {
	e = from
	for s.near(e) && e < from+6 {
		t := &s.toks[e]
		word := t.kind == wordToken && (t.shape != lowerShape || s.free && t.class != safeWord)
		link := e > from && s.is(e, "&", "'", "-", "of", "and") && s.tok(e+1).shape == capShape
		if !word && !link || t.taken && !t.name {
			break
		}
		proper = proper || t.kind == wordToken && !t.entry.Clinical && !genericOrg[t.low] && len(t.text) > 1
		e++
	}
	return e, proper
}

// freeEmployerEnd is employerEnd where case tells nothing: two words and more that are no small ones, or one that companies'
// names end in.
func (s *scan) freeEmployerEnd(from int) (e int, proper bool) {
	e = from
	words := 0
	for ; s.near(e) && words < 5; e++ {
		t := &s.toks[e]
		if s.is(e, "&", "-", "'") {
			continue
		}
		if t.kind != wordToken || t.taken && !t.name || closedClass[t.low] || t.entry.Clinical && !genericOrg[t.low] || functionWords[t.low] && !facilityEnds[t.low] {
			break
		}
		words++
	}
	return e, words >= 2 || words == 1 && facilityEnds[s.tok(from).low] && !genericOrg[s.tok(from).low]
}
