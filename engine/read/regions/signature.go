package regions

import (
	"image"
	"strings"
)

// signature gives how sure it is that a piece of handwriting is a signature: by a label beside, under or over it, by a
// clinician's printed name under it, or by its size beside the usual one of the page's other handwriting, 0 for none.
func (c *canvas) signature(r image.Rectangle, usual int) float64 {
	if r.Dx() < c.in(0.4) {
		return 0
	}
	near := image.Rect(r.Min.X-c.in(2.2), r.Min.Y, r.Max.X, r.Max.Y)
	under := image.Rect(r.Min.X-c.in(0.3), r.Min.Y, r.Max.X+c.in(0.3), r.Max.Y+c.in(0.4))
	over := image.Rect(r.Min.X-c.in(1.2), r.Min.Y-c.in(0.45), r.Max.X, r.Max.Y)
	for _, w := range c.words {
		m := middle(w.Rectangle)
		switch {
		case signatureLabel(w.text) && (m.In(near) || m.In(under) || m.In(over)):
			return 1
		case m.In(over) && m.Y < r.Min.Y+c.letter && attests(w.text),
			m.In(under) && m.Y > r.Max.Y-c.letter/2 && (credential(w.text) || signer(w.text)):
			return 0.9
		}
	}
	if c.large(r, usual) {
		return 0.7
	}
	return 0
}

// large reports handwriting of the size that signatures have.
func (c *canvas) large(r image.Rectangle, usual int) bool {
	return r.Dy() >= 2*c.letter && 2*r.Dy() >= 3*usual && r.Dx() >= 3*r.Dy()/2 && r.Dx() >= c.in(0.8)
}

// bare is a word in small letters without what is not a letter at its ends.
func bare(text string) string {
	return strings.ToLower(strings.TrimFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}))
}

// signatureLabel reports a word of a label that asks for a signature, in English and Spanish, one letter misread.
func signatureLabel(text string) bool {
	switch b := bare(text); b {
	case "signature", "signatures", "signed", "sign", "firma", "firmado", "initials":
		return true
	case "":
		return false
	default:
		return len(b) >= 8 && len(b) <= 10 && (strings.HasPrefix(b, "signat") || strings.HasSuffix(b, "gnature") || strings.HasPrefix(b, "sign") && strings.HasSuffix(b, "ture"))
	}
}

// attests reports a word that only ever names who signs, wherever it stands.
func attests(text string) bool {
	switch bare(text) {
	case "witness", "interpreter", "notary", "testigo", "guardian", "representative":
		return true
	}
	return false
}

// signer reports a word under a line that says who signs there.
func signer(text string) bool {
	switch bare(text) {
	case "witness", "physician", "prescriber", "provider", "clinician", "guardian", "representative", "interpreter", "notary", "parent",
		"surgeon", "anesthesiologist", "pharmacist", "nurse", "consent", "testigo", "tutor", "médico", "subscriber", "insured", "responsible":
		return true
	}
	return false
}

// credential reports a clinician's degree after a printed name.
func credential(text string) bool {
	switch strings.ToLower(strings.Trim(strings.ReplaceAll(text, ".", ""), ",; ")) {
	case "md", "do", "np", "pa-c", "pa", "rn", "fnp", "dds", "dpm", "aprn", "arnp", "crnp", "cnm", "pharmd", "mbbs":
		return true
	}
	return false
}
