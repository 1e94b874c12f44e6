package record

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// findings adds the coded side of a document: results, allergies, medications, conditions, immunisations, and every other
// field as an Observation of its own so that nothing which a person confirmed is dropped.
func (b *builder) findings(subject reference) {
	b.section("Results", b.results(subject))
	b.section("Allergies", b.allergies(subject))
	b.section("Medications", b.medications(subject))
	b.section("Problems", b.conditions(subject))
	b.section("Immunizations", b.immunizations(subject))
	b.section("Captured fields", b.others(subject))
}

func (b *builder) section(title string, refs []reference) {
	if len(refs) > 0 {
		b.clinical = append(b.clinical, section{Title: title, Entry: refs})
	}
}

// cells gives the values of one row by name.
func cells(r chart.Row) map[string]string {
	m := map[string]string{}
	for _, c := range r.Cells {
		m[c.Name] = strings.TrimSpace(c.Value.Reveal())
	}
	return m
}

// doses gives the dates of a line of vaccines: one a dose, and one that is empty where none is printed.
func doses(r chart.Row) []string {
	var out []string
	for _, c := range r.Cells {
		if c.Name == "date" {
			out = append(out, strings.TrimSpace(c.Value.Reveal()))
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

func (b *builder) rows(table string) []map[string]string {
	var out []map[string]string
	for _, r := range b.in.Rows {
		if r.Table == table {
			out = append(out, cells(r))
		}
	}
	return out
}

// number is a decimal as FHIR and JSON take it, with an optional comparator before it.
var number = regexp.MustCompile(`^(<=|>=|<|>)?\s*(-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?)$`)

// flags of HL7 v3 ObservationInterpretation that laboratories print.
var flags = map[string]string{"H": "H", "HIGH": "H", "L": "L", "LOW": "L", "N": "N", "NORMAL": "N", "A": "A", "ABNORMAL": "A",
	"HH": "HH", "LL": "LL", "CRITICAL": "AA", "AA": "AA", "POS": "POS", "NEG": "NEG"}

func (b *builder) results(subject reference) []reference {
	when := b.date(chart.CollectedDate)
	var refs []reference
	for _, row := range b.rows("results") {
		if row["test"] == "" || row["value"] == "" {
			continue
		}
		o := observation{ResourceType: "Observation", ID: b.next(), Status: "final", Code: concept{Text: row["test"]},
			Subject: subject, Effective: when}
		if m := number.FindStringSubmatch(row["value"]); m != nil {
			o.ValueQuantity = &quantity{Value: jsonNumber(m[2]), Comparator: m[1], Unit: row["unit"]}
		} else {
			o.ValueString = strings.TrimSpace(row["value"] + " " + row["unit"])
		}
		if code := flags[strings.ToUpper(strings.Trim(row["flag"], "*()[] "))]; code != "" {
			o.Interpretation = []concept{{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", Code: code}}}}
		} else if row["flag"] != "" {
			o.Interpretation = []concept{{Text: row["flag"]}}
		}
		if row["reference_range"] != "" {
			o.Range = []referenceRange{{Text: row["reference_range"]}}
		}
		refs = append(refs, b.add(o.ID, o))
	}
	return refs
}

func status(system, code string) concept {
	return concept{Coding: []coding{{System: "http://terminology.hl7.org/CodeSystem/" + system, Code: code}}}
}

func (b *builder) allergies(subject reference) []reference {
	var refs []reference
	for _, v := range b.values(chart.Allergy) {
		a := allergyIntolerance{ResourceType: "AllergyIntolerance", ID: b.next(), Code: concept{Text: v.Text.Reveal()},
			Patient: subject, ClinicalStatus: status("allergyintolerance-clinical", "active"),
			Verification: status("allergyintolerance-verification", "unconfirmed")}
		refs = append(refs, b.add(a.ID, a))
	}
	return refs
}

func (b *builder) medications(subject reference) []reference {
	var refs []reference
	seen := map[string]bool{}
	add := func(name, how string) {
		if name == "" || seen[strings.ToLower(name)] {
			return
		}
		seen[strings.ToLower(name)] = true
		m := medicationStatement{ResourceType: "MedicationStatement", ID: b.next(), Status: "unknown",
			Medication: concept{Text: name}, Subject: subject}
		if how != "" {
			m.Dosage = []dosage{{Text: how}}
		}
		refs = append(refs, b.add(m.ID, m))
	}
	for _, row := range b.rows("medications") {
		add(row["medication"], strings.Join(strings.Fields(row["dose"]+" "+row["route"]+" "+row["frequency"]), " "))
	}
	for _, v := range b.values(chart.Medication) {
		add(v.Text.Reveal(), "")
	}
	return refs
}

const icd10 = "http://hl7.org/fhir/sid/icd-10-cm"

func (b *builder) conditions(subject reference) []reference {
	var refs []reference
	add := func(c concept) {
		d := condition{ResourceType: "Condition", ID: b.next(), Code: c, Subject: subject}
		refs = append(refs, b.add(d.ID, d))
	}
	coded := map[string]bool{}
	for _, row := range b.rows("problems") {
		c := concept{Text: row["diagnosis"]}
		if code := row["diagnosis_code"]; code != "" {
			c.Coding, coded[code] = []coding{{System: icd10, Code: code}}, true
		}
		if c.Text != "" || len(c.Coding) > 0 {
			coded[strings.ToLower(c.Text)] = true
			add(c)
		}
	}
	for _, v := range b.values(chart.Diagnosis) {
		if !coded[strings.ToLower(v.Text.Reveal())] {
			add(concept{Text: v.Text.Reveal()})
		}
	}
	for _, v := range b.values(chart.DiagnosisCode) {
		if !coded[v.best()] {
			add(concept{Coding: []coding{{System: icd10, Code: v.best()}}})
		}
	}
	return refs
}

func (b *builder) immunizations(subject reference) []reference {
	var refs []reference
	seen := map[string]bool{}
	add := func(name, date, lot string) {
		i := immunization{ResourceType: "Immunization", ID: b.next(), Status: "completed", VaccineCode: concept{Text: name},
			Patient: subject, LotNumber: lot}
		if isoDate.MatchString(date) {
			i.OccurrenceDate = date
		} else if i.OccurrenceString = date; date == "" {
			i.OccurrenceString = "unknown"
		}
		seen[strings.ToLower(name)] = true
		refs = append(refs, b.add(i.ID, i))
	}
	for _, r := range b.in.Rows {
		if row := cells(r); r.Table == "immunizations" && row["vaccine"] != "" {
			for _, day := range doses(r) {
				add(row["vaccine"], day, row["lot"])
			}
		}
	}
	for _, v := range b.values(chart.Vaccine) {
		if !seen[strings.ToLower(v.Text.Reveal())] {
			add(v.Text.Reveal(), "", "")
		}
	}
	return refs
}

// elsewhere lists the fields that have a resource of their own.
var elsewhere = map[chart.FieldName]bool{chart.PatientName: true, chart.DateOfBirth: true, chart.Sex: true, chart.MRN: true,
	chart.SSN: true, chart.MemberID: true, chart.AccountNumber: true, chart.Phone: true, chart.Email: true, chart.Address: true,
	chart.Allergy: true, chart.Medication: true, chart.Diagnosis: true, chart.DiagnosisCode: true, chart.Vaccine: true}

func (b *builder) others(subject reference) []reference {
	var refs []reference
	for _, v := range b.in.Values {
		if elsewhere[v.Name] || v.Text == "" {
			continue
		}
		o := observation{ResourceType: "Observation", ID: b.next(), Status: "final", Subject: subject, ValueString: v.best(),
			Code: concept{Coding: []coding{{System: "urn:chartproof:field", Code: string(v.Name)}}}}
		refs = append(refs, b.add(o.ID, o))
	}
	return refs
}

// loinc are the document codes of LOINC for the types that have one.
var loinc = map[chart.Type]string{chart.LabReport: "11502-2", chart.ProgressNote: "11506-3", chart.DischargeSummary: "18842-5",
	chart.PathologyReport: "11526-1", chart.RadiologyReport: "18748-4", chart.ReferralLetter: "57133-1",
	chart.MedicationList: "10160-0", chart.Prescription: "57833-6", chart.ImmunizationRecord: "11369-6", chart.ConsentForm: "59284-0"}

func documentType(t chart.Type) concept {
	if t == "" {
		t = chart.Other
	}
	words := strings.ReplaceAll(string(t), "_", " ")
	c := concept{Text: strings.ToUpper(words[:1]) + words[1:]}
	if code := loinc[t]; code != "" {
		c.Coding = []coding{{System: "http://loinc.org", Code: code}}
	}
	return c
}
