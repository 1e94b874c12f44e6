package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Family d: each type is laid
// out as one kind of American system prints it, so the types share no letterhead and no banner with each other.
func familyD() family {
	return family{voice: voiceD, layouts: map[chart.Type]layout{
		chart.IntakeForm: dIntake, chart.ConsentForm: dConsent, chart.InsuranceCard: dCard, chart.IDCard: dID,
		chart.ProgressNote: dNote, chart.DischargeSummary: dDischarge, chart.LabReport: dLab, chart.PathologyReport: dPath,
		chart.RadiologyReport: dRad, chart.ReferralLetter: dReferral, chart.MedicationList: dMeds, chart.Prescription: dRx,
		chart.ImmunizationRecord: dShots, chart.Superbill: dSuperbill, chart.ClaimForm: dClaim, chart.EOB: dEOB,
		chart.DenialLetter: dDenial, chart.FaxCover: dFax,
	}}
}

func voiceD(r *rand.Rand) voice {
	way := r.IntN(4)
	return voice{date: pick(r, "01/02/2006", "01/02/2006", "1/2/2006", "01-02-2006", "Jan 2, 2006"), longDate: pick(r, "January 2, 2006", "1/2/2006", "01/02/2006"),
		name: func(p person) string {
			switch way {
			case 0:
				return strings.ToUpper(p.last + "," + strings.TrimSpace(p.first+" "+p.middle))
			case 1:
				return strings.ToUpper(spoken(p, false))
			case 2:
				return spoken(p, true)
			}
			return listed(p)
		},
		provider: func(d doctor) string {
			if way == 0 {
				return strings.ToUpper(listed(d.person))
			}
			return spoken(d.person, way == 3)
		},
		mrn: func(r *rand.Rand) string {
			return pick(r, "E"+digits(r, 7), "M000"+digits(r, 6), digits(r, 8), digits(r, 3)+"-"+digits(r, 2)+"-"+digits(r, 4), "10"+digits(r, 7))
		}, phone: pick(r, "(%s) %s-%s", "%s-%s-%s", "%s.%s.%s", "(%s)%s-%s"), maskSSN: r.IntN(4) == 0}
}

type lookD struct{ txt, bold, tiny, fill style }

// lookD sets the letters of one document.
func (s *sheet) lookD(f, b face, n float64) lookD {
	s.body = style{font: f, size: n}
	return lookD{txt: s.body, bold: style{font: b, size: n}, tiny: style{font: f, size: 7},
		fill: style{font: pick(s.rng, hand1, hand3, hand2), hand: true, col: pick(s.rng, ink{25, 35, 120}, ink{15, 15, 15}, ink{60, 60, 70})}.at(14)}
}

// sayD writes a label and its value on one line that ends before x1.
func (s *sheet) sayD(x, x1, y float64, lst, vst style, label string, value ...any) {
	end := x
	if label != "" {
		end = s.text(x, y, lst, label) + s.space(vst)*1.3
	}
	if len(value) > 0 {
		s.textIn(end, x1, y, vst, value...)
	}
}

// listD writes pairs one below the other.
func (s *sheet) listD(x, x1, y, lead float64, lst, vst style, ps ...pair) float64 {
	for _, p := range ps {
		s.sayD(x, x1, y, lst, vst, p.label, p.value...)
		y += lead
	}
	return y
}

// cellD is a box of a form: a small label in its top left corner, the value on its floor.
func (s *sheet) cellD(x, y, w, h float64, lst, vst style, label string, value ...any) {
	s.rectIn(x, y, x+w, y+h, .5, lst.col)
	s.textIn(x+2.5, x+w-2, y+lst.size+.8, lst, label)
	floor := 4.0
	if vst.hand {
		floor = 7.5 // loops below the line stay inside the box
	}
	if len(value) > 0 {
		s.textIn(x+5, x+w-3, y+h-floor, vst, value...)
	}
}

