package trail

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// The parts of FHIR R4 that an AuditEvent is made of. Shapes: hl7.org/fhir/R4/auditevent.html. Profiles: IHE Basic Audit Log
// Patterns 1.1 (profiles.ihe.net/ITI/BALP).

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

type reference struct {
	Type       string      `json:"type,omitempty"`
	Identifier *identifier `json:"identifier,omitempty"`
	Display    string      `json:"display,omitempty"`
}

type network struct {
	Address string `json:"address"`
	Type    string `json:"type"`
}

type agent struct {
	Type         *concept  `json:"type"`
	Role         []concept `json:"role,omitempty"`
	Who          reference `json:"who"`
	Name         string    `json:"name,omitempty"`
	Requestor    bool      `json:"requestor"`
	Policy       []string  `json:"policy,omitempty"`
	Network      *network  `json:"network,omitempty"`
	PurposeOfUse []concept `json:"purposeOfUse,omitempty"`
}

type detail struct {
	Type  string `json:"type"`
	Value string `json:"valueString"`
}

type entity struct {
	What   reference `json:"what"`
	Type   coding    `json:"type"`
	Role   *coding   `json:"role,omitempty"`
	Detail []detail  `json:"detail,omitempty"`
}

type source struct {
	Site     string    `json:"site,omitempty"`
	Observer reference `json:"observer"`
	Type     []coding  `json:"type"`
}

type meta struct {
	Profile []string `json:"profile"`
}

type auditEvent struct {
	ResourceType   string    `json:"resourceType"`
	ID             string    `json:"id"`
	Meta           *meta     `json:"meta,omitempty"`
	Type           coding    `json:"type"`
	Subtype        []coding  `json:"subtype"`
	Action         string    `json:"action"`
	Recorded       string    `json:"recorded"`
	Outcome        string    `json:"outcome"`
	PurposeOfEvent []concept `json:"purposeOfEvent,omitempty"`
	Agent          []agent   `json:"agent"`
	Source         source    `json:"source"`
	Entity         []entity  `json:"entity,omitempty"`
}

const (
	balp       = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
	ids        = "urn:chartproof:" // the systems of our identifiers: person, device, document, subject …
	entityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
	objectRole = "http://terminology.hl7.org/CodeSystem/object-role"
	takesPart  = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
	actReason  = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
)

// reasons are our purposes in the words of HL7 v3 ActReason.
var reasons = map[string]coding{
	"treatment": {actReason, "TREAT", "treatment"}, "payment": {actReason, "HPAYMT", "healthcare payment"},
	"operations": {actReason, "HOPERAT", "healthcare operations"}, "research": {actReason, "HRESCH", "healthcare research"},
	"public_health": {actReason, "PUBHLTH", "public health"}, "emergency": {actReason, "ETREAT", "Emergency Treatment"},
	"patient_access": {actReason, "PATRQT", "patient requested"}, "authorization": {actReason, "PATRQT", "patient requested"},
	"required_by_law": {actReason, "HLEGAL", "legal"}, "oversight": {actReason, "HCOMPL", "health compliance"},
}

// Event gives an entry as the JSON of a FHIR R4 AuditEvent. A patient is not in the trail: of an entry about a document the
// subject is a Patient whose identifier is "the subject of that document", which whoever holds the record can resolve.
func Event(e chart.AuditEntry, o Options) ([]byte, error) {
	return json.Marshal(event(e, o))
}

func event(e chart.AuditEntry, o Options) auditEvent {
	d := of(e.Action)
	a := auditEvent{ResourceType: "AuditEvent", ID: eventID(e), Type: d.kind, Subtype: []coding{d.subtype, {ids + "action", string(e.Action), ""}},
		Action: d.crud, Recorded: stamp(e.At), Outcome: "0", Agent: agents(e, d, o), Entity: entities(e),
		Source: source{Observer: device(e), Type: []coding{{"http://terminology.hl7.org/CodeSystem/security-source-type", "1", "User Device"}}}}
	if failed(e) {
		a.Outcome = "4"
	}
	if e.Purpose != "" {
		a.PurposeOfEvent = []concept{purpose(e.Purpose)}
	}
	if p := profile(e, d); p != "" {
		a.Meta = &meta{Profile: []string{balp + p}}
	}
	return a
}

// profile names the pattern that the event follows: those of access to documents, and of disclosures, for what came to pass.
func profile(e chart.AuditEntry, d deed) string {
	if failed(e) || e.Document == "" {
		return ""
	}
	if d.kind == exports {
		return "PrivacyDisclosure.Source"
	}
	if d.kind != rest {
		return ""
	}
	return map[string]string{"C": "PatientCreate", "R": "PatientRead", "U": "PatientUpdate", "D": "PatientDelete"}[d.crud]
}

