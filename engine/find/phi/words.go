package phi

import (
	"slices"
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
	if t.class == unknownWord && (s.d.fuzzy.looksLike(t.low) || s.misreadWord(t.low)) {
		t.class = safeWord
	}
}

// lookupParts looks a word up without plural or apostrophe, where the whole is unknown.
func (s *scan) lookupParts(w string) lexicon.Entry {
	if i := strings.IndexByte(w, '\''); i >= 0 {
		switch w[i+1:] {
		case "t", "ve", "m", "ll", "re", "d", "mon":
			return lexicon.Entry{Word: 1}
		}
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
	for _, p := range compoundHeads {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) >= 4 {
			if e := s.d.lex.Lookup(rest); e.Word > 0 && e.Word <= 4 || e.Clinical {
				return lexicon.Entry{Word: 5}
			}
		}
	}
	return lexicon.Entry{}
}

// compoundHeads begin words that medicine makes without end.
var compoundHeads = strings.Fields(`immuno neuro cardio gastro hemo haemo hyper hypo post pre non anti multi micro macro peri intra inter
	sub supra trans poly electro radio osteo arthro psycho thermo ultra hydro chemo photo retro para over under self cyto histo
	myelo nephro hepato broncho pneumo thoraco musculo cranio endo epi extra cerebro vaso veno lympho dermato oculo naso oro auto
	tele bio geo mid semi super counter`)

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
	if len(low) < 2 || properWords[low] || spanishWord(low, e) || medicalShape(low) && e.Given != 1 && e.Surname != 1 {
		return safeWord
	}
	name, word := nameStrength(e), wordStrength[e.Word]
	if e.Clinical {
		word = max(word, 6)
	}
	if e.Eponym && word <= 2 {
		if e.Surname > 0 && e.Surname <= 2 && !deviceEponyms[low] {
			return nameWord
		}
		if word == 0 {
			return bothWord
		}
	}
	return listedClass(low, name, word)
}

// listedClass is the class of a word by how strongly the lists speak for a name and for a word.
func listedClass(low string, name, word int) wordClass {
	switch {
	case name == 0 && word == 0:
		return unknownWord
	case word == 0:
		return nameWord
	case name == 0 || closedClass[low]:
		return safeWord
	}
	return weighed(low, name, word)
}

// weighed sets the strength of a name against that of the word it is too.
func weighed(low string, name, word int) wordClass {
	switch {
	case functionWords[low]:
		if name < 6 {
			return safeWord
		}
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

// closedClass are words that stand for no name in any context.
var closedClass = set(`a an and are as at be been but by can do did for from had has have he her hers him his i if in into is
	it its me more most must my no nor not of off on or our out over she should so some such than that the their them then there
	these they this those to too under up us very was we were what when where which while who whom whose why with would you
	your could about above after again all also any because before being below between both during each few further here how
	just like made make many much now one only other own same see since still take until upon use used well went yes yet name
	patient date time pain left right normal chest heart fever cough phone`)

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

// deviceEponyms stand alone for a thing far more often than for a person.
var deviceEponyms = set("foley hickman swan penrose holter doppler hodgkin parkinson addison kocher graves bell down apgar glasgow kegel murphy salem barrett pap lewy huntington cushing")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fuzzySet answers whether a long word is a common one with one letter misread. It holds hashes of the words with every
// one letter taken out, sorted; so one substitution, deletion or insertion is found without comparing.
type fuzzySet struct{ hashes []uint32 }

const fuzzyLength = 8 // shorter words are too close to names

func newFuzzySet(l *lexicon.Lexicon) *fuzzySet {
	f := &fuzzySet{}
	l.Words(func(w string, e lexicon.Entry) {
		if e.Word == 0 || e.Word > 3 || len(w) < fuzzyLength {
			return
		}
		f.hashes = append(f.hashes, fnv(w))
		for i := range w {
			f.hashes = append(f.hashes, fnv(w[:i]+w[i+1:]))
		}
	})
	slices.Sort(f.hashes)
	return f
}

func fnv(w string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return uint32(h ^ h>>32)
}

func (f *fuzzySet) has(w string) bool {
	_, ok := slices.BinarySearch(f.hashes, fnv(w))
	return ok
}

// looksLike reports whether the unknown word is a common long one with one letter wrong.
func (f *fuzzySet) looksLike(w string) bool {
	if len(w) < fuzzyLength {
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

// looksAlike are the letters that a reader takes for one another.
var looksAlike = map[byte]string{'c': "eo", 'e': "co", 'o': "cea", 'a': "oe", 'i': "ljt", 'l': "it", 't': "lfi", 'f': "t", 'j': "i",
	'n': "uhr", 'u': "nv", 'h': "bn", 'r': "n", 'v': "yu", 'y': "v", 'b': "h", 'g': "q", 'q': "g", 's': "z", 'z': "s", 'm': "n", 'd': "o"}

var pairsAlike = [][2]string{{"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"ii", "u"}, {"vv", "w"}, {"li", "h"}, {"nn", "m"}, {"ri", "n"}}

// misreadWord reports whether the unknown word is an ordinary one with one letter taken for its like.
func (s *scan) misreadWord(w string) bool {
	if len(w) < 5 {
		return false
	}
	ordinary := func(x string) bool {
		e := s.d.lex.Lookup(x)
		return (e.Word > 0 && e.Word <= 4 || e.Clinical) && nameStrength(e) < 4
	}
	b := []byte(w)
	for i, c := range b {
		for k := range len(looksAlike[c]) {
			b[i] = looksAlike[c][k]
			if ordinary(string(b)) {
				return true
			}
		}
		b[i] = c
	}
	for _, p := range pairsAlike {
		if i := strings.Index(w, p[0]); i >= 0 && ordinary(w[:i]+p[1]+w[i+len(p[0]):]) {
			return true
		}
	}
	return false
}
