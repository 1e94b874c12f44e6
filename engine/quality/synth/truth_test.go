package synth

import (
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// What the truth says of a box must be printed in it: every piece of a field, a cell and an identifier is found among
// the letters of the words that the box touches. A region without text, a signature or a barcode, says nothing.
func TestTruthIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range Types {
			for i := range 4 {
				c := generate(t, Config{Seed: 23, Family: fam, Type: typ, Index: i})
				at := func(what string, page int, value chart.Text, boxes ...geom.Box) {
					t.Helper()
					if piece := unprinted(c.Truth.Pages[page-1], value.Reveal(), boxes); piece != "" {
						t.Errorf("%s %s %d: %s %q: %q does not stand in its box", fam, typ, i, what, value.Reveal(), piece)
					}
				}
				for _, d := range c.Truth.Documents {
					for _, f := range d.Fields {
						if f.Name != chart.SignaturePresent {
							at(string(f.Name), f.Page, f.Value, f.Box)
						}
					}
					for _, r := range d.Rows {
						for _, cell := range r.Cells {
							at(cell.Name, r.Page, cell.Value, cell.Box)
						}
					}
				}
			}
		}
	}
}

// unprinted gives the first piece of value that none of the words in the boxes holds.
func unprinted(p chart.Page, value string, boxes []geom.Box) string {
	var seen strings.Builder
	for _, w := range p.Words {
		for _, b := range boxes {
			if w.Box.Overlaps(b) {
				seen.WriteString(fold(w.Text.Reveal()) + " ")
			}
		}
	}
	for _, piece := range strings.Fields(value) {
		if f := fold(piece); f != "" && !strings.Contains(seen.String(), f) {
			return piece
		}
	}
	return ""
}

// The canonical form of a name, a telephone number or an amount says what the print says.
func TestNormalizedAgreesWithPrint(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range Types {
			c := generate(t, Config{Seed: 29, Family: fam, Type: typ, Index: 1})
			for _, f := range c.Truth.Documents[0].Fields {
				v, n := f.Value.Reveal(), f.Normalized.Reveal()
				switch f.Name {
				case chart.PatientName, chart.ProviderName, chart.ReferringProvider:
					for _, part := range strings.Fields(n) {
						if !strings.Contains(fold(v), fold(part)) {
							t.Errorf("%s %s: %s %q is not %q", fam, typ, f.Name, v, n)
						}
					}
				case chart.TotalCharge:
					if fold(v) != fold(n) {
						t.Errorf("%s %s: %s %q is not %q", fam, typ, f.Name, v, n)
					}
				case chart.Phone:
					if !strings.HasSuffix(fold(v), fold(n)[1:]) {
						t.Errorf("%s %s: %s %q is not %q", fam, typ, f.Name, v, n)
					}
				}
			}
		}
	}
}

// A date's canonical form says what is printed: its day and year, and its month where that is a word.
func TestDatesAgreeWithPrint(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range Types {
			for i := range 6 {
				for _, f := range generate(t, Config{Seed: 53, Family: fam, Type: typ, Index: i}).Truth.Documents[0].Fields {
					on, err := time.Parse(time.DateOnly, f.Normalized.Reveal())
					if err != nil {
						continue
					}
					v := strings.ToUpper(f.Value.Reveal())
					month := strings.ToUpper(on.Format("Jan"))
					if !strings.Contains(v, on.Format("06")) || !strings.Contains(v, on.Format("2")) || strings.ContainsAny(v, "AEOU") && !strings.Contains(v, month) {
						t.Errorf("%s %s: %s %q is not %s", fam, typ, f.Name, f.Value.Reveal(), f.Normalized.Reveal())
					}
				}
			}
		}
	}
}

// The rows of a bill add up to its total.
func TestChargesAddUp(t *testing.T) {
	t.Parallel()
	for _, fam := range Families {
		for _, typ := range []chart.Type{chart.Superbill, chart.ClaimForm, chart.EOB} {
			for i := range 5 {
				d := generate(t, Config{Seed: 3, Family: fam, Type: typ, Index: i}).Truth.Documents[0]
				sum := 0
				for _, r := range d.Rows {
					for _, c := range r.Cells {
						if c.Name == "charge" {
							sum += pennies(c.Value.Reveal())
						}
					}
				}
				for _, f := range d.Fields {
					if f.Name == chart.TotalCharge && pennies(f.Value.Reveal()) != sum {
						t.Errorf("%s %s %d: rows give %d cents, total %q", fam, typ, i, sum, f.Value.Reveal())
					}
				}
			}
		}
	}
}

func pennies(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n = 10*n + int(c-'0')
		}
	}
	return n
}

// Nobody's age changes within a chart.
func TestAgeHoldsOnEveryDate(t *testing.T) {
	t.Parallel()
	for i := range 300 {
		k := newKase(Config{Seed: uint64(i)}.rand("age"), voiceA(Config{}.rand("voice")))
		for _, on := range []time.Time{k.now, k.dos, k.admit, k.discharge, k.collected, k.reported} {
			if got := yearsOn(k.patient.dob, on); got != k.age {
				t.Errorf("chart %d: %d years old, %d on %s", i, k.age, got, on.Format(time.DateOnly))
			}
		}
	}
}

// What happens later in a document has the later date, so that a check of dates in sequence finds no fault.
func TestDatesFollowEachOther(t *testing.T) {
	t.Parallel()
	order := [][2]chart.FieldName{{chart.DateOfBirth, chart.DateOfService}, {chart.DateOfBirth, chart.AdmissionDate}, {chart.AdmissionDate, chart.DischargeDate}, {chart.CollectedDate, chart.ReportedDate},
		{chart.DateOfService, chart.ReportedDate}, {chart.DateOfService, chart.SignatureDate}, {chart.DischargeDate, chart.SignatureDate}, {chart.ReportedDate, chart.SignatureDate}}
	for _, fam := range Families {
		for _, typ := range Types {
			for i := range 8 {
				at := map[chart.FieldName]string{}
				for _, f := range generate(t, Config{Seed: 37, Family: fam, Type: typ, Index: i}).Truth.Documents[0].Fields {
					at[f.Name] = f.Normalized.Reveal()
				}
				for _, o := range order {
					if a, b := at[o[0]], at[o[1]]; a != "" && b != "" && a > b {
						t.Errorf("%s %s %d: %s %s is after %s %s", fam, typ, i, o[0], a, o[1], b)
					}
				}
			}
		}
	}
}

// A problem is one row however often a document repeats it, and a row of problems names a diagnosis and its code.
func TestProblemsStandOnce(t *testing.T) {
	t.Parallel()
	lists := 0
	for _, fam := range Families {
		for _, typ := range []chart.Type{chart.ProgressNote, chart.DischargeSummary, chart.ReferralLetter} {
			for i := range 6 {
				codes := map[string]bool{}
				for _, r := range generate(t, Config{Seed: 61, Family: fam, Type: typ, Index: i}).Truth.Documents[0].Rows {
					if r.Table != "problems" {
						continue
					}
					cells := map[string]string{}
					for _, c := range r.Cells {
						cells[c.Name] = c.Value.Reveal()
					}
					code := cells["diagnosis_code"]
					if code == "" || cells["diagnosis"] == "" || codes[code] {
						t.Errorf("%s %s %d: row of code %q, diagnosis %q, seen before %v", fam, typ, i, code, cells["diagnosis"], codes[code])
					}
					codes[code] = true
				}
				if len(codes) > 0 {
					lists++
				}
			}
		}
	}
	if lists < 6*len(Families) {
		t.Errorf("only %d documents list problems", lists)
	}
}
