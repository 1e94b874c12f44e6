package chart

import "chartproof.org/chartproof/engine/geom"

// Type is a kind of document.
type Type string

// The kinds of document that the product tells apart.
const (
	IntakeForm         Type = "intake_form"
	ConsentForm        Type = "consent_form"
	InsuranceCard      Type = "insurance_card"
	IDCard             Type = "id_card"
	ProgressNote       Type = "progress_note"
	DischargeSummary   Type = "discharge_summary"
	LabReport          Type = "lab_report"
	PathologyReport    Type = "pathology_report"
	RadiologyReport    Type = "radiology_report"
	ReferralLetter     Type = "referral_letter"
	MedicationList     Type = "medication_list"
	Prescription       Type = "prescription"
	ImmunizationRecord Type = "immunization_record"
	Superbill          Type = "superbill"
	ClaimForm          Type = "claim_form"
	EOB                Type = "eob"
	DenialLetter       Type = "denial_letter"
	FaxCover           Type = "fax_cover"
	Separator          Type = "separator"
	Blank              Type = "blank"
	Other              Type = "other"
)

// Types lists every kind of document.
var Types = []Type{IntakeForm, ConsentForm, InsuranceCard, IDCard, ProgressNote, DischargeSummary, LabReport,
	PathologyReport, RadiologyReport, ReferralLetter, MedicationList, Prescription, ImmunizationRecord, Superbill,
	ClaimForm, EOB, DenialLetter, FaxCover, Separator, Blank, Other}

// FieldName names what a field holds.
type FieldName string

// The fields of the product.
const (
	PatientName       FieldName = "patient_name"
	DateOfBirth       FieldName = "date_of_birth"
	Sex               FieldName = "sex"
	MRN               FieldName = "mrn"
	AccountNumber     FieldName = "account_number"
	SSN               FieldName = "ssn"
	Phone             FieldName = "phone"
	Email             FieldName = "email"
	Address           FieldName = "address"
	MemberID          FieldName = "member_id"
	GroupNumber       FieldName = "group_number"
	Payer             FieldName = "payer"
	Facility          FieldName = "facility"
	ProviderName      FieldName = "provider_name"
	ProviderNPI       FieldName = "provider_npi"
	ReferringProvider FieldName = "referring_provider"
	DateOfService     FieldName = "date_of_service"
	AdmissionDate     FieldName = "admission_date"
	DischargeDate     FieldName = "discharge_date"
	CollectedDate     FieldName = "collected_date"
	ReportedDate      FieldName = "reported_date"
	TotalCharge       FieldName = "total_charge"
	ClaimNumber       FieldName = "claim_number"
	DenialReason      FieldName = "denial_reason"
	SignaturePresent  FieldName = "signature_present"
	SignatureDate     FieldName = "signature_date"
	Allergy           FieldName = "allergy"
	Medication        FieldName = "medication"
	Diagnosis         FieldName = "diagnosis"
	DiagnosisCode     FieldName = "diagnosis_code"
	ProcedureCode     FieldName = "procedure_code"
	Vaccine           FieldName = "vaccine"
)

// FieldNames lists the fields of the product in the order of the contract.
var FieldNames = []FieldName{PatientName, DateOfBirth, Sex, MRN, AccountNumber, SSN, Phone, Email, Address, MemberID, GroupNumber,
	Payer, Facility, ProviderName, ProviderNPI, ReferringProvider, DateOfService, AdmissionDate, DischargeDate, CollectedDate,
	ReportedDate, TotalCharge, ClaimNumber, DenialReason, SignaturePresent, SignatureDate, Allergy, Medication, Diagnosis,
	DiagnosisCode, ProcedureCode, Vaccine}

// HighRisk reports whether a person always looks at the field: name, date of birth, MRN, allergy.
func (n FieldName) HighRisk() bool {
	return n == PatientName || n == DateOfBirth || n == MRN || n == Allergy
}

// Reason says why a person must look.
type Reason string

