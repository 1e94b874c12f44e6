package phi

import (
	"fmt"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi/tagger"
)

// Options are the switches of a Detector. The zero value redacts the most.
type Options struct {
	KeepProviders  bool // leave names that carry a clinician's title or credential
	KeepFacilities bool // leave names of hospitals, clinics and laboratories
	// Tagger is another model than the product's, for who fits one.
	Tagger *tagger.Model
}

// Detector finds identifiers. It never changes after New and may be used by many goroutines.
type Detector struct {
	lex    *lexicon.Lexicon
	fuzzy  *fuzzySet
	labels *labelTree
	tagger *tagger.Model
	opt    Options
}

// TextSpan is one identifier in a text; Start and End are offsets in Unicode code points.
type TextSpan struct {
	Start int        `json:"start"`
	End   int        `json:"end"`
	Kind  chart.Kind `json:"kind"`
	Tier  chart.Tier `json:"tier"`
	Layer string     `json:"layer"`
}

// New makes a detector that redacts by default.
func New() (*Detector, error) { return NewWith(Options{}) }

// NewWith makes a detector with options.
func NewWith(o Options) (*Detector, error) {
	lex, err := lexicon.Shared()
	if err != nil {
		return nil, fmt.Errorf("load lexicon: %w", err)
	}
	if o.Tagger == nil {
		if o.Tagger, err = tagger.Builtin(); err != nil {
			return nil, fmt.Errorf("load tagger: %w", err)
		}
	}
	return &Detector{lex: lex, fuzzy: newFuzzySet(lex), labels: newLabelTree(), tagger: o.Tagger, opt: o}, nil
}

// Text finds the identifiers of a plain text: sorted, disjoint, in code points.
func (d *Detector) Text(s string) []TextSpan {
	sc := d.newScan([]rune(s), nil)
	sc.detect()
	k := newKnown()
	k.learn(sc)
	k.sweep(sc)
	return spansOf(sc)
}

// spansOf settles the hits of a scan into spans.
func spansOf(sc *scan) []TextSpan {
	hits := resolve(sc)
	out := make([]TextSpan, len(hits))
	for i, h := range hits {
		out[i] = TextSpan{Start: h.start, End: h.end, Kind: h.kind, Tier: h.tier, Layer: h.layer}
	}
	return out
}

// The layers, as spans name them.
const (
	layerPattern = "pattern"
	layerLabel   = "label"
	layerCue     = "cue"
	layerPlace   = "gazetteer"
	layerName    = "name"
	layerDeny    = "default_deny"
	layerKnown   = "known"
	layerTagged  = "tagger"
)

// hit is one finding of one layer, in code points.
type hit struct {
	start, end int
	kind       chart.Kind
	tier       chart.Tier
	layer      string
	provider   bool // carries a clinician's title or credential
	facility   bool
	firm       bool // the tagger does not take it back
}

// detect runs the layers that look at one text alone.
func (s *scan) detect() {
	s.rules()
	s.tag()
	s.growNumbers()
}

// rules runs the layers that were written by hand, the surest first: a later one leaves alone what stands.
func (s *scan) rules() {
	s.findNet()
	s.findDates()
	s.findContacts()
	s.findAges()
	s.findAddresses()
	s.findSplitNames()
	s.findLabels()
	s.findCues()
	s.findOrganisations()
	s.findPlaces()
	s.findPeople()
	s.findNames()
	s.growNames()
	s.findInitials()
	s.findUsers()
	s.findCompanies()
	s.denyNumbers()
	s.growNumbers()
}
