package deid_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/engine/protect/deid/code"
)

func approval() code.Approval {
	return code.Approval{Board: "University IRB", Protocol: "26-114", Approved: today.AddDate(0, -1, 0), Expires: today.AddDate(1, 0, 0)}
}

func orderFor(m deid.Method) deid.Order {
	o := deid.Order{Method: m, Release: "aabbccdd", Formats: []deid.Format{deid.FHIR, deid.CSV, deid.Text}, Recipient: "State University"}
	switch m {
	case deid.LimitedDataSet:
		o.Agreement = "2026-17"
	case deid.DateShifted:
		o.Reversible, o.Approval = true, approval()
	}
	return o
}

func TestWhatAMethodPresupposes(t *testing.T) {
	for _, c := range []struct {
		name   string
		method deid.Method
		change func(*deid.Order)
		ok     bool
	}{
		{"safe harbor", deid.SafeHarbor, func(*deid.Order) {}, true},
		{"limited data set", deid.LimitedDataSet, func(*deid.Order) {}, true},
		{"date-shifted", deid.DateShifted, func(*deid.Order) {}, true},
		{"surrogates", deid.Surrogates, func(*deid.Order) {}, true},
		{"limited data set without its agreement", deid.LimitedDataSet, func(o *deid.Order) { o.Agreement = "" }, false},
		{"limited data set without a recipient", deid.LimitedDataSet, func(o *deid.Order) { o.Recipient = "" }, false},
		{"date-shifted, offsets kept nowhere", deid.DateShifted, func(o *deid.Order) { o.Reversible = false }, false},
		{"date-shifted without an approval", deid.DateShifted, func(o *deid.Order) { o.Approval = code.Approval{} }, false},
		{"date-shifted, approval ended", deid.DateShifted, func(o *deid.Order) { o.Approval.Expires = today }, false},
		{"safe harbor with kept codes without an approval", deid.SafeHarbor, func(o *deid.Order) { o.Reversible = true }, false},
		{"safe harbor with kept codes", deid.SafeHarbor, func(o *deid.Order) { o.Reversible, o.Approval = true, approval() }, true},
		{"kept codes for nobody", deid.SafeHarbor, func(o *deid.Order) { o.Reversible, o.Approval, o.Recipient = true, approval(), "" }, false},
		{"look-alikes without a vault", deid.SafeHarbor, func(o *deid.Order) { o.Alike = true }, false},
		{"no method", "", func(*deid.Order) {}, false},
		{"no formats", deid.SafeHarbor, func(o *deid.Order) { o.Formats = nil }, false},
		{"an unknown format", deid.SafeHarbor, func(o *deid.Order) { o.Formats = []deid.Format{"docx"} }, false},
		{"a name over two lines", deid.SafeHarbor, func(o *deid.Order) { o.Recipient = "a\nb" }, false},
	} {
		o := orderFor(c.method)
		c.change(&o)
		if err := o.Check(today); (err == nil) != c.ok {
			t.Errorf("%s: want ok %v, got %v", c.name, c.ok, err)
		}
		if !c.ok {
			if _, err := engine(t).Release(t.Context(), o, func(func(deid.Chart, error) bool) {}, out{}.write); err == nil {
				t.Errorf("%s: a release was made", c.name)
			}
		}
	}
}

// plainChart is one simple chart, without chance.
func plainChart() chart.Result {
	cell := func(n, v string) chart.Cell { return chart.Cell{Name: n, Value: chart.Text(v)} }
	return chart.Result{Schema: chart.SchemaProcess, Documents: []chart.Document{{Type: chart.LabReport, Pages: []int{1}, Fields: []chart.Field{
		field(chart.PatientName, "Maria L. Gonzalez", "GONZALEZ, MARIA L"), field(chart.DateOfBirth, "03/04/1961", "1961-03-04"),
		field(chart.MRN, "0048213", "0048213"), field(chart.Sex, "F", "F"), field(chart.Phone, "(217) 555-9143", "+12175559143"),
		field(chart.Address, "100 Elm Street, Dover, NH 03820", ""), field(chart.CollectedDate, "10/03/2026", "2026-10-03"),
		field(chart.Diagnosis, "Type 2 diabetes", ""), field(chart.DiagnosisCode, "E11.9", "E11.9")},
		Rows: []chart.Row{{Table: "results", Page: 1, Cells: []chart.Cell{cell("test", "Glucose"), cell("value", "142"), cell("unit", "mg/dL")}}}}},
		Pages: []chart.Page{{Number: 1, Words: []chart.Word{
			word("Maria", 0.1, 1), word("Gonzalez", 0.2, 1), word("seen", 0.4, 1), word("10/03/2026", 0.5, 1), word("returns", 0.1, 2), word("10/05/2026", 0.3, 2),
			word("home", 0.1, 3), word("Dover,", 0.2, 3), word("NH", 0.3, 3), word("03820", 0.4, 3)}}},
		PHI: []chart.Span{span(chart.Name, "Maria Gonzalez", 0.1, 0.29, 1), span(chart.Date, "10/03/2026", 0.5, 0.6, 1), span(chart.Date, "10/05/2026", 0.3, 0.4, 2),
			span(chart.Geographic, "Dover, NH 03820", 0.2, 0.5, 3)}}
}