// The reasons for review.
const (
	LowConfidence   Reason = "low_confidence"
	EnginesDisagree Reason = "engines_disagree"
	OneEngineOnly   Reason = "one_engine_only"
	FailedCheck     Reason = "failed_check"
	HighRiskField   Reason = "high_risk"
	Handwriting     Reason = "handwriting"
	Illegible       Reason = "illegible"
	Missing         Reason = "missing"
	Sampled         Reason = "sampled"
	// AnotherPatient: a page names a patient who is not the document's, or a document one who is not the chart's.
	AnotherPatient Reason = "another_patient"
	// PatientUnmatched: two identifiers could not be matched, so nothing says whose the page is.
	PatientUnmatched Reason = "patient_unmatched"
	// FormUnsure: a page is nearly one of the practice's forms and nothing was captured by its zones, or one of them lies off the page.
	FormUnsure Reason = "form_unsure"
	// ScannedAnew: the page is another scan of one that a person may have looked at before.
	ScannedAnew Reason = "scanned_anew"
	// ScannedTwice: a page is, as its words tell, another scan of a sheet that came in before.
	ScannedTwice Reason = "scanned_twice"
)

// Reading is what one engine read for a field.
type Reading struct {
	Engine     Engine     `json:"engine"`
	Value      Text       `json:"value"`
	Confidence Confidence `json:"confidence"`
}

// Field is one captured value. A field that is missing has an empty Value, an empty Box and the reason Missing.
type Field struct {
	ID          FieldID    `json:"id,omitempty"`
	Name        FieldName  `json:"name"`
	Value       Text       `json:"value"`
	Normalized  Text       `json:"normalized"` // empty where the value has no canonical form
	Confidence  Confidence `json:"confidence"`
	Page        int        `json:"page"`
	Box         geom.Box   `json:"box"`
	NeedsReview bool       `json:"needs_review"`
	Reasons     []Reason   `json:"reasons"`
	Readings    []Reading  `json:"readings"`
	// Suggestions are values that a person may take with one key, best first; never applied by themselves.
	Suggestions []Text `json:"suggestions,omitempty"`
	// Doubt is the confidence of each character of Value, absent where the reader is sure of all of them.
	Doubt []Confidence `json:"doubt,omitempty"`
	// Evidence is what extraction knows of the value besides its text. It weighs the confidence and is kept nowhere.
	Evidence Evidence `json:"-"`
	// Cell says that the field is a cell of a table that a person must look at: its Name is the cell's, and what is
	// decided goes into the row. nil for a field of the document's own.
	Cell *CellRef `json:"cell,omitempty"`
}

// Way is how a value was found.
type Way uint8

// The ways of finding, in the order in which a document is gone through.
const (
	NoWay Way = iota
	ByTable
	ByLabel
	ByList
	ByProse
	ByLetterhead
	ByClue
	ByInk // a signature, a bar code
	BySurroundings
	Ways // how many there are
)

// Evidence is what speaks for a value of a field and against it.
type Evidence struct {
	Way       Way     // of the best place
	Fit       float64 // how well the best place fits the field, before rivals and reading, 0 to 1
	Rival     float64 // the same of the best other value; 0 for none
	Words     float64 // the confidence of the least sure word
	Sightings int     // places that say the same
	Ways      int     // ways that led to the value
	Called    bool    // a document of this type should have the field
	Odd       bool    // documents of this type hardly ever have it
	Plausible float64 // how much the text alone looks like what the field holds, 0 to 1
	Around    float64 // the odds that the model of surroundings gives the value
	Other     float64 // the best that it gives another value of the field
	Familiar  float64 // the share of the page's labels whose wording is known
	Passed    int     // checks that hold and would hardly hold by chance: a check digit, an age, a sum, a code beside its own words
}

// CellRef points at a cell of a document: both count from 0.
type CellRef struct {
	Row  int `json:"row"`
	Cell int `json:"cell"`
}

