package coding_test

import (
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review/coding"
)

func row(cells ...string) chart.Row {
	r := chart.Row{Table: "service_lines", Page: 1}
	for i := 0; i+1 < len(cells); i += 2 {
		r.Cells = append(r.Cells, chart.Cell{Name: cells[i], Value: chart.Text(cells[i+1])})
	}
	return r
}

func source(typ chart.Type, rows ...chart.Row) coding.Source {
	return coding.Source{Type: typ, Rows: rows, Tokens: map[chart.FieldID]string{"n": "PATIENT", "p": "DOCTOR"},
		Fields: []chart.Field{{ID: "n", Name: chart.PatientName}, {ID: "p", Name: chart.ProviderName}, {ID: "s", Name: chart.DateOfService, Value: "03/14/2026"},
			{ID: "1", Name: chart.DiagnosisCode, Value: "E11.9"}, {ID: "2", Name: chart.DiagnosisCode, Value: "I10"}}}
}

func TestChangesAreReplayedAndTakenBack(t *testing.T) {
	start := coding.Start(source(chart.Superbill, row("procedure_code", "99214-25", "units", "2", "charge", "$185.00")))
	if l := start.Lines[0]; l.Code != "99214" || l.Units != 2 || l.Cent != 18500 || len(l.Modifiers) != 1 || start.Encounter.Service != "2026-03-14" {
		t.Fatalf("want 99214-25 twice for 185.00 on 2026-03-14, got %+v", start)
	}
	changes := []coding.Change{{Kind: coding.AddDiagnosis, Code: "J45.909", To: 1}, {Kind: coding.Point, ID: "s1", Pointer: "n1"},
		{Kind: coding.Remove, ID: "n1"}, {Kind: coding.Undo}, {Kind: coding.Sign, Record: "r1"}, {Kind: coding.Units, ID: "s1", N: 1}}
	s, err := coding.Replay(start, changes)
	if err != nil {
		t.Fatal(err)
	}
	if s.Diagnoses[0].Code != "J45.909" || s.Letters(s.Lines[0]) != "A" || s.Lines[0].Units != 1 || s.Open != 1 || len(s.Signed) != 1 {
		t.Errorf("want asthma first, the service for A once, one change since one addendum, got %+v", s)
	}
	if start.Lines[0].Units != 2 || len(start.Diagnoses) != 2 {
		t.Error("what was signed was changed")
	}
	if _, err := coding.Replay(start, []coding.Change{{Kind: coding.Sign}, {Kind: coding.Undo}}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want what was signed not taken back, got %v", err)
	}
}

func TestChangesThatCannotBeMade(t *testing.T) {
	s := coding.Start(source(chart.ProgressNote, row("procedure_code", "99213")))
	for name, c := range map[string]coding.Change{
		"twice": {Kind: coding.AddDiagnosis, Code: "i10"}, "no code": {Kind: coding.AddDiagnosis, Code: "hypertension"}, "a service as diagnosis": {Kind: coding.AddDiagnosis, Code: "99213"},
		"gone": {Kind: coding.Remove, ID: "x"}, "no units": {Kind: coding.Units, ID: "s1"}, "no modifier": {Kind: coding.Modify, ID: "s1", Modifiers: []string{"259"}},
		"no day": {Kind: coding.SetDay, ID: "s1", Day: "soon"}, "no kind": {Kind: "burn"}, "over the end": {Kind: coding.Move, ID: "d1", To: 3}} {
		if _, err := coding.Apply(s, c); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want bad input, got %v", name, err)
		}
	}
}

type allWell struct{}

func (allWell) Judge(string, time.Time) []coding.Trouble { return nil }

