package identity

import (
	"fmt"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestNames(t *testing.T) {
	cases := []struct {
		a, b string
		want likeness
	}{
		{"GONZALEZ, MARIA L", "GONZALEZ, MARIA L", proof},
		{"GONZALEZ, MARIA", "GONZALEZ, MARIA L", proof},
		{"GONZALEZ, MARIA LUCIA", "GONZALEZ, MARIA L", proof},
		{"GONZALEZ, MARIA A", "GONZALEZ, MARIA L", doubtful},
		{"SMITH JR, JOHN", "SMITH SR, JOHN", other},
		{"SMITH, JOHN", "SMITH JR, JOHN", shorter},
		{"SMITH, JOHN JR", "SMITH JR, JOHN", proof},
		{"SMITH III, JOHN", "SMITH, JOHN 3RD", proof},
		{"LOPEZ, JAYDEN", "LOPEZ, JAYLEN", doubtful},
		{"LOPEZ, ANNA", "LOPEZ, HANNAH", other},
		{"GARCIA, ANA", "GARCIA LOPEZ, ANA", doubtful},
		{"GARCIA-LOPEZ, ANA", "GARCIA LOPEZ, ANA", proof},
		{"MARIA, GONZALEZ", "GONZALEZ, MARIA", doubtful},
		{"GONZALEZ, M", "GONZALEZ, MARIA", doubtful},
		{"GONZALFZ, MARIA", "GONZALEZ, MARIA", doubtful},
		{"CHEN, WEI", "GONZALEZ, MARIA", other},
		{"", "GONZALEZ, MARIA", unsaid},
	}
	for _, c := range cases {
		if got := like(personOf(c.a), personOf(c.b)); got != c.want {
			t.Errorf("%q and %q: want %d, got %d", c.a, c.b, c.want, got)
		}
		if got := like(personOf(c.b), personOf(c.a)); got != c.want {
			t.Errorf("%q and %q turned: want %d, got %d", c.a, c.b, c.want, got)
		}
	}
}

// says gives sightings of a page: "name", "born", "mrn", "ssn", "account", "member", "facility", each with its value.
func says(page int, pairs ...string) []chart.Field {
	names := map[string]chart.FieldName{"name": chart.PatientName, "born": chart.DateOfBirth, "mrn": chart.MRN, "ssn": chart.SSN, "account": chart.AccountNumber, "member": chart.MemberID, "facility": chart.Facility}
	var out []chart.Field
	for i := 0; i+1 < len(pairs); i += 2 {
		f := chart.Field{Name: names[pairs[i]], Value: chart.Text(pairs[i+1]), Page: page}
		if pairs[i] == "name" || pairs[i] == "born" {
			f.Normalized = f.Value
		}
		out = append(out, f)
	}
	return out
}

func document(pages []int, sightings ...[]chart.Field) chart.Document {
	d := chart.Document{Type: chart.ProgressNote, Pages: pages}
	for _, s := range sightings {
		d.Sightings = append(d.Sightings, s...)
	}
	return d
}

func TestCheck(t *testing.T) {
	maria := []string{"name", "GONZALEZ, MARIA L", "born", "1970-03-04", "mrn", "00482913"}
	cases := []struct {
		name string
		docs []chart.Document
		text string   // of page 2
		want []string // alarms of each document
	}{
		{"one page with two identifiers", []chart.Document{document([]int{1}, says(1, maria[:4]...))}, "", []string{""}},
		{"one page with a name only", []chart.Document{document([]int{1}, says(1, maria[:2]...))}, "", []string{"patient_unmatched[1]"}},
		{"a further page that says the same", []chart.Document{document([]int{1, 2}, says(1, maria...), says(2, "name", "GONZALEZ, MARIA", "mrn", "482913"))}, "", []string{""}},
		{"a further page with a running header", []chart.Document{document([]int{1, 2}, says(1, maria...))}, "GONZALEZ, MARIA L 482913 CONTINUED", []string{""}},
		{"a further page that says nothing", []chart.Document{document([]int{1, 2}, says(1, maria...))}, "Plan: rest", []string{"patient_unmatched[2]"}},
		{"a further page of another patient", []chart.Document{document([]int{1, 2}, says(1, maria...), says(2, "name", "CHEN, WEI", "born", "1970-03-04"))}, "", []string{"another_patient[2]"}},
		{"the twin", []chart.Document{document([]int{1, 2}, says(1, "name", "LOPEZ, JAYDEN", "born", "2015-01-02", "member", "W123456"), says(2, "name", "LOPEZ, JAYLEN", "born", "2015-01-02", "member", "W123456"))}, "", []string{"patient_unmatched[2]"}},
		{"the father", []chart.Document{document([]int{1}, says(1, "name", "SMITH JR, JOHN", "born", "1975-01-02", "mrn", "111111")), document([]int{2}, says(2, "name", "SMITH, JOHN", "born", "1945-01-02"))}, "", []string{"another_patient[1]", "another_patient[2]"}},
		{"the father without a birth", []chart.Document{document([]int{1}, says(1, "name", "SMITH JR, JOHN", "born", "1975-01-02", "member", "W12345")), document([]int{2}, says(2, "name", "SMITH, JOHN", "member", "W12345"))}, "", []string{"", "patient_unmatched[2]"}},
		{"one name and birthday, two numbers", []chart.Document{document([]int{1}, says(1, maria...)), document([]int{2}, says(2, "name", "GONZALEZ, MARIA L", "born", "1970-03-04", "mrn", "777777"))}, "", []string{"patient_unmatched[1] another_patient[1]", "patient_unmatched[2] another_patient[2]"}},
		{"two such patients, and a page without a number", []chart.Document{document([]int{1}, says(1, maria...)), document([]int{3, 6, 7}, says(3, maria...), says(6, maria...), says(7, maria...)), document([]int{4}, says(4, "name", "GONZALEZ, MARIA L", "born", "1970-03-04", "mrn", "777777")),
			document([]int{5}, says(5, maria[:4]...))}, "", []string{"", "", "another_patient[4]", "patient_unmatched[5]"}},
		{"one against one: nobody knows whose chart it is", []chart.Document{document([]int{1}, says(1, maria...)), document([]int{2}, says(2, "name", "CHEN, WEI", "born", "1980-05-06"))}, "", []string{"another_patient[1]", "another_patient[2]"}},
		{"outside records have numbers of their own", []chart.Document{document([]int{1}, says(1, append(maria, "facility", "Lakeview Family Medicine")...)),
			document([]int{2}, says(2, "name", "GONZALEZ, MARIA L", "born", "1970-03-04", "mrn", "777777", "facility", "St. Anne Hospital"))}, "", []string{"", ""}},
		{"charts between separators are charts of their own", []chart.Document{document([]int{1}, says(1, maria...)), {Type: chart.Separator, Pages: []int{2}}, document([]int{3}, says(3, "name", "CHEN, WEI", "born", "1980-05-06"))}, "", []string{"", "", ""}},
		{"a blank back", []chart.Document{document([]int{1}, says(1, maria...)), {Type: chart.Blank, Pages: []int{2}}}, "", []string{"", ""}},
		{"a character of one number misread", []chart.Document{document([]int{1, 2}, says(1, maria...), says(2, "name", "GONZALEZ, MARIA L", "born", "1970-03-04", "mrn", "00482918"))}, "", []string{""}},
		{"a character of a number and a shared surname", []chart.Document{document([]int{1, 2}, says(1, maria...), says(2, "name", "GONZALEZ, MARTA", "mrn", "00482918"))}, "", []string{"another_patient[2]"}},
		{"no documents", nil, "", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			page := chart.Page{Number: 2}
			for _, w := range strings.Fields(c.text) {
				page.Words = append(page.Words, chart.Word{Text: chart.Text(w)})
			}
			for range 2 { // checking twice changes nothing
				Check(c.docs, []chart.Page{page})
			}
			for i, d := range c.docs {
				var got []string
				for _, a := range d.Alarms {
					got = append(got, fmt.Sprintf("%s%v", a.Reason, a.Pages))
				}
				if g := strings.Join(got, " "); g != c.want[i] {
					t.Errorf("document %d: want %q, got %q", i+1, c.want[i], g)
				}
				asked := false
				for _, f := range d.Fields {
					asked = asked || f.Name == chart.PatientName && f.NeedsReview
				}
				if asked != (len(d.Alarms) > 0) {
					t.Errorf("document %d: want a person asked %v, got %v", i+1, len(d.Alarms) > 0, asked)
				}
			}
		})
	}
}

