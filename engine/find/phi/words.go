package phi

import (
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
)

// wordClass is what the lists say of a word by itself.
type wordClass uint8

const (
	safeWord    wordClass = iota // ordinary or clinical: no name by itself
	bothWord                     // a word and a name ("Rose", "May"): the neighbours decide
	nameWord                     // a name and no common word
	unknownWord                  // in no list
)

// judge looks the token up and gives its class.
func (s *scan) judge(t *token) {
	if t.kind != wordToken {
		if t.kind == mixedToken {
			t.entry = s.d.lex.Lookup(t.low)
		}
		return
	}
	t.entry = s.d.lex.Lookup(t.low)
	if !t.entry.Known() {
		t.entry = s.lookupParts(t.low)
	}
	t.class = s.classOf(t.low, t.entry)
	if t.class == unknownWord && s.d.fuzzy.looksLike(t.low) {
		t.class = safeWord
	}
}

// lookupParts looks a word up without plural or apostrophe, where the whole is unknown.
func (s *scan) lookupParts(w string) lexicon.Entry {
	if i := strings.IndexByte(w, '\''); i >= 0 {
		joined := s.d.lex.Lookup(w[:i] + w[i+1:])
		if joined.Known() {
			return joined
		}
		return s.d.lex.Lookup(w[i+1:])
	}
	if len(w) > 4 && strings.HasSuffix(w, "s") {
		if e := s.d.lex.Lookup(w[:len(w)-1]); e.Word > 0 || e.Clinical {
			return lexicon.Entry{Word: max(e.Word, 4), Clinical: e.Clinical}
		}
	}
	return lexicon.Entry{}
}

// Strengths: how likely a list entry means the word is used as a name, or as a word.
var (
	surnameStrength = [...]int{0, 8, 6, 4, 2}
	givenStrength   = [...]int{0, 8, 4, 2}
	wordStrength    = [...]int{0, 8, 7, 4, 2, 2, 1}
)

func nameStrength(e lexicon.Entry) int {
	return max(surnameStrength[e.Surname], givenStrength[e.Given])
}

func (s *scan) classOf(low string, e lexicon.Entry) wordClass {
	if len(low) < 2 {
		return safeWord
	}
	if properWords[low] || medicalShape(low) && e.Given != 1 && e.Surname != 1 {
		return safeWord
	}
	name, word := nameStrength(e), wordStrength[e.Word]
	if e.Clinical {
		word = max(word, 6)
	}
	switch {
	case name == 0 && word == 0 && !e.Eponym:
		return unknownWord
	case e.Eponym && word == 0:
		return bothWord
	case word == 0:
		return nameWord
	case name == 0:
		return safeWord
	case functionWords[low]:
		return safeWord
	case name-word >= 4:
		return nameWord
	case word-name >= 3:
		return safeWord
	}
	return bothWord
}

// medicalShape reports whether the ending is one that medicine makes words with and names seldom have.
func medicalShape(w string) bool {
	if len(w) < 7 {
		return false
	}
	for _, end := range medicalEndings {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

var medicalEndings = strings.Fields(`itis osis osed ectomy otomy ostomy emia emic uria pathy pathic algia graphy gram scopy
	scopic plasty plegia paresis megaly rrhea rrhage penia philia cytes cytic cyte genic trophic trophy sclerosis stenosis
	lysis lytic toxic toxin ology ologist iatric iatrist
	pril sartan olol statin cillin mycin azole prazole tidine gliptin gliflozin glutide xaban floxacin cycline setron triptan
	dipine zepam zolam oxetine ipramine triptyline pram caine dronate parin terol tropium solone onide thiazide semide lukast
	afil zosin tinib zumab ximab mumab limab lizumab ciclib parib ciclovir tegravir buvir previr vudine barbital profen
	phylline stigmine curium sulfan platin rubicin taxel tecan trexate lamide dazole bendazole nazole conazole fibrate
	glitazone formin peridol apine idone azine oxacin penem bactam cef dopa gabalin racetam bamate toin amide ates acid
	tion tions sion ment ments ness able ible ously ically ically ingly`)

var functionWords = set(`a an and are as at be been but by can do did for from had has have he her hers him his i if in into
	is it its me more most must my no nor not of off on or our out over she should so some such than that the their them
	then there these they this those to too under up us very was we were what when where which while who whom whose why
	with would you your could about above after again all also any because before being below between both during each
	few further here how just like long made make many much new next now old one only other own same see since still
	take until upon use used well went will while yes yet day days week year good great best back low high per via man sex
	age mass pain care head hand hands chest heart arm leg foot ear eye eyes lip lung skin bone rash ill cough cold fever
	left right upper lower mild moderate severe acute chronic normal negative positive case date time name street drive
	road lane park hill bill mark page price read reading cost rate rates code note notes plan exam test tests result lab
	labs room bed visit order orders dose unit units field form check line lines number phone fax home work office cell`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fuzzySet answers whether a word is an ordinary word with one letter misread. It holds the words with every one letter
// taken out, as hashes; so one substitution, deletion or insertion is found without comparing.
type fuzzySet struct{ bits []uint64 }

const fuzzyBits = 1 << 25

func newFuzzySet(l *lexicon.Lexicon) *fuzzySet {
	f := &fuzzySet{bits: make([]uint64, fuzzyBits/64)}
	l.Words(func(w string, e lexicon.Entry) {
		common := e.Word > 0 && e.Word <= 4 || e.Clinical
		if !common || len(w) < 6 {
			return
		}
		f.put(w)
		for i := range w {
			f.put(w[:i] + w[i+1:])
		}
	})
	return f
}

// hashes gives two places for a word (FNV-1a and a mix of it): with two, chance hits stay under one in a hundred words.
func (f *fuzzySet) hashes(w string) (uint64, uint64) {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	g := (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return (h ^ h>>32) % fuzzyBits, (g ^ g>>32) % fuzzyBits
}

func (f *fuzzySet) put(w string) {
	a, b := f.hashes(w)
	f.bits[a/64] |= 1 << (a % 64)
	f.bits[b/64] |= 1 << (b % 64)
}

func (f *fuzzySet) has(w string) bool {
	a, b := f.hashes(w)
	return f.bits[a/64]&(1<<(a%64)) != 0 && f.bits[b/64]&(1<<(b%64)) != 0
}

// looksLike reports whether the unknown word is an ordinary one with one letter wrong. Short words are too close to
// everything, so they are never excused.
func (f *fuzzySet) looksLike(w string) bool {
	if len(w) < 7 {
		return false
	}
	if f.has(w) {
		return true
	}
	for i := range w {
		if f.has(w[:i] + w[i+1:]) {
			return true
		}
	}
	return false
}