func TestAServiceWithoutDiagnosisIsNotSigned(t *testing.T) {
	s := coding.Start(source(chart.ProgressNote, row("procedure_code", "99213")))
	s, err := coding.Apply(s, coding.Change{Kind: coding.Units, ID: "s1", N: 3})
	if err != nil || coding.MaySign(s, coding.Problems(s, allWell{})) {
		t.Errorf("want it not to be signed, %v", err)
	}
	s, err = coding.Apply(s, coding.Change{Kind: coding.Point, ID: "s1", Pointer: "d1"})
	if err != nil || !coding.MaySign(s, coding.Problems(s, allWell{})) {
		t.Errorf("want it to be signed, %v", err)
	}
}

func TestCents(t *testing.T) {
	for text, want := range map[string]int64{"$1,234.50": 123450, "12": 1200, "(12.00)": -1200, "0.00": 0, "$ 5.05": 505} {
		if got, ok := coding.Cents(text); !ok || got != want {
			t.Errorf("%q: want %d, got %d %v", text, want, got, ok)
		}
	}
	for _, text := range []string{"", "12.5", "1,23.00", "1e3", "abc", "12.00.00", "999999999999"} {
		if got, ok := coding.Cents(text); ok {
			t.Errorf("%q: want nothing read, got %d", text, got)
		}
	}
}

func TestCompareNamesEveryDifference(t *testing.T) {
	sheet := coding.Start(source(chart.ProgressNote, row("procedure_code", "99214", "units", "1"), row("procedure_code", "36415")))
	bill := coding.BillOf("bill", source(chart.Superbill, row("procedure_code", "99214-25", "units", "2", "charge", "185.00"), row("procedure_code", "80053", "charge", "40.00")))
	eob := coding.BillOf("eob", source(chart.EOB, row("procedure_code", "99214-25", "charge", "180.00", "allowed", "120.00", "paid", "90.00", "patient_owes", "20.00"),
		row("procedure_code", "80053", "charge", "40.00", "allowed", "0.00", "paid", "0.00", "patient_owes", "0.00")))
	if !coding.SameEncounter(sheet.Encounter, bill.Encounter) {
		t.Fatal("want one encounter")
	}
	c := coding.Compare(sheet, []coding.Bill{bill}, []coding.Bill{eob})
	got := map[coding.Differs]int64{}
	for _, d := range c.Differences {
		got[d.Differs] = d.Cent
	}
	for want, cents := range map[coding.Differs]int64{coding.NotCoded: 0, coding.NotBilled: 0, coding.OtherUnits: 0, coding.OtherModifier: 0,
		coding.OtherCharge: -500, coding.Adjusted: 6000, coding.Unbalanced: -1000, coding.Denied: 4000} {
		if v, ok := got[want]; !ok || v != cents {
			t.Errorf("%s: want it with %d cents, got %v %d", want, cents, ok, v)
		}
	}
	if c.Charged != 22500 || c.Paid != 9000 {
		t.Errorf("want 225.00 charged and 90.00 paid, got %d and %d", c.Charged, c.Paid)
	}
	var out strings.Builder
	if err := c.WriteCSV(&out); err != nil || strings.Contains(out.String(), "PATIENT") || strings.Count(out.String(), "\n") != len(c.Differences)+1 {
		t.Errorf("want a line a difference and nobody named, got %v:\n%s", err, out.String())
	}
	other := bill.Encounter
	other.Patients = []string{"ANOTHER"}
	if coding.SameEncounter(sheet.Encounter, other) {
		t.Error("want another patient's bill to be another encounter")
	}
}

func FuzzBill(f *testing.F) {
	f.Add("99214-25", "$185.00", "2", "03/14/2026")
	f.Add("A0021 -- ", "(1,000.00)", "-1", "2026-02-30")
	f.Fuzz(func(t *testing.T, code, charge, units, day string) {
		b := coding.BillOf("x", source(chart.Superbill, row("procedure_code", code, "charge", charge, "units", units, "date_of_service", day)))
		for _, l := range b.Lines {
			if !coding.IsService(l.Code) || l.Units < 1 {
				t.Errorf("want services with units, got %+v", l)
			}
		}
		coding.Compare(coding.Start(source(chart.ClaimForm, row("procedure_code", code))), []coding.Bill{b}, []coding.Bill{b})
	})
}