func TestDaysInWords(t *testing.T) {
	for _, text := range []string{"DOB 3/4/1970", "03-04-1970", "born Mar 4, 1970", "04-MAR-1970", "1970-03-04", "March 4, 1970", "03 04 1970", "(3/4/70)"} {
		p := chart.Page{}
		for _, w := range strings.Fields(text) {
			p.Words = append(p.Words, chart.Word{Text: chart.Text(w)})
		}
		if !read(&p).day("1970-03-04") {
			t.Errorf("%q holds the day", text)
		}
		if read(&p).day("1970-04-03") {
			t.Errorf("%q does not hold another day", text)
		}
	}
}

func TestNamesInWords(t *testing.T) {
	cases := map[string]bool{"GONZALEZ, MARIA L": true, "Maria L. Gonzalez": true, "Maria Gonzalez": true, "GONZALEZ,MARIA": true, "Maria A. Gonzalez": false, "Gonzalez, Maria A": false,
		"Maria Gonzalez Jr": false, "Mario Gonzalez": false, "Gonzalez Clinic": false, "Maria saw Dr Gonzalez": false}
	for text, want := range cases {
		p := chart.Page{}
		for _, w := range strings.Fields(text) {
			p.Words = append(p.Words, chart.Word{Text: chart.Text(w)})
		}
		if got := read(&p).names(personOf("GONZALEZ, MARIA L")); got != want {
			t.Errorf("%q: want %v, got %v", text, want, got)
		}
	}
}