// boxD is one box of a row of boxes.
type boxD struct {
	share float64
	pair
}

// rowD draws a row of boxes from the cursor down over the whole width.
func (s *sheet) rowD(h float64, lst, vst style, cells ...boxD) {
	s.need(h)
	total, x := 0.0, s.left
	for _, c := range cells {
		total += c.share
	}
	for _, c := range cells {
		w := s.wide() * c.share / total
		s.cellD(x, s.y, w, h, lst, vst, c.label, c.value...)
		x += w
	}
	s.y += h
}

func bx(share float64, label string, value ...any) boxD { return boxD{share, pair{label, value}} }

// bandD is a dark band with a title in white.
func (s *sheet) bandD(st style, col ink, title string) {
	s.need(46)
	s.bar(s.left, s.y, s.right, s.y+14, col)
	st.col = ink{255, 255, 255}
	s.text(s.left+5, s.y+10.5, st, title)
	s.y += 14
}

// clockD is a time of day.
func (s *sheet) clockD() string {
	h := 8 + s.rng.IntN(9)
	return fmt.Sprintf("%d:%02d %s", (h+11)%12+1, s.rng.IntN(60), pick2(h < 12, "AM", "PM"))
}

// inPieces gives segs of one mark that are drawn apart from each other.
func (s *sheet) inPieces(v seg, parts ...string) []any {
	var out []any
	for _, p := range s.split(v, parts...) {
		out = append(out, p)
	}
	return out
}

// mailD writes a postal block and gives the baseline after it.
func (s *sheet) mailD(x, y, lead float64, st style, lines ...[]any) float64 {
	for _, l := range lines {
		s.text(x, y, st, l...)
		y += lead
	}
	return y
}

// taxD is the practice's number with the Internal Revenue Service.
func (s *sheet) taxD() seg {
	return seg{text: digits(s.rng, 2) + "-" + digits(s.rng, 7), kind: chart.OtherID, whose: Provider}
}

// historyD is a history in prose.
func (s *sheet) historyD(complaint string) []any {
	he, his := pick2(s.patient.female, "she", "he"), pick2(s.patient.female, "her", "his")
	Cap := strings.ToUpper(he[:1]) + he[1:]
	p := []any{s.ptAs(s.patient.first + " " + s.patient.last), " is a ", s.years(), " y.o. " + pick2(s.patient.female, "female", "male") + " seen today for " + complaint + ". "}
	more := [][]any{
		{Cap + " was in the emergency department at ", s.siteName(s.hospital), " on ", s.dateIn(s.dos.AddDate(0, 0, -9), ""), " and was sent home. "},
		{pick2(s.patient.female, "Her", "His") + " " + s.relation + " ", relAs(s.kin.first + " " + s.kin.last), " came along and helped with the history. "},
		{Cap + " moved here from ", geo(s.hospital.city, Patient), " after retiring from ", s.employerSeg(), ". "},
		{"The last colonoscopy, by Dr. ", s.docAs(s.referrer.last), " in ", s.dateAs(s.dos.AddDate(-3, 1, 0), "January 2006"), ", was normal. "},
		{Cap + " checks " + his + " blood pressure at home and brought a list of readings in the 130s over 80s. "},
		{"Sleep is poor. Appetite is good. No chest pain, no palpitations, no syncope. "},
		{"Never smoker. Drinks alcohol on holidays only. "},
		{"Advance directive on file; health care agent is ", relAs(s.kin.first), ", ", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), ". "},
	}
	for _, m := range some(s.rng, 3+s.rng.IntN(4), more) {
		p = append(p, m...)
	}
	return p
}

// allergiesD lists the allergies in one run.
func (s *sheet) allergiesD(none, open, end string) []any {
	if len(s.allergies) == 0 {
		return []any{none}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, "; ")
		}
		out = append(out, s.allergy(i), open+s.reactions[i]+end)
	}
	return out
}