// Cell is one value in a row of a table. Reasons says why a person should look at it; absent where nothing speaks against it.
type Cell struct {
	Name       string     `json:"name"`
	Value      Text       `json:"value"`
	Confidence Confidence `json:"confidence"`
	Box        geom.Box   `json:"box"`
	Reasons    []Reason   `json:"reasons,omitempty"`
	// Evidence weighs the confidence and is kept nowhere, like that of a field.
	Evidence CellEvidence `json:"-"`
}

// CellNames lists the cells of tables in the order of the contract; some are named like the field that repeats them.
var CellNames = []FieldName{"test", "value", "unit", "reference_range", "flag", DateOfService, ProcedureCode, "description", "units", "charge",
	"allowed", "paid", "patient_owes", Medication, "dose", "route", "frequency", Vaccine, "date", "lot", "site", Diagnosis, DiagnosisCode, "onset"}

// Row is one line of a table. Confidence is the probability that all of its cells are exactly right; absent where it is not
// known. Reasons are those of its cells and of the row as a whole; absent where there is none.
type Row struct {
	Table      string      `json:"table"` // results, service_lines, medications, immunizations, problems
	Page       int         `json:"page"`
	Confidence Confidence  `json:"confidence,omitempty"`
	Cells      []Cell      `json:"cells"`
	Reasons    []Reason    `json:"reasons,omitempty"`
	Added      bool        `json:"added,omitempty"`  // by a person
	After      int         `json:"after,omitempty"`  // of an added row: the row, counted from 1, that it stands after; 0: it is the last
	Struck     bool        `json:"struck,omitempty"` // a person said that it is no row
	Evidence   RowEvidence `json:"-"`
}

// Alarm is something about a document as a whole that a person must settle before it is filed, and the pages that raise it.
type Alarm struct {
	Reason Reason `json:"reason"`
	Pages  []int  `json:"pages"`
	// First are, for ScannedTwice, the pages that each of Pages seems to be another scan of, in the same order.
	First []PageAt `json:"first,omitempty"`
}

// PageAt is a page of a document; without a document it is one of the same file.
type PageAt struct {
	Document DocumentID `json:"document,omitempty"`
	Page     int        `json:"page"`
}

// FormSeen is one of the practice's own forms, by its template's name, that a page is of. Where Sure is false the page is only
// nearly the form: nothing was captured by it, its other zones are covered.
type FormSeen struct {
	Page int    `json:"page"`
	Name string `json:"name"`
	Sure bool   `json:"sure"`
}

// DoubtfulType is the confidence of its type below which a document's type is a guess, and a person looks at all of it.
const DoubtfulType Confidence = 0.6

// DoubtfulBlank is the confidence that a page is blank on which somebody read words, or whose scan has a fault that may hide them: a
// person looks at it.
const DoubtfulBlank = DoubtfulType - 0.05

// Document is a run of pages of one type with what was captured from them.
type Document struct {
	Type           Type       `json:"type"`
	TypeConfidence Confidence `json:"type_confidence"`
	Pages          []int      `json:"pages"`
	Fields         []Field    `json:"fields"`
	Rows           []Row      `json:"rows"`
	// Alarms keep a document from being filed by itself; absent where there is none.
	Alarms []Alarm `json:"alarms,omitempty"`
	// Forms are the practice's own forms that were known again on the pages; absent where there is none.
	Forms []FormSeen `json:"forms,omitempty"`
	// Sightings are the identifiers of the patient as each page shows them, one of a name and page. They are compared while the
	// chart is understood and not kept.
	Sightings []Field `json:"-"`
}

// Twin gives the field that says the same as a cell of a row at the same place, nil where there is none: what is asked of one
// holds for both.
func (d *Document) Twin(row *Row, c *Cell) *Field {
	for i := range d.Fields {
		if f := &d.Fields[i]; f.Cell == nil && string(f.Name) == c.Name && f.Page == row.Page && samePlace(f.Box, c.Box) {
			return f
		}
	}
	return nil
}

// samePlace reports whether one box lies mostly in the other.
func samePlace(a, b geom.Box) bool {
	small := min(a.Area(), b.Area())
	return small > 0 && a.Intersect(b).Area() > small/2
}
