package chart

import "chartproof.org/chartproof/engine/geom"

// Kind is a kind of protected health information: the eighteen of 45 CFR 164.514(b)(2) and two kinds of image region
// that carry one.
type Kind string

// The kinds of PHI.
const (
	Name          Kind = "NAME"
	Geographic    Kind = "GEOGRAPHIC"
	Date          Kind = "DATE"
	AgeOver89     Kind = "AGE_OVER_89"
	PhoneNumber   Kind = "PHONE"
	Fax           Kind = "FAX"
	EmailAddress  Kind = "EMAIL"
	SocialNumber  Kind = "SSN"
	RecordNumber  Kind = "MRN"
	HealthPlanID  Kind = "HEALTH_PLAN_ID"
	Account       Kind = "ACCOUNT_NUMBER"
	LicenseNumber Kind = "LICENSE_NUMBER"
	VehicleID     Kind = "VEHICLE_ID"
	DeviceNumber  Kind = "DEVICE_ID"
	URL           Kind = "URL"
	IPAddress     Kind = "IP_ADDRESS"
	Biometric     Kind = "BIOMETRIC"
	FacePhoto     Kind = "FACE_PHOTO"
	OtherID       Kind = "OTHER_ID"
	Barcode       Kind = "BARCODE"
	Signature     Kind = "SIGNATURE"
)

// Kinds lists every kind of PHI.
var Kinds = []Kind{Name, Geographic, Date, AgeOver89, PhoneNumber, Fax, EmailAddress, SocialNumber, RecordNumber,
	HealthPlanID, Account, LicenseNumber, VehicleID, DeviceNumber, URL, IPAddress, Biometric, FacePhoto, OtherID, Barcode,
	Signature}

// Tier says how sure a detector is. All tiers are redacted by default; a reviewer releases.
type Tier string

// The tiers.
const (
	Certain Tier = "certain"
	Likely  Tier = "likely"
	Check   Tier = "check"
)

// Span is one identifier on one page. Boxes follow the lines that the text runs over.
type Span struct {
	ID       SpanID     `json:"id,omitempty"`
	Kind     Kind       `json:"kind"`
	Text     Text       `json:"text"`
	Page     int        `json:"page"`
	Boxes    []geom.Box `json:"boxes"`
	Tier     Tier       `json:"tier"`
	Layer    string     `json:"layer"` // which detector found it: pattern, label, gazetteer, known, default_deny, person …
	Redacted bool       `json:"redacted"`
	By       *Actor     `json:"by,omitempty"`    // who last marked, reshaped or released it; absent where no person did
	Why      SpanWhy    `json:"why,omitempty"`   // why a person did
	Found    []geom.Box `json:"found,omitempty"` // where the machine proposed it, where a person has reshaped it since
}

// SpanWhy is why a person redacts a place, or releases one: a word of a list, so that it may stand in the trail.
type SpanWhy string

// The reasons to redact, and then those to release. The first of each is what is meant where nothing else is said.
const (
	WhyPatient   SpanWhy = "names_patient"
	WhyOther     SpanWhy = "names_another_person"
	WhySensitive SpanWhy = "specially_protected" // 42 CFR part 2, psychotherapy notes, state law
	WhyPractice  SpanWhy = "practice_internal"

	WhyNone      SpanWhy = "no_identifier"
	WhyProvider  SpanWhy = "provider_or_practice"
	WhyNeeded    SpanWhy = "needed_for_care"
	WhyWrongText SpanWhy = "clinical_term" // a drug or an illness that looks like a name
)

// RedactWhys and ReleaseWhys list the reasons as screens offer them.
func RedactWhys() []SpanWhy { return []SpanWhy{WhyPatient, WhyOther, WhySensitive, WhyPractice} }

// ReleaseWhys lists the reasons to release.
func ReleaseWhys() []SpanWhy { return []SpanWhy{WhyNone, WhyProvider, WhyNeeded, WhyWrongText} }
