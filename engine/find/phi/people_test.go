package phi_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
)

// masked gives the text with every found stretch replaced by its kind.
func masked(text string, spans []phi.TextSpan) string {
	r := []rune(text)
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(string(r[at:s.Start]) + "<" + string(s.Kind) + ">")
		at = s.End
	}
	return b.String() + string(r[at:])
}

func TestPeopleByBuildAndKnowledge(t *testing.T) {
	d := detector(t)
	cases := []struct{ name, text, want string }{
		{"given name that is a word, known", "Patient: Grace Holloway\nShe sat by the window.\nGrace and partner agreed. The grace period ended.",
			"Patient: <NAME>\nShe sat by the window.\n<NAME> and partner agreed. The grace period ended."},
		{"even at the start of a sentence", "Patient: Art Kowalski\nArt and partner will follow the plan at home.",
			"Patient: <NAME>\n<NAME> and partner will follow the plan at home."},
		{"the word alone says no name", "The patient made a mark on the art supplies and will return in the grace period.",
			"The patient made a mark on the art supplies and will return in the grace period."},
		{"initial in the middle", "Thank you,\nHope X. Church", "Thank you,\n<NAME>"},
		{"tight comma", "about this notice for BELL,HOPE R please call", "about this notice for <NAME> please call"},
		{"lower case, initial first", "seen today and signed by l. stroud, rn after rounds this morning", "seen today and signed by <NAME> after rounds this morning"},
		{"lower case organism", "urine grew e. coli and s. aureus was not found in the second sample", "urine grew e. coli and s. aureus was not found in the second sample"},
		{"lower case facility", "she was transferred from sunny acres nursing home with a new fever", "she was transferred from <GEOGRAPHIC> with a new fever"},
		{"lower case generic facility", "she was transferred from an outside hospital with a new fever today", "she was transferred from an outside hospital with a new fever today"},
		{"dates in boxes", "DATE OF BIRTH SEX\n12 06 1967\nDATES OF SERVICE FROM TO\n02 17 26 02 17 26\nDATE SIGNED",
			"DATE OF BIRTH SEX\n<DATE>\nDATES OF SERVICE FROM TO\n<DATE> <DATE>\nDATE SIGNED"},
		{"figures that are no dates", "gave 10 20 30 mg in steps", "gave 10 20 30 mg in steps"},
	}
	for _, c := range cases {
		if got := masked(c.text, d.Text(c.text)); got != c.want {
			t.Errorf("%s:\n got  %q\n want %q", c.name, got, c.want)
		}
	}
}

func TestInitialsBesideParagraphs(t *testing.T) {
	d := detector(t)
	spans := d.Pages([]chart.Page{page(1, word("Patient:", 0.1, 0.1), word("Maria", 0.22, 0.1), word("Gonzalez", 0.3, 0.1),
		word("Initials", 0.1, 0.2), word("MG", 0.1, 0.22), word("I", 0.3, 0.22), word("agree", 0.33, 0.22), word("to", 0.42, 0.22), word("blood", 0.46, 0.22))})
	for _, s := range spans {
		if s.Text.Reveal() == "MG" && s.Kind == chart.Name {
			return
		}
	}
	t.Errorf("want the initials found, got %d other spans", len(spans))
}

func TestPlacesOfOtherForms(t *testing.T) {
	d, err := phi.New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"906 S 50th Ave, Omaha NE 68106":     "906 S 50th Ave, Omaha NE 68106",
		"Rt. 2 Box 61":                       "Rt. 2 Box 61",
		"Box 8800, Frankfort, Ky. 40601":     "Box 8800, Frankfort, Ky. 40601",
		"Durham DH7 8XX":                     "Durham DH7 8XX",
		"send to M4B 1B3 by mail":            "M4B 1B3",
		"take vitamin B12 5MG daily by food": "",
	} {
		wantOnly(t, d, chart.Geographic, text, want)
	}
}

func TestNamesAsSystemsPrintThem(t *testing.T) {
	d, err := phi.New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"HOPE^DALE^A":          "HOPE^DALE^A",
		"WHITEHORSE/NGOZI":     "WHITEHORSE/NGOZI",
		"BROOK NGOZI K":        "BROOK NGOZI K",
		"HEPATITIS VIRUS C":    "",
		"AND/OR":               "",
		"SODIUM/POTASSIUM":     "",
		"CBC/DIFF    WBC/HPF":  "",
		"VITAMIN D":            "",
		"TOTAL PROTEIN A":      "",
		"LISINOPRIL TABLETS B": "",
	} {
		wantOnly(t, d, chart.Name, text, want)
	}
}

// wantOnly finds one kind in a text and wants it to be just this, "" for none.
func wantOnly(t *testing.T, d *phi.Detector, kind chart.Kind, text, want string) {
	t.Helper()
	got := ""
	for _, s := range d.Text(text) {
		if s.Kind == kind {
			got += text[s.Start:s.End]
		}
	}
	if got != want {
		t.Errorf("%q: want %s %q, got %q", text, kind, want, got)
	}
}
