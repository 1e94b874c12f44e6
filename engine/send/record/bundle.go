package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Input is what a record is made of. Values are the fields as they stand after review, in the order of the document;
// fields that are not on the page or cannot be read are not among them.
type Input struct {
	ID        string // of the record, random
	Practice  string
	Person    chart.Person
	Device    chart.DeviceID
	Version   string // of the program
	SignedAt  time.Time
	Type      chart.Type
	Source    chart.Source
	Values    []Value
	Rows      []chart.Row
	Redaction chart.Redaction
	Redacted  []byte // PDF
	Original  []byte // as it came in
	Pages     []int  // of the original that this document stands on
	Scans     []Scan // of which pages were put into the document later
	// Validators are those who validated the fields on which a patient's safety hangs, by step; empty: nobody asked.
	Validators []chart.Validator

	Certificate Certificate
}

// Scan is a file that came in later than the original, and which of its pages are pages of the document.
type Scan struct {
	Source chart.Source
	File   []byte // as it came in
	Pages  []ScanPage
}

// ScanPage is a page of the document, counted from 1, that is a page of a scan.
type ScanPage struct{ Page, Sheet int }

// Value is one field as it stands after review.
type Value struct {
	Name       chart.FieldName
	Text       chart.Text
	Normalized chart.Text
}

// best is the canonical form where there is one.
func (v Value) best() string {
	if v.Normalized != "" {
		return v.Normalized.Reveal()
	}
	return v.Text.Reveal()
}

// Bundle makes the FHIR R4 document Bundle. The same input gives the same bytes.
func Bundle(in Input) ([]byte, error) {
	if in.ID == "" || in.SignedAt.IsZero() || len(in.Redacted) == 0 || len(in.Original) == 0 {
		return nil, chart.E(chart.BadInput, "make record", fmt.Errorf("id, time, redacted pages and original are all needed"))
	}
	b := &builder{in: in, now: in.SignedAt.UTC().Format("2006-01-02T15:04:05.000Z07:00")}
	return b.bundle()
}

// builder collects the resources of one bundle.
type builder struct {
	in       Input
	now      string
	n        int
	entries  []entry
	clinical []section
}