func word(s string, x float64, line int) chart.Word {
	y := 0.1 * float64(line)
	return chart.Word{Text: chart.Text(s), Confidence: 0.99, Line: line, Box: geom.Box{X0: x, Y0: y, X1: x + 0.09, Y1: y + 0.02}}
}

func span(k chart.Kind, s string, x0, x1 float64, line int) chart.Span {
	y := 0.1 * float64(line)
	return chart.Span{Kind: k, Text: chart.Text(s), Page: 1, Redacted: true, Boxes: []geom.Box{{X0: x0, Y0: y, X1: x1, Y1: y + 0.02}}}
}

func text(o out) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(o)) {
		all = append(all, string(o[name]))
	}
	return strings.Join(all, "\n")
}

func TestLimitedDataSetKeepsDatesAndPlaces(t *testing.T) {
	files, cert := release(t, engine(t), orderFor(deid.LimitedDataSet), plainChart())
	all := text(files)
	for _, want := range []string{"2026-10-03", "1961-03-04", "Dover", "03820", "under data-use agreement 2026-17 with State University", "limited_data_set:phi", "NOT Safe Harbor"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, leak := range []string{"Maria", "GONZALEZ", "0048213", "555-9143", "Elm"} {
		if strings.Contains(all, leak) {
			t.Errorf("%q is left", leak)
		}
	}
	for name, data := range files {
		if name != "LABEL.txt" && name != "release.csv" && !strings.Contains(string(data), "2026-17") {
			t.Errorf("%s does not name the agreement", filepath.Ext(name))
		}
	}
	if cert.Agreement != "2026-17" || len(cert.Refused) > 0 {
		t.Errorf("certificate: %+v", cert.Refused)
	}
}

// TestOneOffsetAPatient looks at the intervals: what is two days apart stays two days apart, on every page and in every form.
func TestOneOffsetAPatient(t *testing.T) {
	for _, m := range []deid.Method{deid.DateShifted, deid.Surrogates} {
		files, cert := release(t, engine(t), orderFor(m), plainChart())
		if len(cert.Refused) > 0 {
			t.Fatalf("%s: %s", m, cert.Refused[0].Why)
		}
		var page string
		for name, data := range files {
			if strings.HasPrefix(name, "PATIENT") && strings.HasSuffix(name, ".txt") {
				page = string(data)
			}
		}
		dates := regexp.MustCompile(`\d{4}-\d{2}-\d{2}`).FindAllString(page, -1)
		if len(dates) != 2 {
			t.Fatalf("%s: want two dates, got %q in %s", m, dates, page)
		}
		a, _ := time.Parse(time.DateOnly, dates[0])
		b, _ := time.Parse(time.DateOnly, dates[1])
		if b.Sub(a) != 48*time.Hour || dates[0] == "2026-10-03" {
			t.Errorf("%s: got %q", m, dates)
		}
		if !strings.Contains(string(files["release.csv"]), dates[0]) || strings.Contains(text(files), "2026-10-03") {
			t.Errorf("%s: the table's dates are not the page's", m)
		}
		if !strings.Contains(string(files["LABEL.txt"]), "NOT Safe Harbor") || !strings.Contains(string(files["release.csv"]), "not_safe_harbor") {
			t.Errorf("%s: the set does not say that it is not Safe Harbor", m)
		}
	}
}

func TestSurrogatesAreConsistentAndMarked(t *testing.T) {
	e := engine(t)
	files, _ := release(t, e, orderFor(deid.Surrogates), plainChart(), plainChart())
	var names []string
	for name, data := range files {
		if !strings.HasSuffix(name, ".fhir.json") {
			continue
		}
		var b struct {
			Meta  struct{ Security []struct{ Code string } }
			Entry []struct {
				Resource struct{ Name []struct{ Text string } }
			}
		}
		if err := json.Unmarshal(data, &b); err != nil {
			t.Fatal(err)
		}
		names = append(names, b.Entry[0].Resource.Name[0].Text)
		if !slices.ContainsFunc(b.Meta.Security, func(s struct{ Code string }) bool { return s.Code == "HTEST" }) {
			t.Error("the bundle is not marked as synthetic")
		}
	}
	if len(names) != 2 || names[0] != names[1] || len(strings.Fields(names[0])) != 2 {
		t.Errorf("the same person in two charts: got %q", names)
	}
	for name, data := range files {
		if strings.HasSuffix(name, ".txt") && !strings.HasPrefix(string(data), "SYNTHETIC IDENTIFIERS") {
			t.Error("a text is not marked as synthetic")
		}
	}
	again, _ := release(t, engine(t), orderFor(deid.Surrogates), plainChart())
	if string(again["release.csv"]) == string(files["release.csv"]) {
		t.Error("the next release says the same")
	}
}

// TestNoMethodLeaksNumbers runs the other methods over the generator's charts; what they may keep is not looked for.
func TestNoMethodLeaksNumbers(t *testing.T) {
	for _, m := range []deid.Method{deid.LimitedDataSet, deid.DateShifted, deid.Surrogates} {
		r, e, refused := rand.New(rand.NewPCG(7, uint64(len(m)))), engine(t), 0
		for range 150 {
			res, p := chartOf(r, today)
			files, cert := release(t, e, orderFor(m), res)
			if len(cert.Refused) > 0 {
				refused++
				t.Logf("%s refused: %s", m, cert.Refused[0].Why)
				continue
			}
			p.names, p.whole = p.names[:1], p.whole[1:3] // the given name, mail and web; places may stand
			j := newJudge(p, today)
			j.apart, j.within = []string{strings.ToLower(p.names[0])}, j.within[:2]
			j.born = 2000
			for _, v := range j.violations(files.strings(t)) {
				if !strings.HasPrefix(v, "age") && !strings.HasPrefix(v, "small") {
					t.Errorf("%s: %s", m, v)
				}
			}
		}
		if refused > 3 {
			t.Errorf("%s: %d of 150 refused", m, refused)
		}
	}
}

func TestADoubtKeepsAChartBack(t *testing.T) {
	e := engine(t)
	inner := e.Bundle
	e.Bundle = func(o deid.Order, c deid.Case) ([]byte, error) {
		data, err := inner(o, c)
		return []byte(strings.Replace(string(data), "Type 2 diabetes", "Type 2 diabetes, Gonzalez", 1)), err
	}
	files, cert := release(t, e, safeHarbor(), plainChart())
	if len(cert.Refused) != 1 || !strings.Contains(cert.Refused[0].Why, "NAME (known") || cert.Holds {
		t.Fatalf("got %+v", cert.Refused)
	}
	for name := range files {
		if name != "LABEL.txt" && name != deid.CertificateName && name != deid.SignatureName {
			t.Errorf("a file was written: %s", name)
		}
	}
	if strings.Contains(text(files), "Gonzalez") {
		t.Error("the refusal names what it found")
	}
}

func TestWhatIsNoChart(t *testing.T) {
	refused := plainChart()
	refused.Refused = &chart.Refusal{Reason: chart.RefusedDamaged}
	empty := plainChart()
	empty.Pages = nil
	other := plainChart()
	other.Schema = "x"
	files, cert := release(t, engine(t), safeHarbor(), refused, empty, other, plainChart())
	if len(cert.Refused) != 3 || cert.Cases != 1 || len(files["release.csv"]) == 0 {
		t.Errorf("want three left out and one done, got %+v", cert)
	}
	e := engine(t)
	broken := errors.New("disk full")
	if _, err := e.Release(t.Context(), safeHarbor(), func(y func(deid.Chart, error) bool) { y(deid.FromResult(plainChart(), nil, nil)) },
		func(string, []byte) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("want the writer's error, got %v", err)
	}
}

func TestTwoPersonsInOneFile(t *testing.T) {
	res := plainChart()
	second := plainChart().Documents[0]
	second.Fields = []chart.Field{field(chart.PatientName, "John Okafor", "OKAFOR, JOHN"), field(chart.DateOfBirth, "1/2/1990", "1990-01-02")}
	loose := chart.Document{Type: chart.Other, Pages: []int{1}, Fields: []chart.Field{field(chart.PatientName, "John Okafor", "OKAFOR, JOHN")}}
	res.Documents = append(res.Documents, second, loose)
	files, cert := release(t, engine(t), safeHarbor(), res)
	codes := map[string]bool{}
	for name := range files {
		if strings.HasSuffix(name, ".fhir.json") {
			codes[name] = true
		}
	}
	if len(codes) != 3 || cert.Cases != 3 {
		t.Errorf("want three persons: two known by two identifiers, one by one alone, got %d", len(codes))
	}
}

func TestADocumentOfAWorkspace(t *testing.T) {
	res := plainChart()
	d := &chart.Dossier{Document: res.Documents[0], Pages: res.Pages, Spans: res.PHI}
	for i := range d.Document.Fields {
		d.Document.Fields[i].ID = chart.FieldID(d.Document.Fields[i].Name)
	}
	d.Document.Fields[0].NeedsReview = true
	if _, err := deid.FromDossier(d, nil, nil, nil); chart.KindOf(err) != chart.BadState {
		t.Errorf("a field is open: want bad state, got %v", err)
	}
	d.Decisions = []chart.Decision{{Field: "patient_name", Verdict: chart.Corrected, Value: "Marta Gonzales"}, {Field: "diagnosis", Verdict: chart.NotOnPage}}
	d.Pages[0].Words = append(d.Pages[0].Words, word("Marta", 0.1, 5), word("alias", 0.2, 5), word("Maria", 0.3, 5))
	c, err := deid.FromDossier(d, d.Document.Rows, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := out{}
	cert, err := engine(t).Release(t.Context(), safeHarbor(), func(y func(deid.Chart, error) bool) { y(c, nil) }, files.write)
	if err != nil || len(cert.Refused) > 0 {
		t.Fatalf("%v, %+v", err, cert.Refused)
	}
	all := text(files)
	for _, leak := range []string{"Maria", "Marta", "Gonzale"} {
		if strings.Contains(all, leak) {
			t.Errorf("%s is left", leak)
		}
	}
	if strings.Contains(all, "Type 2") || !strings.Contains(all, "Glucose") || !strings.Contains(all, "alias") {
		t.Error("the release does not say what the people left")
	}
}

func TestCodesInTheNumbersOwnFormat(t *testing.T) {
	o := orderFor(deid.SafeHarbor)
	o.Reversible, o.Approval, o.Alike = true, approval(), true
	files, cert := release(t, engine(t), o, plainChart())
	m := regexp.MustCompile(`,mrn,(\d{7})\n`).FindStringSubmatch(string(files["release.csv"]))
	if len(cert.Refused) > 0 || m == nil || m[1] == "0048213" {
		t.Errorf("want a code of seven digits, got %q, %v", m, cert.Refused)
	}
}

func TestOneOver89(t *testing.T) {
	for _, c := range []struct {
		method deid.Method
		born   string
		group  bool
	}{
		{deid.SafeHarbor, "1936-12-31", true}, {deid.SafeHarbor, "1937-01-01", false}, {deid.DateShifted, "1930-05-05", true},
		{deid.Surrogates, "1930-05-05", true}, {deid.LimitedDataSet, "1930-05-05", false},
	} {
		res := plainChart()
		res.Documents[0].Fields[1] = field(chart.DateOfBirth, c.born, c.born)
		res.Documents[0].Fields[7] = field(chart.Diagnosis, "Stroke at 79 years of age", "")
		files, cert := release(t, engine(t), orderFor(c.method), res)
		if len(cert.Refused) > 0 {
			t.Errorf("%s: %s", c.method, cert.Refused[0].Why)
			continue
		}
		all := string(files["release.csv"])
		if got := strings.Contains(all, "age_group,90+"); got != c.group || c.group == strings.Contains(all, "date_of_birth") {
			t.Errorf("%s, born %s: want the group %v, got %v", c.method, c.born, c.group, got)
		}
		if strings.Contains(all, "79 years") == c.group {
			t.Errorf("%s, born %s: the age at another time", c.method, c.born)
		}
	}
}

func TestSmallGroupsAreWarnedOf(t *testing.T) {
	var many []chart.Result
	for i := range 12 {
		res := plainChart()
		res.Documents[0].Fields[0] = field(chart.PatientName, "P", fmt.Sprintf("GONZALEZ%c, MARIA", 'A'+i))
		res.Documents[0].Fields[2] = field(chart.MRN, fmt.Sprintf("00482%02d", i), "")
		if i == 11 {
			res.Documents[0].Fields[3] = field(chart.Sex, "M", "M")
		}
		many = append(many, res)
	}
	_, cert := release(t, engine(t), safeHarbor(), many...)
	if len(cert.Small) != 1 || cert.Small[0].People != 1 || !strings.HasPrefix(cert.Small[0].What, "sex M, born 1961") {
		t.Errorf("want the one man, got %+v", cert.Small)
	}
}
