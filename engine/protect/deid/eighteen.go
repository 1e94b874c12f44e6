package deid

import "chartproof.org/chartproof/engine/chart"

// Identifier is one of the eighteen of 45 CFR 164.514(b)(2)(i).
type Identifier struct {
	Letter string
	Words  string
	Kinds  []chart.Kind
}

// Eighteen lists the identifiers in the order of the rule.
var Eighteen = []Identifier{
	{"A", "names", []chart.Kind{chart.Name}},
	{"B", "geographic subdivisions smaller than a state", []chart.Kind{chart.Geographic}},
	{"C", "elements of dates but the year, and ages over 89", []chart.Kind{chart.Date, chart.AgeOver89}},
	{"D", "telephone numbers", []chart.Kind{chart.PhoneNumber}},
	{"E", "fax numbers", []chart.Kind{chart.Fax}},
	{"F", "electronic mail addresses", []chart.Kind{chart.EmailAddress}},
	{"G", "social security numbers", []chart.Kind{chart.SocialNumber}},
	{"H", "medical record numbers", []chart.Kind{chart.RecordNumber}},
	{"I", "health plan beneficiary numbers", []chart.Kind{chart.HealthPlanID}},
	{"J", "account numbers", []chart.Kind{chart.Account}},
	{"K", "certificate and license numbers", []chart.Kind{chart.LicenseNumber}},
	{"L", "vehicle identifiers", []chart.Kind{chart.VehicleID}},
	{"M", "device identifiers", []chart.Kind{chart.DeviceNumber}},
	{"N", "web addresses", []chart.Kind{chart.URL}},
	{"O", "internet protocol addresses", []chart.Kind{chart.IPAddress}},
	{"P", "biometric identifiers", []chart.Kind{chart.Biometric}},
	{"Q", "full-face photographs and comparable images", []chart.Kind{chart.FacePhoto}},
	{"R", "any other unique identifying number, characteristic or code", []chart.Kind{chart.OtherID, chart.Barcode, chart.Signature}},
}

// letterOf gives the letter under which the rule names a kind; what it does not name is R.
func letterOf(k chart.Kind) string {
	for _, id := range Eighteen {
		for _, have := range id.Kinds {
			if have == k {
				return id.Letter
			}
		}
	}
	return "R"
}

// identifying are the fields whose value identifies and the kind of it. What stands in none of the tables of fields.go is
// left out of a release.
var identifying = map[chart.FieldName]chart.Kind{
	chart.PatientName: chart.Name, chart.MRN: chart.RecordNumber, chart.AccountNumber: chart.Account, chart.SSN: chart.SocialNumber,
	chart.Phone: chart.PhoneNumber, chart.Email: chart.EmailAddress, chart.Address: chart.Geographic,
	chart.MemberID: chart.HealthPlanID, chart.GroupNumber: chart.HealthPlanID, chart.ClaimNumber: chart.OtherID,
	chart.ProviderName: chart.Name, chart.ReferringProvider: chart.Name, chart.ProviderNPI: chart.LicenseNumber,
	chart.Facility: chart.Geographic, chart.DateOfBirth: chart.Date, chart.DateOfService: chart.Date,
	chart.AdmissionDate: chart.Date, chart.DischargeDate: chart.Date, chart.CollectedDate: chart.Date,
	chart.ReportedDate: chart.Date, chart.SignatureDate: chart.Date,
}
