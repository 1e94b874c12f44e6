package phi

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// identifying are the fields whose value identifies a patient, and the kind of it.
var identifying = map[chart.FieldName]chart.Kind{
	chart.PatientName: chart.Name, chart.DateOfBirth: chart.Date, chart.MRN: chart.RecordNumber, chart.AccountNumber: chart.Account,
	chart.SSN: chart.SocialNumber, chart.Phone: chart.PhoneNumber, chart.Email: chart.EmailAddress, chart.Address: chart.Geographic,
	chart.MemberID: chart.HealthPlanID, chart.GroupNumber: chart.HealthPlanID, chart.ClaimNumber: chart.OtherID,
	chart.DateOfService: chart.Date, chart.AdmissionDate: chart.Date, chart.DischargeDate: chart.Date, chart.CollectedDate: chart.Date,
	chart.ReportedDate: chart.Date, chart.SignatureDate: chart.Date,
}

// mostlyCovered is the share of a value's box under spans from which nothing of it is left to read; the box of an address
// spans lines, with room between and behind them.
func mostlyCovered(n chart.FieldName) float64 {
	if n == chart.Address {
		return 0.35
	}
	return 0.6
}

// Captured gives spans for the identifiers that were captured as fields and that no span covers: a value that one way of
// finding knows to be the patient's number is never left standing because another does not. They are likely, of the layer
// field.
func Captured(docs []chart.Document, found []chart.Span) []chart.Span {
	var out []chart.Span
	for _, d := range docs {
		for _, f := range d.Fields {
			kind, ok := identifying[f.Name]
			if !ok || f.Value == "" || f.Box.Empty() || max(coveredBy(f.Box, f.Page, found), coveredBy(f.Box, f.Page, out)) >= mostlyCovered(f.Name) {
				continue
			}
			out = append(out, chart.Span{Kind: kind, Text: f.Value, Page: f.Page, Boxes: []geom.Box{f.Box}, Tier: chart.Likely, Layer: "field"})
		}
	}
	return out
}
