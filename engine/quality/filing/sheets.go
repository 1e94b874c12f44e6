package filing

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// prints are the identifiers that a page shows.
type prints struct{ name, suffix, born, mrn, ssn, member, account bool }

// heading is one way of naming the patient on a page.
type heading struct {
	shows prints
	lines func(r *rand.Rand, p person) []string
}

func (p person) listed() string {
	s := strings.ToUpper(p.last)
	if p.suffix != "" {
		s += " " + strings.ToUpper(p.suffix)
	}
	s += ", " + strings.ToUpper(p.first)
	if p.middle != "" {
		s += " " + p.middle
	}
	return s
}

func (p person) spoken() string {
	parts := []string{p.first}
	if p.middle != "" {
		parts = append(parts, p.middle+".")
	}
	parts = append(parts, p.last)
	if p.suffix != "" {
		parts = append(parts, p.suffix)
	}
	return strings.Join(parts, " ")
}

func (p person) day(r *rand.Rand) string {
	return p.born.Format(pick(r, []string{"01/02/2006", "1/2/2006", "01-02-2006", "02-Jan-2006", "January 2, 2006"}))
}

func (p person) sex() string {
	if p.female {
		return "Female"
	}
	return "Male"
}

// headings are how clinics, hospitals, laboratories and payers name the patient, from all there is down to nothing.
var headings = []heading{
	{prints{name: true, suffix: true, born: true, mrn: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("Patient: %s     DOB: %s     MRN: %s", p.spoken(), p.day(r), p.mrn)}
	}},
	{prints{name: true, suffix: true, born: true, mrn: true, account: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("Patient Name:   %-32s Medical Record #:  %s", p.listed(), p.mrn), fmt.Sprintf("Date of Birth:  %-32s Account #:         %s", p.day(r), p.account), "Sex:            " + p.sex()}
	}},
	{prints{name: true, suffix: true, born: true, mrn: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("%s     DOB %s (56 yrs)     %s     MRN %s", p.listed(), p.born.Format("1/2/2006"), p.sex(), p.mrn)}
	}},
	{prints{name: true, suffix: true, born: true, mrn: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("%-36s %-16s %-14s %s", "Patient Name", "Patient ID", "DOB", "Sex"), fmt.Sprintf("%-36s %-16s %-14s %s", p.listed(), p.mrn, p.born.Format("01/02/2006"), p.sex()[:1])}
	}},
	{prints{name: true, suffix: true, born: true}, func(r *rand.Rand, p person) []string {
		return []string{"Re: " + p.spoken(), "Date of birth: " + p.day(r)}
	}},
	{prints{name: true, suffix: true, born: true, ssn: true}, func(r *rand.Rand, p person) []string {
		return []string{"Name: " + p.spoken(), fmt.Sprintf("Birth date: %s     Social Security #: %s-%s-%s", p.day(r), p.ssn[:3], p.ssn[3:5], p.ssn[5:])}
	}},
	{prints{name: true, suffix: true, member: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("Patient: %s     Member ID: %s", p.spoken(), p.member)}
	}},
	{prints{name: true, suffix: true, born: true, mrn: true, account: true}, func(r *rand.Rand, p person) []string {
		return []string{p.listed(), fmt.Sprintf("DOB %s   56 %s", p.born.Format("01/02/2006"), p.sex()[:1]), "MRN " + p.mrn, "Acct " + p.account}
	}},
	{prints{name: true, suffix: true}, func(r *rand.Rand, p person) []string { return []string{"Patient: " + p.spoken()} }},
	{prints{name: true, suffix: true, mrn: true}, func(r *rand.Rand, p person) []string {
		return []string{fmt.Sprintf("%s   %s   CONTINUED", p.listed(), p.mrn)}
	}},
	{prints{}, func(*rand.Rand, person) []string { return nil }},
}

// same reports whether a page of o prints nothing that p's would not.
func (s prints) same(o, p person) bool {
	return !(s.name && (o.first != p.first || o.last != p.last || o.middle != p.middle && o.middle != "" && p.middle != "") || s.suffix && o.suffix != p.suffix || s.born && !o.born.Equal(p.born) ||
		s.mrn && o.mrn != p.mrn || s.ssn && o.ssn != p.ssn || s.member && o.member != p.member || s.account && o.account != p.account) && s != prints{}
}

// two reports whether a page shows two identifiers that tie it to the rest of the chart.
func (s prints) two() bool { return s.name && (s.born || s.mrn) }

// kinds are what the pages are: a title and what stands below.
var kinds = []struct {
	title string
	body  []string
}{
	{"PROGRESS NOTE", []string{"Chief complaint: cough for two weeks", "Subjective: The patient reports a dry cough at night.", "Objective: Lungs are clear. Heart is regular.", "Assessment: Bronchitis", "Plan: Rest and fluids. Return in two weeks.", "Electronically signed by A. Stone, MD"}},
	{"LABORATORY REPORT", []string{"Test              Result      Units       Reference range", "Glucose           87          mg/dL       65-99", "Sodium            139         mmol/L      135-146", "Potassium         4.4         mmol/L      3.5-5.3"}},
	{"DISCHARGE SUMMARY", []string{"Hospital course: The patient improved on antibiotics.", "Discharge diagnosis: Pneumonia", "Condition at discharge: stable", "Discharge medications: Amoxicillin 500 mg PO three times daily"}},
	{"RADIOLOGY REPORT", []string{"Exam: Chest x-ray, two views", "Findings: The lungs are clear. No effusion.", "Impression: No acute disease."}},
	{"MEDICATION LIST", []string{"Medication        Dose        Route     Frequency", "Metformin         500 mg      PO        twice daily", "Lisinopril        10 mg       PO        daily"}},
	{"EXPLANATION OF BENEFITS", []string{"This is not a bill", "Date          Service           Billed      Allowed     Paid       You owe", "04/12/2026    Office visit      $142.00     $96.10      $76.10     $20.00"}},
}

// set lays lines out as a page of words, with a reader's errors at the rate given.
func set(r *rand.Rand, number int, lines []string, rate float64) chart.Page {
	p := chart.Page{Number: number, Width: 2550, Height: 3300, DPI: 300, Quality: 0.9, Words: []chart.Word{}}
	for row, line := range lines {
		col := 0
		for _, w := range strings.Split(line, " ") {
			if w != "" {
				x, y := 0.05+0.009*float64(col), 0.05+0.016*float64(row)
				p.Words = append(p.Words, chart.Word{Text: chart.Text(misread(r, w, rate)), Confidence: 0.97, Agreed: true, Engines: []chart.Engine{chart.Tesseract, chart.Paddle}, Line: row + 1,
					Box: geom.Box{X0: x, Y0: y, X1: x + 0.0085*float64(len(w)), Y1: y + 0.010}})
			}
			col += len(w) + 1
		}
	}
	return p
}

// confused are the characters that readers take for each other.
var confused = map[rune]string{'0': "O8", '1': "l7", '5': "S6", '8': "B3", '6': "58", '3': "8", '7': "1", '4': "9", 'O': "0", 'I': "l1", 'S': "5", 'B': "8", 'l': "1I", 'e': "c", 'a': "o", 'n': "m", 'r': "n", 'E': "F", 'M': "N", 'y': "v"}

func misread(r *rand.Rand, w string, rate float64) string {
	return strings.Map(func(c rune) rune {
		if with := confused[c]; with != "" && r.Float64() < rate {
			return rune(with[r.IntN(len(with))])
		}
		return c
	}, w)
}
