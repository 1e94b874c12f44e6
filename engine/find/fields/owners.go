package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// Whose data a label speaks of, by the labels and names around it.

// besideReferring reports whether the NPI's label belongs to a referring provider left of it or on the line above.
func besideReferring(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.Labels {
		if o.Key == "referring_provider" && o.Rect.X0 < m.Rect.X0 && (o.Line == m.Line || o.Line == m.Line-1) {
			return true
		}
	}
	return false
}

// ofSomebodyElse reports whether the label's own segment names somebody else: "NAME OF NEXT OF KIN", "Employer phone".
func ofSomebodyElse(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Segment != m.Segment || o.First == m.First {
			continue
		}
		if m.Key == "phone" && o.Last < m.First && o.Last >= m.First-2 && (o.Key == "provider_name" || o.Key == "facility" || o.Key == "payer") { // "BILLING PROVIDER INFO & PH #"
			return true
		}
		if !m.Colon && (o.Key == layout.OtherPerson || o.Key == layout.InsuredName) && o.First <= m.Last+2 && o.Last >= m.First-2 {
			return true
		}
	}
	return false
}

// behindPayer reports whether a label follows that of a payer on its line: "Ins: Badger Kids Plan   ID# BKP2207714".
func (l *leaf) behindPayer(m layout.Match) bool {
	payer := false
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.First >= m.First {
			break
		}
		payer = o.Key == "payer"
	}
	return payer
}

// relatives are the words of labels of people who belong to the patient and have births and numbers of their own.
var relatives = regexp.MustCompile(`mother|father|parent|guardian|spouse|wife|husband|partner|guarantor|kin|emergency|relative|madre|padre|tutor|espos|garante`)

// besideRelative reports whether a label follows that of a relative and his name on a line: "Mother: Simone Delacroix  DOB: …".
func (l *leaf) besideRelative(m layout.Match) bool {
	whose := false
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.First >= m.First {
			break
		}
		switch {
		case o.Key == "patient_name" || o.Key == layout.Name && !whose:
			whose = false
		case o.Key == layout.OtherPerson && o.Colon && relatives.MatchString(o.Phrase):
			whose = o.Last+2 < m.First // his name stands between
		}
	}
	return whose
}

// behindSomebody reports whether a plain "Phone" follows the label of a clinician, a pharmacy or a relative on its line.
func behindSomebody(l *leaf, m layout.Match) bool {
	if ownPhone.MatchString(m.Phrase) {
		return false
	}
	whose := layout.Key("")
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.First >= m.First {
			break
		}
		switch o.Key {
		case "provider_name", "referring_provider", "facility", layout.OtherPerson, "patient_name", "date_of_birth", "mrn", "address":
			whose = o.Key
		}
		if strings.Contains(o.Phrase, "pharmacy") || strings.Contains(o.Phrase, "employer") {
			whose = layout.OtherPerson
		}
	}
	switch whose {
	case "provider_name", "referring_provider", "facility", layout.OtherPerson:
		return true
	}
	return false
}

// ownPhone are the words of labels that ask for nobody's telephone but the patient's.
var ownPhone = regexp.MustCompile(`home|cell|mobile|patient|day|evening|celular|casa`)

// underOrganisation reports whether a label closes a block that the name of a clinic heads: "Summit Medical Group / 2361 Elm
// Way / Duluth, MN / Phone: …" is not about the patient.
func (l *leaf) underOrganisation(m layout.Match) bool {
	if !m.Starts {
		return false
	}
	s := l.sheet
	rect := s.Lines[m.Line].Segments[m.Segment].Rect
	for i, cells := m.Line-1, 0; i >= 0 && cells < 4; i-- {
		for _, seg := range s.Lines[i].Segments {
			if d := seg.Rect.X0 - rect.X0; d < -s.Body || d > s.Body {
				continue
			}
			if rect.Y0-seg.Rect.Y1 > 1.2*s.Body || labelIn(s, i, seg) {
				return false
			}
			text := s.Lines[i].Text(seg.First, seg.Last)
			if t, ok := organisation(text); ok && t.score > 0.9 && !hasDigit(text) {
				return true
			}
			rect = seg.Rect
			cells++
		}
	}
	return false
}

// underOffice reports whether a label stands in a block of labels set under each other that is a clinician's or an office's: it has
// one of theirs above and none of the patient's.
func (l *leaf) underOffice(m layout.Match) bool {
	if !m.Starts || ownPhone.MatchString(strings.ToLower(m.Phrase)) {
		return false
	}
	s := l.sheet
	office := false
	at := m.Rect
	for i := m.Line - 1; i >= 0 && i >= m.Line-8; i-- {
		found := false
		for _, o := range s.LabelsOf(i) {
			if d := o.Rect.X0 - at.X0; !o.Starts || d < -s.Body || d > s.Body || at.Y0-o.Rect.Y1 > 1.5*s.Body {
				continue
			}
			switch o.Key {
			case "provider_name", "referring_provider", "facility", "payer":
				office = true
			case "patient_name", layout.Name, "date_of_birth", "mrn", "sex", layout.LastName, layout.FirstName:
				return false
			}
			at, found = o.Rect, true
			break
		}
		if !found {
			break
		}
	}
	return office
}

// letterheadPhone is a telephone of the clinic: beside a fax number, or over everything that is about the patient.
func letterheadPhone(l *leaf, m layout.Match) bool {
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Key == layout.Fax && (o.Segment == m.Segment || o.Segment == m.Segment+1) && o.First >= m.First {
			return true
		}
	}
	if ownPhone.MatchString(strings.ToLower(m.Phrase)) {
		return false
	}
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Key == "date_of_birth" || o.Key == "mrn" || o.Key == "patient_name" { // the line is the patient's
			return false
		}
	}
	for _, o := range l.sheet.Labels {
		if o.Line > m.Line {
			break
		}
		if (o.Colon || o.Ends) && (o.Key == "patient_name" || o.Key == "date_of_birth" || o.Key == layout.LastName || o.Key == "mrn") {
			return false
		}
	}
	return m.Rect.MidY() < 0.2*l.sheet.Height
}
