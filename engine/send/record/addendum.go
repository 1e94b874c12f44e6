package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Addendum is what a coder's addendum is made of. Nobody is named in it: the patient and the provider are tokens.
type Addendum struct {
	ID             string // random
	To             string // the record that it adds to
	ToDigest       string // of that record's envelope
	Number         int    // counting from 1
	Practice       string
	Person         chart.Person
	Device         chart.DeviceID
	Version        string
	SignedAt       time.Time
	Type           chart.Type
	Patient        string // token
	Provider       string // token
	Day            string // of service, ISO; may be empty
	Admitted, Left string // admission and discharge, ISO; may be empty
	Redacted       []byte // the pages that were coded from

	Diagnoses []CodedDiagnosis
	Lines     []CodedLine
}

// CodedDiagnosis is one diagnosis, the principal one first.
type CodedDiagnosis struct{ System, Code, Title string }

// CodedLine is one service. Pointers are places among the diagnoses, counting from 1.
type CodedLine struct {
	System, Code, Title string
	Modifiers           []string
	Units               int
	Day                 string
	Cent                int64
	Pointers            []int
}

// AddendumBundle makes the FHIR R4 document Bundle of an addendum: a Composition that appends to the record (relatesTo), an Encounter,
// a Condition a diagnosis and a Claim, with Provenance. The same input gives the same bytes.
func AddendumBundle(in Addendum) ([]byte, error) {
	if in.ID == "" || in.To == "" || in.ToDigest == "" || in.SignedAt.IsZero() || len(in.Redacted) == 0 {
		return nil, chart.E(chart.BadInput, "make addendum", fmt.Errorf("id, record, time and redacted pages are all needed"))
	}
	b := &addendum{builder: builder{in: Input{ID: in.ID, Practice: in.Practice, Person: in.Person, Device: in.Device, Version: in.Version, Type: in.Type},
		now: in.SignedAt.UTC().Format("2006-01-02T15:04:05.000Z07:00")}, of: in}
	return b.bundle()
}

type addendum struct {
	builder
	of Addendum
}

func (b *addendum) bundle() ([]byte, error) {
	compositionID := b.next()
	subject := b.tokenPatient()
	person, organisation, dev := b.author(), b.practice(), b.device()
	provider := b.tokenProvider()
	pages := b.pages(subject)
	conditions := b.conditions(subject)
	encounter := b.encounter(subject, conditions)
	parts := append([]reference{encounter}, conditions...)
	if len(b.of.Lines) > 0 {
		parts = append(parts, b.claim(subject, provider, conditions))
	}
	b.provenance(append([]reference{{Reference: "urn:uuid:" + compositionID}}, parts...), person, dev)
	for i := range b.entries {
		if p, ok := b.entries[i].Resource.(provenance); ok {
			p.Activity = concept{Text: "Coded and signed"}
			p.Entity = []provenanceEntity{{Role: "revision", What: identified{identifier{System: "urn:chartproof:record", Value: b.of.To}}},
				{Role: "source", What: identified{identifier{System: "urn:chartproof:envelope-sha256", Value: b.of.ToDigest}}}}
			b.entries[i].Resource = p
		}
	}
	comp := addendumComposition{composition: composition{ResourceType: "Composition", ID: compositionID, Status: "amended",
		Type: concept{Text: "Coding addendum"}, Subject: subject, Date: b.now, Author: []reference{person, dev},
		Title: fmt.Sprintf("Coding addendum %d", b.of.Number), Custodian: organisation,
		Attester: []attester{{Mode: "professional", Time: b.now, Party: person}},
		Section:  []section{{Title: "Pages", Entry: []reference{pages}}, {Title: "Coding", Entry: parts}}},
		RelatesTo: []relatesTo{{Code: "appends", Target: identifier{System: "urn:chartproof:record", Value: b.of.To}}}}
	first := entry{FullURL: "urn:uuid:" + compositionID, Resource: comp}
	return json.Marshal(bundle{ResourceType: "Bundle", ID: b.of.ID, Type: "document", Timestamp: b.now,
		Identifier: identifier{System: "urn:chartproof:record", Value: b.of.ID}, Entry: append([]entry{first}, b.entries...)})
}

// put adds a resource of the addendum.
func (b *addendum) put(id string, resource any) reference { return b.add(id, resource) }

func (b *addendum) tokenPatient() reference {
	p := patient{ResourceType: "Patient", ID: b.next()}
	if b.of.Patient != "" {
		p.Identifier = []identifier{{System: "urn:chartproof:token", Value: b.of.Patient}}
	}
	return b.put(p.ID, p)
}

func (b *addendum) tokenProvider() reference {
	p := practitioner{ResourceType: "Practitioner", ID: b.next(), Identifier: []identifier{{System: "urn:chartproof:token", Value: b.of.Provider}}}
	return b.put(p.ID, p)
}

func (b *addendum) pages(subject reference) reference {
	sum := sha256.Sum256(b.of.Redacted)
	d := documentReference{ResourceType: "DocumentReference", ID: b.next(), Identifier: []identifier{{System: "urn:chartproof:sha256", Value: hex.EncodeToString(sum[:])}},
		Status: "current", Type: documentType(b.of.Type), Subject: subject, Date: b.now, Description: "Redacted pages",
		SecurityLabel: []concept{{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "L"}}}},
		Content:       []contentItem{{attachment{ContentType: "application/pdf", Data: b.of.Redacted, Size: len(b.of.Redacted), Title: "Redacted pages"}}}}
	return b.put(d.ID, d)
}

