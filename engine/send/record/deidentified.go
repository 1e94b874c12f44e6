package record

import (
	"encoding/json"
	"errors"

	"chartproof.org/chartproof/engine/chart"
)

// Deidentified is what a release says of one person without who that is.
type Deidentified struct {
	ID        string // of the bundle, random
	Release   string // the release's id
	Method    string // the machine word of the method
	Label     string // what the set is, in words
	Synthetic bool   // the identifiers are invented
	Coded     bool   // somebody can turn the codes back
	Subject   string // the person's code
	State     string
	City      string
	ZIP       string
	Person    []Value
	Documents []DeidentifiedDocument
}

// DeidentifiedDocument is one document of the person.
type DeidentifiedDocument struct {
	Type   chart.Type
	Values []Value
	Rows   []chart.Row
}

// The code systems that say what a de-identified bundle is.
const (
	systemMethod = "urn:chartproof:deidentification"
	systemLabels = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
	systemReason = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
)

// Collection makes the FHIR R4 collection Bundle of a de-identified case: the person by code, and findings; no document, no
// author, no time of its own. The same input gives the same bytes.
func Collection(in Deidentified) ([]byte, error) {
	if in.ID == "" || in.Subject == "" || in.Method == "" {
		return nil, chart.E(chart.BadInput, "make bundle", errors.New("id, code and method are needed"))
	}
	b := &builder{in: Input{ID: in.ID, Values: in.Person}}
	subject := b.subject(in)
	for _, d := range in.Documents {
		b.in.Type, b.in.Values, b.in.Rows = d.Type, d.Values, d.Rows
		b.findings(subject)
	}
	label := coding{System: systemLabels, Code: "ANONYED", Display: "anonymized"}
	if in.Coded {
		label = coding{System: systemLabels, Code: "PSEUDED", Display: "pseudonymized"}
	}
	m := meta{Security: []coding{label}, Tag: []coding{{System: systemMethod, Code: in.Method, Display: in.Label}}}
	if in.Synthetic {
		m.Security = append(m.Security, coding{System: systemReason, Code: "HTEST", Display: "test health data"})
	}
	return json.Marshal(collection{ResourceType: "Bundle", ID: in.ID, Meta: m, Type: "collection", Entry: b.entries})
}

// subject is the person: the values that the release leaves, and the code as an identifier of this release alone.
func (b *builder) subject(in Deidentified) reference {
	ref := b.patient()
	p := b.entries[len(b.entries)-1].Resource.(patient)
	p.Identifier = append(p.Identifier, identifier{System: "urn:chartproof:release:" + in.Release, Value: in.Subject})
	if in.State != "" || in.ZIP != "" || in.City != "" {
		p.Address = append(p.Address, address{City: in.City, State: in.State, PostalCode: in.ZIP, Country: "US"})
	}
	b.entries[len(b.entries)-1].Resource = p
	b.section("Person", b.others(ref))
	return ref
}

type collection struct {
	ResourceType string  `json:"resourceType"`
	ID           string  `json:"id"`
	Meta         meta    `json:"meta"`
	Type         string  `json:"type"`
	Entry        []entry `json:"entry"`
}

type meta struct {
	Security []coding `json:"security"`
	Tag      []coding `json:"tag"`
}
