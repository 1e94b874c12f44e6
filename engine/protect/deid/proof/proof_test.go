package proof

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

func ask() Ask {
	ordinary := map[string]bool{"white": true, "clinic": true, "lake": true, "count": true}
	return Ask{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Small: func(p string) bool { return p == "036" },
		Ordinary: func(w string) bool { return ordinary[w] }, Label: []string{"Protocol 26-11441 of 2026-11-22"},
		Put: map[string]bool{"[NAME-BCDFGHJKLMNP]": true, "PATIENT-BCDFGHJKLMNP": true, "2025-03-04": true, "917-00-8567": true},
		Known: []Known{{chart.Name, "María O'Brien White", true}, {chart.Name, "Zenobia Lake", false}, {chart.Name, "Dr. Lake Clinic", false},
			{chart.RecordNumber, "H-757554", false}, {chart.PhoneNumber, "+1 (217) 555-0143", false}, {chart.Account, "4711", false},
			{chart.Geographic, "100 Elm Street, Dover, NH 03820", false}, {chart.Date, "2021-05-06", false}}}
}

// every string is one leak; the proof must name its kind, wherever it stands.
var leaks = []struct {
	text string
	kind chart.Kind
}{
	{"seen with maria today", chart.Name}, {"O'BRIEN,", chart.Name}, {"WHITE", chart.Name}, {"white count 6.8", chart.Name}, {"Mari\u0301a", chart.Name},
	{"Zenobia", chart.Name}, {"the lake clinic", chart.Name},
	{"H 757554", chart.RecordNumber}, {"mrn:h757554.", chart.RecordNumber}, {"MRNH757554", chart.RecordNumber}, {"no 4711", chart.Account},
	{"217.555.0143", chart.PhoneNumber}, {"tel 2175550143", chart.PhoneNumber}, {"call 312-555-0188", chart.PhoneNumber}, {"(312)555-0188", chart.PhoneNumber},
	{"Dover", chart.Geographic}, {"100 elm street", chart.Geographic}, {"zip 03820", chart.Geographic}, {"62704-1234", chart.Geographic},
	{"on 05/06/2021", chart.Date}, {"5-6-21", chart.Date}, {"2021-05-06", chart.Date}, {"6.5.2021", chart.Date}, {"May 6, 2021", chart.Date},
	{"6 May 2021", chart.Date}, {"06MAY2021", chart.Date}, {"March 2021", chart.Date}, {"seen in September", chart.Date}, {"last Tuesday", chart.Date}, {"Dec 5", chart.Date},
	{"92-year-old", chart.AgeOver89}, {"age: 94", chart.AgeOver89}, {"101 yrs", chart.AgeOver89}, {"93 y/o", chart.AgeOver89}, {"95yo", chart.AgeOver89}, {"93 años", chart.AgeOver89}, {"el 3 de enero", chart.Date},
	{"123-45-6789", chart.SocialNumber}, {"123 45 6789", chart.SocialNumber}, {"a@b.org", chart.EmailAddress}, {"see www.kin.example", chart.URL},
	{"http://x", chart.URL}, {"kin-site.com", chart.URL}, {"10.21.13.94", chart.IPAddress},
	{"1HGCM82633A004352", chart.OtherID}, {"SN-44AB1234", chart.OtherID}, {"born in 1931", chart.OtherID}, {"no 604812", chart.OtherID}, {"A104345715", chart.OtherID},
	{"2026-03-04 [NAME-BCDFGHJKLMNP]", chart.Date}, {"12025-03-04", chart.OtherID}, {"917-00-85678", chart.OtherID},
}

// harmless is what a release is made of.
var harmless = []string{"Hemoglobin A1c 7.4 %", "BP 120/80", "5/325 mg twice daily", "since 2019", "[NAME-BCDFGHJKLMNP] called", "[AGE 90+] patient",
	"E11.9", "platelets 250 K/uL", "1200 mL", "insulin 20 units", "on [DATE 2021]", "2/6 systolic murmur", "89-year-old", "875/125 mg",
	"seen on 2025-03-04 by PATIENT-BCDFGHJKLMNP", "SSN 917-00-8567", "Protocol 26-11441 of 2026-11-22", "male, 45", "born 1937"}

func kinds(left []Left) string {
	var out []string
	for _, l := range left {
		out = append(out, string(l.Kind))
	}
	return strings.Join(out, " ")
}

// inForm writes a text as a file of a form would hold it.
func inForm(form Form, text string) []byte {
	switch form {
	case CSV:
		return fmt.Appendf(nil, "name,value\ndiagnosis,%q\n", strings.ReplaceAll(text, `"`, ""))
	case JSON:
		data, _ := json.Marshal(map[string]any{"resourceType": "Bundle", "entry": []any{map[string]any{"note": text}}})
		return data
	}
	return []byte("first line\n" + text + "\nlast line\n")
}