func (b *addendum) conditions(subject reference) []reference {
	var out []reference
	for _, d := range b.of.Diagnoses {
		c := condition{ResourceType: "Condition", ID: b.next(), Code: codedAs(d.System, d.Code, d.Title), Subject: subject}
		out = append(out, b.put(c.ID, c))
	}
	return out
}

func codedAs(system, code, title string) concept {
	return concept{Coding: []coding{{System: system, Code: code, Display: title}}}
}

func (b *addendum) encounter(subject reference, conditions []reference) reference {
	e := encounter{ResourceType: "Encounter", ID: b.next(), Status: "finished", Class: coding{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: "AMB"}, Subject: subject}
	from, to := b.of.Admitted, b.of.Left
	if from != "" {
		e.Class.Code = "IMP"
	} else {
		from, to = b.of.Day, b.of.Day
	}
	if from != "" {
		e.Period = &period{from, to}
	}
	for i, c := range conditions {
		e.Diagnosis = append(e.Diagnosis, encounterDiagnosis{Condition: c, Rank: i + 1})
	}
	return b.put(e.ID, e)
}

func (b *addendum) claim(subject, provider reference, conditions []reference) reference {
	kind := func(system, code string) concept {
		return concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/" + system, Code: code}}}
	}
	c := claim{ResourceType: "Claim", ID: b.next(), Status: "draft", Type: kind("claim-type", "professional"), Use: "claim", Patient: subject,
		Created: b.now, Provider: provider, Priority: kind("processpriority", "normal"),
		Insurance: []insurance{{Sequence: 1, Focal: true, Coverage: display{"as the payer's token on the record"}}}}
	for i, d := range conditions {
		c.Diagnosis = append(c.Diagnosis, claimDiagnosis{Sequence: i + 1, Condition: d})
	}
	if len(c.Diagnosis) > 0 {
		principal := kind("ex-diagnosistype", "principal")
		c.Diagnosis[0].Type = []concept{principal}
	}
	for i, l := range b.of.Lines {
		it := claimItem{Sequence: i + 1, Pointers: l.Pointers, Product: codedAs(l.System, l.Code, l.Title), Serviced: l.Day,
			Quantity: &quantity{Value: jsonNumber(fmt.Sprint(l.Units))}}
		for _, m := range l.Modifiers {
			it.Modifier = append(it.Modifier, concept{Coding: []coding{{System: "urn:chartproof:modifier", Code: m}}})
		}
		if l.Cent != 0 {
			it.Net = &money{Value: jsonNumber(fmt.Sprintf("%d.%02d", l.Cent/100, l.Cent%100)), Currency: "USD"}
		}
		c.Item = append(c.Item, it)
	}
	return b.put(c.ID, c)
}

// The resources that only an addendum has.

type addendumComposition struct {
	composition
	RelatesTo []relatesTo `json:"relatesTo"`
}

type relatesTo struct {
	Code   string     `json:"code"`
	Target identifier `json:"targetIdentifier"`
}

type encounter struct {
	ResourceType string               `json:"resourceType"`
	ID           string               `json:"id"`
	Status       string               `json:"status"`
	Class        coding               `json:"class"`
	Subject      reference            `json:"subject"`
	Period       *period              `json:"period,omitempty"`
	Diagnosis    []encounterDiagnosis `json:"diagnosis,omitempty"`
}

type period struct {
	Start string `json:"start"`
	End   string `json:"end,omitempty"`
}

type encounterDiagnosis struct {
	Condition reference `json:"condition"`
	Rank      int       `json:"rank"`
}

type claim struct {
	ResourceType string           `json:"resourceType"`
	ID           string           `json:"id"`
	Status       string           `json:"status"`
	Type         concept          `json:"type"`
	Use          string           `json:"use"`
	Patient      reference        `json:"patient"`
	Created      string           `json:"created"`
	Provider     reference        `json:"provider"`
	Priority     concept          `json:"priority"`
	Diagnosis    []claimDiagnosis `json:"diagnosis,omitempty"`
	Insurance    []insurance      `json:"insurance"`
	Item         []claimItem      `json:"item"`
}

type claimDiagnosis struct {
	Sequence  int       `json:"sequence"`
	Condition reference `json:"diagnosisReference"`
	Type      []concept `json:"type,omitempty"`
}

type insurance struct {
	Sequence int     `json:"sequence"`
	Focal    bool    `json:"focal"`
	Coverage display `json:"coverage"`
}

type display struct {
	Display string `json:"display"`
}

type claimItem struct {
	Sequence int       `json:"sequence"`
	Pointers []int     `json:"diagnosisSequence,omitempty"`
	Product  concept   `json:"productOrService"`
	Modifier []concept `json:"modifier,omitempty"`
	Serviced string    `json:"servicedDate,omitempty"`
	Quantity *quantity `json:"quantity,omitempty"`
	Net      *money    `json:"net,omitempty"`
}

type money struct {
	Value    jsonNumber `json:"value"`
	Currency string     `json:"currency"`
}