func purpose(p string) concept {
	c := concept{Text: p}
	if r, ok := reasons[p]; ok {
		c.Coding = []coding{r}
	}
	return c
}

func device(e chart.AuditEntry) reference {
	return reference{Type: "Device", Identifier: &identifier{ids + "device", orUnknown(string(e.Device))}}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// agents are the workstation on both ends, as whoever keeps and whoever shows are one program, and the person.
func agents(e chart.AuditEntry, d deed, o Options) []agent {
	from := concept{Coding: []coding{{dcm, "110153", "Source Role ID"}}}
	to := concept{Coding: []coding{{dcm, "110152", "Destination Role ID"}}}
	here := network{Address: orUnknown(string(e.Device)), Type: "1"}
	if host := chart.MachineWord(e.Address, "host"); host != "" {
		here.Address = host
	}
	recipient := agent{Type: &to, Who: device(e), Network: &here}
	if r := chart.MachineWord(e.Detail, "recipient"); d.kind == exports && r != "" {
		recipient.Who, recipient.Network = reference{Identifier: &identifier{ids + "recipient", r}}, &network{Address: "recipient", Type: "1"}
	}
	out := []agent{{Type: &from, Who: device(e), Network: &here}, recipient}
	if e.Person == "" {
		return out
	}
	part := coding{takesPart, "AUT", "author (originator)"}
	if d.crud == "R" {
		part = coding{takesPart, "IRCP", "information recipient"}
	}
	who := agent{Type: &concept{Coding: []coding{part}}, Requestor: true, Who: reference{Type: "Practitioner", Identifier: &identifier{ids + "person", string(e.Person)}}}
	if e.Policy != "" {
		who.Policy = []string{ids + "policy:" + e.Policy}
	}
	if p, ok := o.People[e.Person]; ok {
		who.Name = p.DisplayName
		for _, r := range p.Roles {
			who.Role = append(who.Role, concept{Coding: []coding{{ids + "role", string(r), ""}}})
		}
	}
	if e.Purpose != "" {
		who.PurposeOfUse = []concept{purpose(e.Purpose)}
	}
	return append(out, who)
}

// entities are the document with its subject, and the entry itself with all its words.
func entities(e chart.AuditEntry) []entity {
	words := []detail{{"index", strconv.FormatInt(e.Index, 10)}}
	for _, w := range [][2]string{{"field", string(e.Field)}, {"detail", e.Detail}, {"policy", e.Policy}, {"decision", e.Decision}, {"address", e.Address}} {
		if strings.TrimSpace(w[1]) != "" {
			words = append(words, detail{w[0], w[1]})
		}
	}
	object := coding{entityType, "2", "System Object"}
	if e.Document == "" {
		return []entity{{What: reference{Identifier: &identifier{ids + "entry", eventID(e)}}, Type: object, Role: &coding{objectRole, "13", "Security Resource"}, Detail: words}}
	}
	return []entity{
		{What: reference{Type: "DocumentReference", Identifier: &identifier{ids + "document", string(e.Document)}}, Type: object,
			Role: &coding{objectRole, "3", "Report"}, Detail: words},
		{What: reference{Type: "Patient", Identifier: &identifier{ids + "subject-of", string(e.Document)}}, Type: coding{entityType, "1", "Person"},
			Role: &coding{objectRole, "1", "Patient"}},
	}
}

// eventID names an entry the same in every export.
func eventID(e chart.AuditEntry) string {
	h := sha256.Sum256(fmt.Appendf(nil, "chartproof audit %s %d", e.Device, e.Index))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // RFC 9562, version 8
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// fhir writes a Bundle of the type collection.
func (x *Writer) fhir(o Options) error {
	if _, err := fmt.Fprintf(x.out, `{"resourceType":"Bundle","type":"collection","timestamp":%q,"entry":[`, stamp(o.Made)); err != nil {
		return err
	}
	first := true
	x.write = func(e chart.AuditEntry) error {
		b, err := json.Marshal(struct {
			FullURL  string     `json:"fullUrl"`
			Resource auditEvent `json:"resource"`
		}{"urn:uuid:" + eventID(e), event(e, o)})
		if err != nil {
			return err
		}
		if !first {
			b = append([]byte{','}, b...)
		}
		first = false
		_, err = x.out.Write(append(b, '\n'))
		return err
	}
	x.finish = func() error {
		_, err := x.out.WriteString("]}\n")
		return err
	}
	return nil
}
