package redact

import "chartproof.org/chartproof/engine/chart"

// meanings are what the codes of boxes stand for, by kind: the words of 45 CFR 164.514(b)(2)(i) with the letter under which the rule
// names them.
var meanings = map[chart.Kind]string{
	chart.Name: "(A) name", chart.Geographic: "(B) geographic subdivision smaller than a state", chart.Date: "(C) element of a date but the year",
	chart.AgeOver89: "(C) age over 89", chart.PhoneNumber: "(D) telephone number", chart.Fax: "(E) fax number", chart.EmailAddress: "(F) electronic mail address",
	chart.SocialNumber: "(G) social security number", chart.RecordNumber: "(H) medical record number", chart.HealthPlanID: "(I) health plan beneficiary number",
	chart.Account: "(J) account number", chart.LicenseNumber: "(K) certificate or license number", chart.VehicleID: "(L) vehicle identifier",
	chart.DeviceNumber: "(M) device identifier", chart.URL: "(N) web address", chart.IPAddress: "(O) internet protocol address",
	chart.Biometric: "(P) biometric identifier", chart.FacePhoto: "(Q) full-face photograph or comparable image",
	chart.OtherID: "(R) other unique identifying number, characteristic or code", chart.Barcode: "(R) bar code", chart.Signature: "(R) signature",
}

// legendOf says what the codes that stand in boxes mean.
func legendOf(pages []CertifiedPage) map[string]string {
	out := map[string]string{}
	for _, p := range pages {
		for _, b := range p.Boxes {
			for _, k := range chart.Kinds {
				if b.Label != "" && label(k) == b.Label {
					out[b.Label] = meanings[k]
				}
			}
		}
	}
	return out
}
