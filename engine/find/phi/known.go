package phi

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// known is what the surer layers learnt of the people of a chart; every page is swept for it.
type known struct {
	sure     map[string]bool // parts of the names of patients and relatives that are beyond doubt
	words    map[string]bool // parts of names; true where the word is ordinary too and needs its capital
	near     map[string]bool // the same with one letter out, for words of five letters and more
	numbers  map[string]chart.Kind
	initials map[string]bool
	loose    map[string]bool // initials of names that are only likely
	places   [][]string      // words of the names of facilities and employers
}

func newKnown() *known {
	return &known{sure: map[string]bool{}, words: map[string]bool{}, near: map[string]bool{}, numbers: map[string]chart.Kind{}, initials: map[string]bool{}, loose: map[string]bool{}}
}

// learn takes names and numbers from the hits of a scan that are likely or certain.
func (k *known) learn(s *scan) {
	for _, h := range s.hits {
		if h.facility {
			k.learnPlace(s, h)
			continue
		}
		if h.tier == chart.Check {
			continue
		}
		switch h.kind {
		case chart.Name:
			k.learnName(s, h)
		case chart.Geographic, chart.Date, chart.AgeOver89, chart.URL:
		default:
			k.learnCode(string(s.ascii[h.start:h.end]), h.kind)
		}
	}
}

// learnCode keeps a number by its digits, and by its letters and digits where it has both.
func (k *known) learnCode(text string, kind chart.Kind) {
	ds := digitsOnly(text)
	if _, has := k.numbers[ds]; len(ds) >= 5 && !has {
		k.numbers[ds] = kind
	}
	if len(ds) < 2 || len(text) < 6 || countLetters(text) == 0 || len(ds)+countLetters(text) != len(text) {
		return
	}
	if low := strings.ToLower(text); k.numbers[low] == "" {
		k.numbers[low] = kind
	}
}

func (k *known) learnName(s *scan, h hit) {
	var initials []byte
	for i := s.tokenAt(h.start); i < len(s.toks) && s.toks[i].start < h.end; i++ {
		t := &s.toks[i]
		if t.kind != wordToken || s.titleAt(i) > 0 || particles[t.low] || nameSuffixes[t.low] || notNames[t.low] {
			continue
		}
		initials = append(initials, t.low[0])
		k.learnPart(t, h)
	}
	k.learnInitials(initials, h.tier)
}

// learnPart keeps one word of a name, unless it is so ordinary that nothing short of the patient's own label speaks for it.
func (k *known) learnPart(t *token, h hit) {
	certain := h.tier == chart.Certain && !h.provider && !closedClass[t.low]
	if len(t.low) < 3 || t.class == safeWord && !(certain && !t.entry.Clinical && (t.entry.Word != 1 || t.entry.Given > 0)) {
		return
	}
	k.learnWord(t)
	k.sure[t.low] = k.sure[t.low] || certain
}

// learnInitials keeps the initials of a name of two or three words, in both orders.
func (k *known) learnInitials(initials []byte, tier chart.Tier) {
	if len(initials) < 2 || len(initials) > 3 {
		return
	}
	into := k.loose
	if tier == chart.Certain {
		into = k.initials
	}
	into[string(initials)] = true
	into[string([]byte{initials[0], initials[len(initials)-1]})] = true
	into[string([]byte{initials[1], initials[0]})] = true // "GONZALEZ, MARIA L"
}

// learnWord keeps one part of a name, its misreadings and its short forms.
func (k *known) learnWord(t *token) {
	k.words[t.low] = t.class == safeWord || t.class == bothWord
	if len(t.low) >= 5 {
		for p := range t.low {
			k.near[t.low[:p]+t.low[p+1:]] = true
		}
	}
	for _, n := range nicknames[t.low] {
		if _, has := k.words[n]; !has {
			k.words[n] = true
		}
	}
}

// learnPlace keeps the words of a facility's name, where they are more than one.
func (k *known) learnPlace(s *scan, h hit) {
	var words []string
	for i := s.tokenAt(h.start); i < len(s.toks) && s.toks[i].start < h.end; i++ {
		if s.toks[i].kind == wordToken {
			words = append(words, s.toks[i].low)
		}
	}
	if len(words) < 2 || len(words) > 7 {
		return
	}
	for _, p := range k.places {
		if slices.Equal(p, words) {
			return
		}
	}
	k.places = append(k.places, words)
}