// next gives the id of the next resource: a UUID derived from the record's own random id, so that the same record always
// names its parts alike.
func (b *builder) next() string {
	b.n++
	h := sha256.Sum256(fmt.Appendf(nil, "%s/%d", b.in.ID, b.n))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // RFC 9562, version 8
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

func (b *builder) add(id string, resource any) reference {
	ref := reference{Reference: "urn:uuid:" + id}
	b.entries = append(b.entries, entry{FullURL: ref.Reference, Resource: resource})
	return ref
}

func (b *builder) bundle() ([]byte, error) {
	compositionID := b.next()
	subject := b.patient()
	person, organisation, dev := b.author(), b.practice(), b.device()
	docs := b.documents(subject)
	b.findings(subject)
	b.provenance(append([]reference{{Reference: "urn:uuid:" + compositionID}}, docs...), person, dev)

	typ := documentType(b.in.Type)
	comp := composition{ResourceType: "Composition", ID: compositionID, Status: "final", Type: typ, Subject: subject,
		Date: b.now, Author: []reference{person, dev}, Title: typ.Text, Custodian: organisation,
		Attester: []attester{{Mode: "professional", Time: b.now, Party: person}},
		Section:  append([]section{{Title: "Pages", Entry: docs}}, b.clinical...)}
	first := entry{FullURL: "urn:uuid:" + compositionID, Resource: comp}
	return json.Marshal(bundle{ResourceType: "Bundle", ID: b.in.ID, Type: "document", Timestamp: b.now,
		Identifier: identifier{System: "urn:chartproof:record", Value: b.in.ID},
		Entry:      append([]entry{first}, b.entries...)})
}

func (b *builder) values(name chart.FieldName) []Value {
	var out []Value
	for _, v := range b.in.Values {
		if v.Name == name && v.Text != "" {
			out = append(out, v)
		}
	}
	return out
}

// one gives the canonical form of the first value of a field, or "".
func (b *builder) one(name chart.FieldName) string {
	if v := b.values(name); len(v) > 0 {
		return v[0].best()
	}
	return ""
}

var isoDate = regexp.MustCompile(`^\d{4}(?:-\d{2}(?:-\d{2})?)?$`)

// date gives a date only in a form that FHIR takes: a day, a month or a year.
func (b *builder) date(name chart.FieldName) string {
	if d := b.one(name); isoDate.MatchString(d) {
		return d
	}
	return ""
}

func (b *builder) patient() reference {
	p := patient{ResourceType: "Patient", ID: b.next(), BirthDate: b.date(chart.DateOfBirth)}
	for _, id := range []struct {
		field chart.FieldName
		code  string
	}{{chart.MRN, "MR"}, {chart.SSN, "SS"}, {chart.MemberID, "MB"}, {chart.AccountNumber, "AN"}} {
		if v := b.one(id.field); v != "" {
			p.Identifier = append(p.Identifier, identifier{Value: v,
				Type: &concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/v2-0203", Code: id.code}}}})
		}
	}
	for _, v := range b.values(chart.PatientName) {
		p.Name = append(p.Name, nameOf(v))
	}
	for _, v := range b.values(chart.Phone) {
		p.Telecom = append(p.Telecom, contactPoint{System: "phone", Value: v.best()})
	}
	for _, v := range b.values(chart.Email) {
		p.Telecom = append(p.Telecom, contactPoint{System: "email", Value: v.best()})
	}
	for _, v := range b.values(chart.Address) {
		p.Address = append(p.Address, address{Text: v.Text.Reveal()})
	}
	switch strings.ToLower(b.one(chart.Sex)) {
	case "m", "male":
		p.Gender = "male"
	case "f", "female":
		p.Gender = "female"
	case "":
	case "u", "unknown":
		p.Gender = "unknown"
	default:
		p.Gender = "other"
	}
	return b.add(p.ID, p)
}

// nameOf splits the canonical "LAST, FIRST MIDDLE".
func nameOf(v Value) humanName {
	n := humanName{Text: v.Text.Reveal()}
	if family, given, ok := strings.Cut(v.Normalized.Reveal(), ","); ok {
		n.Family, n.Given = strings.TrimSpace(family), strings.Fields(given)
	}
	return n
}

func (b *builder) author() reference {
	p := practitioner{ResourceType: "Practitioner", ID: b.next(),
		Identifier: []identifier{{System: "urn:chartproof:person", Value: string(b.in.Person.ID)}}}
	if b.in.Person.DisplayName != "" {
		p.Name = []humanName{{Text: b.in.Person.DisplayName}}
	}
	return b.add(p.ID, p)
}

func (b *builder) practice() reference {
	name := b.in.Practice
	if name == "" {
		name = "Practice"
	}
	o := organization{ResourceType: "Organization", ID: b.next(), Name: name}
	return b.add(o.ID, o)
}

func (b *builder) device() reference {
	d := device{ResourceType: "Device", ID: b.next(),
		Identifier: []identifier{{System: "urn:chartproof:device", Value: string(b.in.Device)}},
		DeviceName: []deviceName{{Name: "Chartproof workstation", Type: "user-friendly-name"}}}
	if b.in.Version != "" {
		d.Version = []version{{Value: b.in.Version}}
	}
	return b.add(d.ID, d)
}

// documents adds the redacted pages and the original, each named by its SHA-256.
func (b *builder) documents(subject reference) []reference {
	sum := func(data []byte) []identifier {
		h := sha256.Sum256(data)
		return []identifier{{System: "urn:chartproof:sha256", Value: hex.EncodeToString(h[:])}}
	}
	doc := func(title, media string, data []byte, label string, more ...identifier) reference {
		d := documentReference{ResourceType: "DocumentReference", ID: b.next(), Identifier: append(sum(data), more...), Status: "current",
			Type: documentType(b.in.Type), Subject: subject, Date: b.now, Description: title,
			Content: []contentItem{{attachment{ContentType: media, Data: data, Size: len(data), Title: title}}}}
		if label != "" {
			d.SecurityLabel = []concept{{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: label}}}}
		}
		return b.add(d.ID, d)
	}
	title := "Original file; this document is on page " + strings.Trim(strings.ReplaceAll(fmt.Sprint(b.in.Pages), " ", ", "), "[]")
	if len(b.in.Pages) == 0 {
		title = "Original file; this document is on none of its pages"
	}
	refs := []reference{
		doc("Redacted pages", "application/pdf", b.in.Redacted, "L"),
		doc(title, b.in.Source.MediaType, b.in.Original, "R", b.in.Certificate.salt()...),
	}
	for _, sc := range b.in.Scans {
		var pages []string
		for _, p := range sc.Pages {
			pages = append(pages, fmt.Sprintf("page %d is page %d of it", p.Page, p.Sheet))
		}
		refs = append(refs, doc("Later scan; of this document, "+strings.Join(pages, ", "), sc.Source.MediaType, sc.File, "R"))
	}
	if len(b.in.Certificate.Signed) > 0 {
		refs = append(refs, doc("Redaction certificate", EnvelopeMedia, b.in.Certificate.Signed, "L"))
	}
	return refs
}

func (b *builder) provenance(targets []reference, person, dev reference) {
	agent := func(code string, who reference) provenanceAgent {
		return provenanceAgent{Type: concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/provenance-participant-type", Code: code}}}, Who: who}
	}
	agents := []provenanceAgent{agent("verifier", person), agent("assembler", dev)}
	for _, v := range b.in.Validators {
		agents = append(agents, validator(v))
	}
	p := provenance{ResourceType: "Provenance", ID: b.next(), Target: targets, Recorded: b.now,
		Activity: concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/v3-DocumentCompletion", Code: "LA"}}, Text: "Reviewed, redacted and signed"},
		Agent:    agents,
		Entity: []provenanceEntity{
			{Role: "source", What: identified{identifier{System: "urn:chartproof:sha256", Value: b.in.Source.SHA256}}},
			{Role: "derivation", What: identified{identifier{System: "urn:chartproof:pages-before-sha256", Value: b.in.Redaction.BeforeSHA256}}},
			{Role: "derivation", What: identified{identifier{System: "urn:chartproof:pages-after-sha256", Value: b.in.Redaction.AfterSHA256}}},
		}}
	for _, sc := range b.in.Scans {
		p.Entity = append(p.Entity, provenanceEntity{Role: "source", What: identified{identifier{System: "urn:chartproof:sha256", Value: sc.Source.SHA256}}})
	}
	kept := p.Entity[:0]
	for _, e := range p.Entity {
		if e.What.Identifier.Value != "" {
			kept = append(kept, e)
		}
	}
	p.Entity = kept
	b.add(p.ID, p)
}
