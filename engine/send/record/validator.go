package record

import "chartproof.org/chartproof/engine/chart"

// byIdentifier refers to a person who has no resource of their own in the bundle.
type byIdentifier struct {
	Identifier identifier `json:"identifier"`
}

// validator says who validated the high-risk fields, at which look, and whether it was the same person later.
func validator(v chart.Validator) provenanceAgent {
	text := string(v.Step) + " validation of high-risk fields"
	if v.Later {
		text += ", by the same person, later"
	}
	return provenanceAgent{Type: concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/provenance-participant-type", Code: "verifier"}}},
		Role: []concept{{Coding: []coding{{System: "urn:chartproof:validation", Code: string(v.Step)}}, Text: text}},
		Who:  byIdentifier{identifier{System: "urn:chartproof:person", Value: string(v.By)}}}
}