// sweepPlace marks a known facility where at least two of its words and half of them stand, one letter each forgiven.
func (k *known) sweepPlace(s *scan, i int) {
	t := &s.toks[i]
	if t.kind == punctToken || t.shape == lowerShape && !s.free {
		return
	}
	for _, p := range k.places {
		if same, end := s.sameWords(p, i); same >= 2 && same*2 >= len(p) {
			s.addHit(hit{start: t.start, end: s.toks[end-1].end, kind: chart.Geographic, tier: chart.Likely, layer: layerKnown, facility: true})
			return
		}
	}
}

// sameWords counts the words of a place that stand from token i on, and gives the end of the last.
func (s *scan) sameWords(place []string, i int) (same, end int) {
	end = i
	for n, j := 0, i; n < len(place) && j < len(s.toks); n, j = n+1, j+1 {
		for j > i && s.near(j) && s.toks[j].kind == punctToken {
			j++
		}
		if j >= len(s.toks) || j > i && !s.near(j) {
			break
		}
		low := s.toks[j].low
		if low == place[n] || len(low) >= 5 && len(place[n]) >= 5 && distanceOne(low, place[n]) {
			same, end = same+1, j+1
		} else if n == 0 && (len(low) < 4 || !twoEdits(low, place[n])) {
			break
		}
	}
	return same, end
}

// twoEdits reports whether two words of like length share most of their letters in place.
func twoEdits(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n <= 2
}

func digitsOnly(t string) string {
	b := make([]byte, 0, len(t))
	for i := range len(t) {
		if isDigit(t[i]) {
			b = append(b, t[i])
		}
	}
	return string(b)
}

// sweep marks every occurrence of what is known: exact, misread in one letter, glued together or torn apart, initials.
func (k *known) sweep(s *scan) {
	for i := range s.toks {
		t := &s.toks[i]
		if t.taken {
			continue
		}
		if k.sweepPlace(s, i); t.taken {
			continue
		}
		switch t.kind {
		case wordToken, mixedToken:
			k.sweepWord(s, i)
		case digitToken:
			if len(t.text) >= 5 {
				if kind, ok := k.numbers[t.text]; ok {
					s.addTokens(i, i+1, kind, chart.Likely, layerKnown)
				}
			}
		}
	}
	s.growNames()
}

func (k *known) sweepWord(s *scan, i int) {
	t := &s.toks[i]
	low := t.low
	if t.kind == mixedToken {
		if kind, ok := k.numbers[low]; ok {
			s.addTokens(i, i+1, kind, chart.Likely, layerKnown)
			return
		}
		if low = unfold(low); low == "" {
			return
		}
	}
	if ordinary, ok := k.words[low]; ok {
		if !ordinary || s.nameAgain(i) || k.sure[low] && s.sureAgain(i) {
			s.addTokens(i, i+1, chart.Name, chart.Likely, layerKnown)
		}
		return
	}
	switch {
	case k.misread(t, low), k.glued(t, low):
		s.addTokens(i, i+1, chart.Name, chart.Check, layerKnown)
	case k.torn(s, i, low):
		s.addTokens(i, i+2, chart.Name, chart.Check, layerKnown)
	default:
		k.sweepInitials(s, i)
	}
}

// torn reports whether the word and the next are one known name with a space read into it.
func (k *known) torn(s *scan, i int, low string) bool {
	n := s.tok(i + 1)
	if !s.near(i+1) || n.kind != wordToken || n.taken || s.toks[i].class == safeWord || len(low)+len(n.low) < 6 {
		return false
	}
	_, ok := k.words[low+n.low]
	return ok
}

// nameAgain reports whether an ordinary word that is part of a known name is meant as one here.
func (s *scan) nameAgain(i int) bool {
	t := &s.toks[i]
	switch t.shape {
	case capShape:
		return !s.diseaseOf(i) && (!s.sentenceStart(i) || s.besideName(i))
	case upperShape:
		return s.besideName(i) || t.class == bothWord && !t.entry.Clinical
	}
	return false
}

// sureAgain reports whether an ordinary word that is part of a patient's own name may be meant as one here: wherever it has
// its capital, though it may only begin a sentence, and in text of one case wherever it is no small word.
func (s *scan) sureAgain(i int) bool {
	t := &s.toks[i]
	switch t.shape {
	case capShape:
		return !s.diseaseOf(i)
	case upperShape:
		return !functionWords[t.low] || s.besideName(i)
	}
	return s.free && t.class != safeWord && !functionWords[t.low]
}

// sentenceStart reports whether token i begins a line, cell or sentence, where every word has its capital.
func (s *scan) sentenceStart(i int) bool {
	return s.startsCell(i) || s.is(i-1, ".", "-", "*", ")", "?", "!")
}