func TestEveryLeakIsSeen(t *testing.T) {
	for _, l := range leaks {
		for _, form := range []Form{Text, CSV, JSON} {
			left := ask().File(form, inForm(form, l.text))
			found := false
			for _, x := range left {
				found = found || x.Kind == l.kind
			}
			if !found {
				t.Errorf("%q in form %d: want %s, got %q", l.text, form, l.kind, kinds(left))
			}
		}
		if len(ask().Words(l.text)) == 0 {
			t.Errorf("%q as running text: nothing", l.text)
		}
	}
}

func TestHarmlessWordsPass(t *testing.T) {
	for _, s := range harmless {
		for _, form := range []Form{Text, CSV, JSON} {
			if left := ask().File(form, inForm(form, s)); len(left) > 0 {
				t.Errorf("%q in form %d: got %s", s, form, kinds(left))
			}
		}
	}
}

func TestAnAgeMayTellOfOneOver89(t *testing.T) {
	a := ask()
	if left := a.File(Text, []byte("79-year-old in 2015")); len(left) > 0 {
		t.Errorf("of somebody younger: got %s", kinds(left))
	}
	a.Old = true
	if left := a.File(Text, []byte("79-year-old in 2015")); kinds(left) != "AGE_OVER_89" {
		t.Errorf("of somebody over 89 today: got %q", kinds(left))
	}
}

func TestOverTheEndOfALine(t *testing.T) {
	if left := ask().File(Text, []byte("100 Elm\nStreet")); len(left) == 0 {
		t.Error("a street over two lines was not seen")
	}
}

func TestLimitedDataSetsKeepDatesAndPlaces(t *testing.T) {
	a := ask()
	a.Dates, a.Places, a.Ages = true, true, true
	for text, want := range map[string]bool{"seen 2021-05-06": false, "born 1931": false, "92-year-old": false, "Dover": false, "100 Elm Street": true,
		"217-555-0143": true, "maria": true, "last Tuesday": false} {
		if left := a.File(Text, []byte(text)); (len(left) > 0) != want {
			t.Errorf("%q: want a leak %v, got %q", text, want, kinds(left))
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, value string
		leak        bool
	}{
		{"postal_code", "974", false}, {"postal_code", "000", false}, {"postal_code", "036", true}, {"postal_code", "97401", true},
		{"procedure_code", "99213", false}, {"procedure_code", "99213-25", false}, {"procedure_code", "G0438", false}, {"value", "1250", false},
		{"value", "4711", true}, {"reference_range", "1500-4000", false}, {"charge", "$1,250.00", false}, {"diagnosis", "99213", true},
		{"value", "2021-05-06", true}, {"medication", "4711 mg", true}, {"value", "1234567", true},
	} {
		data := []byte("name,value\n" + c.name + ",\"" + c.value + "\"\n")
		if left := ask().File(CSV, data); (len(left) > 0) != c.leak {
			t.Errorf("%s %s: want a leak %v, got %q", c.name, c.value, c.leak, kinds(left))
		}
	}
}

func TestWhatCannotBeTakenApart(t *testing.T) {
	for name, left := range map[string][]Left{
		"broken JSON": ask().File(JSON, []byte(`{"a":`)), "two values": ask().File(JSON, []byte(`{} {}`)), "CSV without a head": ask().File(CSV, []byte("a,b\n")),
		"no form": ask().File(None, nil), "empty CSV": ask().File(CSV, nil), "an attachment": ask().File(JSON, []byte(`{"data":"JVBERi0x"}`)),
		"an id of somebody's own": ask().File(JSON, []byte(`{"id":"maria-1961"}`)), "a system of somebody's own": ask().File(JSON, []byte(`{"system":"urn:mrn"}`)),
		"a key that tells":         ask().File(JSON, []byte(`{"maria":1}`)),
		"a release that is a name": ask().File(JSON, []byte(`{"system":"urn:chartproof:release:maria"}`)),
	} {
		if len(left) == 0 {
			t.Errorf("%s passed", name)
		}
	}
	good := `{"resourceType":"Bundle","id":"0f4c9a52-7a1e-4b63-9d8b-3f1f6b2f3c11","system":"http://loinc.org","code":"11502-2","fullUrl":"urn:uuid:0f4c9a52-7a1e-4b63-9d8b-3f1f6b2f3c11"}`
	if left := ask().File(JSON, []byte(good)); len(left) > 0 {
		t.Errorf("a bundle's own ids: got %s", kinds(left))
	}
}

func TestLeftNamesNoText(t *testing.T) {
	for _, l := range ask().File(Text, []byte("maria 2021-05-06 H-757554")) {
		if s := fmt.Sprintf("%+v", l); strings.Contains(strings.ToLower(s), "maria") || strings.Contains(s, "757554") {
			t.Errorf("got %s", s)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(`{"id":"x"}`), uint8(3))
	f.Add([]byte("name,value\na,b\n"), uint8(2))
	f.Add([]byte("maria\x00\xff 12"), uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, form uint8) {
		ask().File(Form(form%4), data) // must not panic, whatever it is given
	})
}
