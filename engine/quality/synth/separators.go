package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// separatorWay is the kind of separator that a file uses.
type separatorWay int

const (
	patchSheet separatorWay = iota
	dividerSheet
	coverSheet
)

// separator is a sheet laid between documents: a patch sheet, a named divider, or a patient's cover with a bar code. It
// gives whose it is: a patient's cover belongs to the patient, others to nobody.
func (b *binder) separator(way separatorWay, whose string) (*sheet, string) {
	k := b.kases[0]
	for i, s := range b.subjects {
		if s.ID == whose {
			k = b.kases[i]
		}
	}
	s := newSheet(k, chart.Separator, b.rng, b.book)
	s.page()
	switch way {
	case coverSheet:
		s.patientCover()
		return s, whose
	case patchSheet:
		s.patchSheet()
	default:
		s.divider()
	}
	return s, ""
}

// patchSheet repeats the four wide and narrow bars of a patch code (type T, start of a document) over the page.
func (s *sheet) patchSheet() {
	const narrow, wide = 5.8, 14.4
	for _, y := range []float64{70, 360, 640} {
		x := 120.0
		for _, w := range []float64{narrow, wide, narrow, wide} {
			s.bar(x, y, x+w, y+90, ink{})
			s.bar(s.w-x-w, y, s.w-x, y+90, ink{})
			x += w + narrow
		}
	}
	st := style{font: sansBold, size: 26}
	s.textMid(s.w/2, 250, st, pick(s.rng, "DOCUMENT SEPARATOR", "PATCH T", "SEPARATOR SHEET"))
	s.textMid(s.w/2, 280, style{font: sans, size: 12}, "Do not remove. Scan in this order.")
	s.textMid(s.w/2, 560, style{font: sans, size: 11}, "This sheet may be used again.")
}

// divider is a coloured or framed sheet with a word.
func (s *sheet) divider() {
	s.rectIn(60, 80, s.w-60, s.h-80, 3, ink{40, 40, 40})
	s.rectIn(68, 88, s.w-68, s.h-88, 1, ink{40, 40, 40})
	s.textMid(s.w/2, s.h/2-20, style{font: sansBold, size: 34}, pick(s.rng, "NEW DOCUMENT", "* * * NEXT DOCUMENT * * *", "END OF DOCUMENT", "BATCH SEPARATOR"))
	s.textMid(s.w/2, s.h/2+20, style{font: sans, size: 13}, fmt.Sprintf("Scan batch %d   Station %d", 1000+s.rng.IntN(9000), 1+s.rng.IntN(9)))
}

// patientCover opens a patient's part of a batch with the record number as text and as a bar code.
func (s *sheet) patientCover() {
	big, txt := style{font: sansBold, size: 22}, style{font: sans, size: 14}
	s.textMid(s.w/2, 130, big, pick(s.rng, "PATIENT SEPARATOR", "CHART COVER SHEET", "BATCH COVER SHEET"))
	s.symbol(code128, s.w/2-130, 170, 260, 60, fold(s.mrn))
	x, y := 150.0, 290.0
	only := func(v seg) seg { v.field = ""; return v } // a separator has no fields to capture
	for _, p := range []pair{{"Patient:", []any{only(s.pt())}}, {"DOB:", []any{only(s.dob())}}, {"MRN:", []any{only(s.mrnSeg())}}, {"Scanned:", []any{s.date(s.printed, "")}}} {
		s.text(x, y, style{font: sansBold, size: 14}, p.label)
		s.textIn(x+100, s.right, y, txt, p.value...)
		y += 30
	}
	s.textMid(s.w/2, 460, style{font: sans, size: 11}, "Place in front of the patient's documents.")
}

// blank is the back of a page: nothing, a few specks of a feeder, or a line that says so.
func (b *binder) blank() *sheet {
	s := newSheet(b.kases[0], chart.Blank, b.rng, b.book)
	s.page()
	switch b.rng.IntN(4) {
	case 0:
		s.textMid(s.w/2, s.h/2, style{font: sans, size: 11}, pick(s.rng, "This page intentionally left blank.", "(Back of form - no entries)"))
	case 1:
		for range 25 {
			x, y := b.rng.Float64()*s.w, b.rng.Float64()*s.h
			s.bar(x, y, x+.8, y+.8, ink{150, 150, 150})
		}
	}
	return s
}