// misread reports whether the word is one letter away from a known name and no word of its own.
func (k *known) misread(t *token, low string) bool {
	if len(low) < 5 || t.kind == wordToken && (t.entry.Word > 0 && t.entry.Word <= 5 || t.entry.Clinical) {
		return false
	}
	if k.near[low] {
		return true
	}
	for p := range low {
		cut := low[:p] + low[p+1:]
		if _, ok := k.words[cut]; ok && len(cut) >= 5 || k.near[cut] && len(low) >= 5 {
			return true
		}
	}
	return false
}

// glued reports whether the word is two known names run together.
func (k *known) glued(t *token, low string) bool {
	if len(low) < 7 || t.class == safeWord && t.kind == wordToken {
		return false
	}
	for p := 3; p+3 <= len(low); p++ {
		if _, a := k.words[low[:p]]; a {
			if _, b := k.words[low[p:]]; b {
				return true
			}
		}
	}
	return false
}

// sweepInitials marks "M.G." and "M. L. G." of a known person, and "MG" where it stands alone.
func (k *known) sweepInitials(s *scan, i int) {
	if k.initialsAlone(s, i) {
		s.addTokens(i, i+1, chart.Name, chart.Check, layerKnown) // beside each paragraph of a consent
		return
	}
	j := i
	var got []byte
	for j+1 < len(s.toks) && s.toks[j].initial() && s.is(j+1, ".") && s.toks[j+1].gap == gapNone && (j == i || s.near(j)) {
		got = append(got, s.toks[j].low[0])
		j += 2
	}
	if len(got) >= 2 && k.initials[string(got)] {
		s.addTokens(i, j, chart.Name, chart.Check, layerKnown)
	}
}

// initialsAlone reports whether known initials are all of a cell.
func (k *known) initialsAlone(s *scan, i int) bool {
	t := &s.toks[i]
	if t.shape != upperShape || !s.startsCell(i) || s.tok(i+1).gap < gapWide {
		return false
	}
	return k.initials[t.low] || k.loose[t.low] && s.asksInitials()
}

// asksInitials reports whether the text has places for initials.
func (s *scan) asksInitials() bool {
	if s.asked == 0 {
		s.asked = -1
		for i := range s.toks {
			if s.is(i, "initials", "initial") {
				s.asked = 1
				break
			}
		}
	}
	return s.asked > 0
}

// nicknames are the usual short forms of given names, both ways.
var nicknames = nicknameTable(`robert bob bobby rob robbie; william bill billy will willie liam; james jim jimmy jamie; john jack johnny jon;
	richard rick dick rich richie; michael mike mikey mick; joseph joe joey; thomas tom tommy; charles chuck charlie; edward ed eddie ted;
	daniel dan danny; david dave davey; matthew matt; anthony tony; christopher chris; steven steve; stephen steve; andrew andy drew;
	kenneth ken kenny; gregory greg; jeffrey jeff; ronald ron ronnie; donald don donnie; timothy tim; lawrence larry; gerald jerry;
	samuel sam; benjamin ben; alexander alex; nicholas nick; patrick pat; raymond ray; walter walt; harold hal harry; henry hank; frederick fred;
	leonard len lenny; eugene gene; albert al bert; alfred al fred; vincent vince; nathaniel nate; zachary zach; jonathan jon; joshua josh; jacob jake;
	elizabeth liz beth betty eliza lizzie betsy; margaret peggy maggie meg marge; katherine kathy kate katie kat; catherine cathy kate; patricia pat patty trish;
	jennifer jen jenny; barbara barb; susan sue susie; deborah deb debbie; rebecca becky; jessica jess; kimberly kim; pamela pam; cynthia cindy;
	sandra sandy; christine chris chrissy tina; christina tina chris; theresa terry tess; dorothy dot dottie; virginia ginny; judith judy; victoria vicky tori;
	amanda mandy; samantha sam; abigail abby; alexandra alex sandy; gabriela gaby; guadalupe lupe; francisco paco pancho; jose pepe; jesus chuy; eduardo lalo; dolores lola; isabel isa; rosario chayo; ignacio nacho; manuel manny; roberto beto; alberto beto; antonio tono tony; enrique kike; consuelo chelo; mercedes meche; graciela chela`)

func nicknameTable(text string) map[string][]string {
	m := map[string][]string{}
	for _, group := range strings.Split(text, ";") {
		w := strings.Fields(group)
		m[w[0]] = append(m[w[0]], w[1:]...)
		for _, n := range w[1:] {
			m[n] = append(m[n], w[0])
		}
	}
	return m
}
