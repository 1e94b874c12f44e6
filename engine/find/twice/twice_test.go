package twice

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func page(text string) chart.Page {
	var p chart.Page
	for w := range strings.FieldsSeq(text) {
		p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Confidence: 0.99})
	}
	return p
}

const form = `Oak Street Clinic progress note patient name Nora Quimby date of birth 03/14/1961 record number 48213001 phone (555) 555-0123
	seen on 11/20/2026 for follow-up of hypertension blood pressure 142/88 pulse 72 weight 181 plan continue lisinopril 10 mg daily return in 12 weeks`

func TestSame(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"a second scan", form, form, true},
		{"one with letters misread and a word lost", form, strings.NewReplacer("hypertension", "hypertensi0n", "continue", "contlnue", "daily", "").Replace(form), true},
		{"one with a number run together with a word", form, strings.Replace(form, "pulse 72", "pulse72", 1), true},
		{"another patient", form, strings.NewReplacer("Nora Quimby", "Abel Stone", "03/14/1961", "12/02/1978", "48213001", "48990417", "555-0123", "555-0188", "142/88", "118/76").Replace(form), false},
		{"the same patient another day", form, strings.NewReplacer("11/20/2026", "08/28/2026", "142/88", "131/80", "72", "66", "181", "184").Replace(form), false},
		{"nothing", "", "", false},
		{"hardly anything", "Confidential page 2 of 3", "Confidential page 2 of 3", false},
	} {
		a, b := Of(page(c.a)), Of(page(c.b))
		if got := Same(a, b); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if Same(a, b) != Same(b, a) {
			t.Errorf("%s: it depends on which comes first", c.name)
		}
	}
}

func TestWhatIsNoWordDoesNotCount(t *testing.T) {
	stained := page(form)
	for i := range 200 {
		stained.Words = append(stained.Words, chart.Word{Text: chart.Text(strings.Repeat("x", 3+i%5)), Mark: true})
	}
	if !Same(Of(page(form)), Of(stained)) {
		t.Error("stains make another page of it")
	}
}
