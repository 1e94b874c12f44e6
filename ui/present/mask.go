package present

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// Class groups the kinds of identifiers into the five that a person tells apart at a glance.
type Class uint8

// The classes.
const (
	ClassName Class = iota
	ClassDate
	ClassNumber
	ClassAddress
	ClassContact
)

// ClassOf gives the class of a kind; what it does not know is a number.
func ClassOf(k chart.Kind) Class {
	switch k {
	case chart.Name, chart.Signature, chart.FacePhoto:
		return ClassName
	case chart.Date, chart.AgeOver89:
		return ClassDate
	case chart.Geographic:
		return ClassAddress
	case chart.PhoneNumber, chart.Fax, chart.EmailAddress, chart.URL, chart.IPAddress:
		return ClassContact
	}
	return ClassNumber
}

// Tag is the two letters of the class.
func (c Class) Tag() string { return [...]string{"NM", "DT", "ID", "AD", "PH"}[c] }

// kindFor gives the kind of a redaction that a person draws over a field.
func kindFor(f chart.FieldName) chart.Kind {
	switch f {
	case chart.PatientName, chart.ProviderName, chart.ReferringProvider:
		return chart.Name
	case chart.DateOfBirth, chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate,
		chart.ReportedDate, chart.SignatureDate:
		return chart.Date
	case chart.MRN:
		return chart.RecordNumber
	case chart.AccountNumber:
		return chart.Account
	case chart.SSN:
		return chart.SocialNumber
	case chart.Phone:
		return chart.PhoneNumber
	case chart.Email:
		return chart.EmailAddress
	case chart.Address, chart.Facility:
		return chart.Geographic
	case chart.MemberID, chart.GroupNumber:
		return chart.HealthPlanID
	case chart.SignaturePresent:
		return chart.Signature
	}
	return chart.OtherID
}

// mask decides what of a chart the person sees at this moment.
type mask struct {
	person   chart.Person
	d        *chart.Dossier
	at       chart.FieldID // the field at hand
	revealed revealed
}

// value reports whether a field's value is shown. Identifiers are shown at hand to whoever is to decide on them, or
// revealed; everything else to whoever's role sees it.
func (m mask) value(f chart.Field) bool {
	if !access.Sees(m.person, f.Name) {
		return false
	}
	return !access.Identifies(f.Name) || m.revealed.covers(f) || f.ID == m.at && m.validates(f)
}

// tokened reports whether a token is all that the person gets of a field that the role sees: an identifier stood in the value.
func (m mask) tokened(f chart.Field) bool {
	return access.In(m.person, chart.Working) == access.None && m.d.Tokens[f.ID] != "" && review.Current(m.d, f) == ""
}

// why says why the field at hand is not shown.
func (m mask) why(f chart.Field) Line {
	switch {
	case !access.Sees(m.person, f.Name):
		return Say("Your role does not show this field.")
	case m.tokened(f):
		return Say("An identifier stands in it: your role sees a token instead.")
	}
	return Say("Masked: nobody has to decide on it now. F4 shows it while held, and writes it down.")
}

// hides reports whether an identifier on the page is painted over. What no field explains is hidden: nobody knows better.
func (m mask) hides(s chart.Span) bool {
	if !s.Redacted {
		return false
	}
	if m.revealed.page != 0 && m.revealed.page == s.Page {
		return !m.mayReveal(s)
	}
	for _, f := range m.d.Document.Fields {
		if f.Page == s.Page && touches(s.Boxes, f.Box) && m.value(f) && covers(f.Box, s.Boxes) {
			return false
		}
	}
	return true
}

// mayReveal reports whether the role could see the identifier at all: a coder never, whoever sees patients' names always.
func (m mask) mayReveal(chart.Span) bool { return access.Sees(m.person, chart.PatientName) }

func touches(boxes []geom.Box, b geom.Box) bool {
	for _, s := range boxes {
		if s.Overlaps(b) {
			return true
		}
	}
	return false
}

// covers reports whether most of the identifier lies in the field's zone: a long identifier is not shown because a
// neighbouring field touches its edge.
func covers(zone geom.Box, boxes []geom.Box) bool {
	all, in := 0.0, 0.0
	for _, b := range boxes {
		all += b.Area()
		in += b.Intersect(zone).Area()
	}
	return all > 0 && in >= 0.6*all
}

// zones gives the fields on a page that are hidden although no redaction lies over them: a detector may have missed what
// the field knows to be an identifier.
func (m mask) zones(page int) []chart.Field {
	var out []chart.Field
	for _, f := range m.d.Document.Fields {
		if f.Page == page && !f.Box.Empty() && !m.value(f) && !m.explained(f) {
			out = append(out, f)
		}
	}
	return out
}

// explained reports whether a hidden field's zone needs no mask of its own: a hidden redaction covers it already, or the
// role may see it and it shares its place with the field at hand, or a person has released it.
func (m mask) explained(f chart.Field) bool {
	for _, s := range m.d.Spans {
		if s.Page == f.Page && m.hides(s) && len(s.Boxes) > 0 && coversZone(s.Boxes, f.Box) {
			return true
		}
	}
	if !access.Sees(m.person, f.Name) {
		return false
	}
	for _, s := range m.d.Spans {
		if s.Page == f.Page && !s.Redacted && coversZone(s.Boxes, f.Box) {
			return true
		}
	}
	for _, other := range m.d.Document.Fields {
		if other.ID == m.at && other.Page == f.Page && other.Box.Overlaps(f.Box) {
			return true
		}
	}
	return false
}

// coversZone reports whether boxes cover nearly all of a zone.
func coversZone(boxes []geom.Box, zone geom.Box) bool {
	in := 0.0
	for _, b := range boxes {
		in += b.Intersect(zone).Area()
	}
	return in >= 0.9*zone.Area()
}

// hider gives a function that reports whether a place on the page lies under a mask. What hides is found out once: it is
// asked for every word of a page.
func (m mask) hider(page int) func(geom.Box) bool {
	var under []geom.Box
	for _, f := range m.zones(page) {
		under = append(under, f.Box)
	}
	for _, s := range m.d.Spans {
		if s.Page == page && m.hides(s) {
			under = append(under, s.Boxes...)
		}
	}
	return func(b geom.Box) bool { return touches(under, b) }
}

// instead is the token that is shown in place of a masked value: its class, and letters that are the same for the same value.
func instead(d *chart.Dossier, f chart.Field) string {
	token := d.Tokens[f.ID]
	if token == "" {
		return ""
	}
	return ClassOf(kindFor(f.Name)).Tag() + "-" + token
}
