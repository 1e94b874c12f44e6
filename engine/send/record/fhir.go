package record

// The few FHIR R4 resources that a record is made of, with the elements that we fill. Shapes: hl7.org/fhir/R4.

type bundle struct {
	ResourceType string     `json:"resourceType"`
	ID           string     `json:"id"`
	Identifier   identifier `json:"identifier"`
	Type         string     `json:"type"`
	Timestamp    string     `json:"timestamp"`
	Entry        []entry    `json:"entry"`
}

type entry struct {
	FullURL  string `json:"fullUrl"`
	Resource any    `json:"resource"`
}

type identifier struct {
	Type   *concept `json:"type,omitempty"`
	System string   `json:"system,omitempty"`
	Value  string   `json:"value"`
}

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type reference struct {
	Reference string `json:"reference"`
}

type humanName struct {
	Text   string   `json:"text"`
	Family string   `json:"family,omitempty"`
	Given  []string `json:"given,omitempty"`
}

type contactPoint struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

type address struct {
	Text       string `json:"text,omitempty"`
	City       string `json:"city,omitempty"`
	State      string `json:"state,omitempty"`
	PostalCode string `json:"postalCode,omitempty"`
	Country    string `json:"country,omitempty"`
}

type composition struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Status       string      `json:"status"`
	Type         concept     `json:"type"`
	Subject      reference   `json:"subject"`
	Date         string      `json:"date"`
	Author       []reference `json:"author"`
	Title        string      `json:"title"`
	Attester     []attester  `json:"attester"`
	Custodian    reference   `json:"custodian"`
	Section      []section   `json:"section"`
}

type attester struct {
	Mode  string    `json:"mode"`
	Time  string    `json:"time"`
	Party reference `json:"party"`
}

type section struct {
	Title string      `json:"title"`
	Entry []reference `json:"entry"`
}

type patient struct {
	ResourceType string         `json:"resourceType"`
	ID           string         `json:"id"`
	Identifier   []identifier   `json:"identifier,omitempty"`
	Name         []humanName    `json:"name,omitempty"`
	Telecom      []contactPoint `json:"telecom,omitempty"`
	Gender       string         `json:"gender,omitempty"`
	BirthDate    string         `json:"birthDate,omitempty"`
	Address      []address      `json:"address,omitempty"`
}

type practitioner struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	Identifier   []identifier `json:"identifier"`
	Name         []humanName  `json:"name,omitempty"`
}

type organization struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Name         string `json:"name"`
}

type device struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	Identifier   []identifier `json:"identifier"`
	DeviceName   []deviceName `json:"deviceName"`
	Version      []version    `json:"version,omitempty"`
}

type deviceName struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type version struct {
	Value string `json:"value"`
}

type documentReference struct {
	ResourceType  string        `json:"resourceType"`
	ID            string        `json:"id"`
	Identifier    []identifier  `json:"identifier"`
	Status        string        `json:"status"`
	Type          concept       `json:"type"`
	Subject       reference     `json:"subject"`
	Date          string        `json:"date"`
	Description   string        `json:"description"`
	SecurityLabel []concept     `json:"securityLabel,omitempty"`
	Content       []contentItem `json:"content"`
}

type contentItem struct {
	Attachment attachment `json:"attachment"`
}

type attachment struct {
	ContentType string `json:"contentType"`
	Data        []byte `json:"data"`
	Size        int    `json:"size"`
	Title       string `json:"title"`
}

type observation struct {
	ResourceType   string           `json:"resourceType"`
	ID             string           `json:"id"`
	Status         string           `json:"status"`
	Code           concept          `json:"code"`
	Subject        reference        `json:"subject"`
	Effective      string           `json:"effectiveDateTime,omitempty"`
	ValueQuantity  *quantity        `json:"valueQuantity,omitempty"`
	ValueString    string           `json:"valueString,omitempty"`
	Interpretation []concept        `json:"interpretation,omitempty"`
	Range          []referenceRange `json:"referenceRange,omitempty"`
}

type quantity struct {
	Value      jsonNumber `json:"value"`
	Comparator string     `json:"comparator,omitempty"`
	Unit       string     `json:"unit,omitempty"`
}

// jsonNumber keeps a value's digits as they were read: 7.40 stays 7.40.
type jsonNumber string

// MarshalJSON writes the digits as a JSON number.
func (n jsonNumber) MarshalJSON() ([]byte, error) { return []byte(n), nil }

type referenceRange struct {
	Text string `json:"text"`
}

type allergyIntolerance struct {
	ResourceType   string    `json:"resourceType"`
	ID             string    `json:"id"`
	ClinicalStatus concept   `json:"clinicalStatus"`
	Verification   concept   `json:"verificationStatus"`
	Code           concept   `json:"code"`
	Patient        reference `json:"patient"`
}

type medicationStatement struct {
	ResourceType string    `json:"resourceType"`
	ID           string    `json:"id"`
	Status       string    `json:"status"`
	Medication   concept   `json:"medicationCodeableConcept"`
	Subject      reference `json:"subject"`
	Dosage       []dosage  `json:"dosage,omitempty"`
}

type dosage struct {
	Text string `json:"text"`
}

type condition struct {
	ResourceType string    `json:"resourceType"`
	ID           string    `json:"id"`
	Code         concept   `json:"code"`
	Subject      reference `json:"subject"`
}

type immunization struct {
	ResourceType     string    `json:"resourceType"`
	ID               string    `json:"id"`
	Status           string    `json:"status"`
	VaccineCode      concept   `json:"vaccineCode"`
	Patient          reference `json:"patient"`
	OccurrenceDate   string    `json:"occurrenceDateTime,omitempty"`
	OccurrenceString string    `json:"occurrenceString,omitempty"`
	LotNumber        string    `json:"lotNumber,omitempty"`
}

type provenance struct {
	ResourceType string             `json:"resourceType"`
	ID           string             `json:"id"`
	Target       []reference        `json:"target"`
	Recorded     string             `json:"recorded"`
	Activity     concept            `json:"activity"`
	Agent        []provenanceAgent  `json:"agent"`
	Entity       []provenanceEntity `json:"entity"`
}

type provenanceAgent struct {
	Type concept   `json:"type"`
	Role []concept `json:"role,omitempty"`
	Who  any       `json:"who"` // a reference to a resource of the bundle, or to a person by identifier
}

type provenanceEntity struct {
	Role string     `json:"role"`
	What identified `json:"what"`
}

type identified struct {
	Identifier identifier `json:"identifier"`
}
