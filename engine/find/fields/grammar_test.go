package fields

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	c := clock{time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
	cases := []struct {
		in    string
		birth bool
		want  string // canonical form; "" where none may be given
		bad   bool   // the check must fail
	}{
		{"03/04/1970", true, "1970-03-04", false}, {"3-4-70", true, "1970-03-04", false}, {"3/4/25", true, "2025-03-04", false},
		{"3/4/27", true, "1927-03-04", false}, {"3/4/27", false, "2027-03-04", false}, {"03.04.1970", true, "1970-03-04", false},
		{"1970-03-04", true, "1970-03-04", false}, {"March 4, 1970", true, "1970-03-04", false}, {"Mar 4th 1970", true, "1970-03-04", false},
		{"04-MAR-1970", true, "1970-03-04", false}, {"4 de marzo de 1970", true, "1970-03-04", false}, {"04MAR1970", true, "1970-03-04", false},
		{"03 04 1970", true, "1970-03-04", false}, {"03041970", true, "1970-03-04", false}, {"19700304", true, "1970-03-04", false},
		{"25/12/1970", true, "1970-12-25", false}, {"02/30/1970", true, "", true}, {"03/04/2031", true, "", true}, {"O3/04/197O", true, "1970-03-04", true},
		{"at 10:30 on 03/04/1970", false, "1970-03-04", false}, {"Oct. 12, '26", false, "2026-10-12", false},
	}
	for _, k := range cases {
		got, ok := c.date(k.in, k.birth)
		if !ok || got.norm != k.want || got.failed != k.bad {
			t.Errorf("date %q: want %q with failed %v, got %q with failed %v (found %v)", k.in, k.want, k.bad, got.norm, got.failed, ok)
		}
	}
	if got, _ := c.date("O3/04/197O", true); len(got.suggest) != 1 || got.suggest[0] != "1970-03-04" {
		t.Errorf("misread date: want the suggestion 1970-03-04, got %d suggestions", len(got.suggest))
	}
	for _, in := range []string{"", "120/80", "1/2", "3/6 murmur", "12345", "Lot 12-3456-78"} {
		if got, ok := c.date(in, false); ok && got.norm != "" {
			t.Errorf("%q is no date, got %q", in, got.norm)
		}
	}
}

func TestNames(t *testing.T) {
	cases := map[string]string{
		"Maria L. Gonzalez": "GONZALEZ, MARIA L", "GONZALEZ, MARIA L": "GONZALEZ, MARIA L", "GONZALEZ,MARIA L": "GONZALEZ, MARIA L",
		"Mr. John Smith Jr.": "SMITH, JOHN JR", "Smith, John A, III": "SMITH, JOHN A III", "I, Wendell P Tilghman, understand": "TILGHMAN, WENDELL P", "Jane A. Doe, M.D.": "DOE, JANE A", "Dr. Jane Doe MD PhD": "DOE, JANE",
		"Juan de la Cruz": "DE LA CRUZ, JUAN", "De La Cruz, Juan": "DE LA CRUZ, JUAN", "Sinéad O'Brien": "O'BRIEN, SINÉAD", "Ana Garcia-Lopez DOB 1/2/1970": "GARCIA-LOPEZ, ANA",
		"Garcia Lopez, Ana": "GARCIA LOPEZ, ANA", "GONZALEZ Maria": "GONZALEZ, MARIA", "Gonzalez, Maria, L": "GONZALEZ, MARIA L", "Wei Ng": "NG, WEI",
	}
	for in, want := range cases {
		if got, ok := name(in); !ok || got.norm != want {
			t.Errorf("name %q: want %q, got %q", in, want, got.norm)
		}
	}
	for _, in := range []string{"", "Quality Labs Inc", "was seen today", "123 Main St", "Portal", "03/04/1970", "Community Health Center"} {
		if got, ok := name(in); ok {
			t.Errorf("%q is no name, got %q", in, got.norm)
		}
	}
}

func TestCodes(t *testing.T) {
	cases := []struct {
		what string
		f    func(string) (take, bool)
		in   string
		want string
		bad  bool
	}{
		{"npi", npi, "1234567893", "1234567893", false}, {"npi", npi, "1234567890", "", true}, {"npi", npi, "I234567893", "1234567893", true},
		{"ssn", ssn, "219-09-9999", "219-09-9999", false}, {"ssn", ssn, "666-12-3456", "", true}, {"ssn", ssn, "000-12-3456", "", true}, {"ssn", ssn, "912-12-3456", "", true},
		{"phone", phone, "(217) 555-0143", "+12175550143", false}, {"phone", phone, "1-217-555-0143", "+12175550143", false}, {"phone", phone, "217.555.0143 ext 2", "+12175550143", false},
		{"phone", phone, "(117) 555-0143", "", true}, {"phone", phone, "217-555-O143", "+12175550143", true},
		{"money", money, "$1,234.50", "1234.50", false}, {"money", money, "164 00", "164.00", false}, {"money", money, "$ 75", "75.00", false},
		{"sex", sex, "Female", "F", false}, {"sex", sex, "M", "M", false}, {"sex", sex, "Mujer", "F", false},
		{"email", email, "A.Gonzalez@Example.com", "a.gonzalez@example.com", false},
	}
	for _, k := range cases {
		got, ok := k.f(k.in)
		if !ok || got.norm != k.want || got.failed != k.bad {
			t.Errorf("%s %q: want %q with failed %v, got %q with failed %v (found %v)", k.what, k.in, k.want, k.bad, got.norm, got.failed, ok)
		}
	}
	ids := map[string]string{"12-34-56": "12-34-56", "XQJ 123 45 6789": "XQJ123456789", "W123456789": "W123456789", "#0012345": "0012345"}
	for in, want := range ids {
		if got, ok := id(in, 4); !ok || got.norm != want {
			t.Errorf("id %q: want %q, got %q", in, want, got.norm)
		}
	}
	if got, ok := id("Member since last year 2020", 4); ok {
		t.Errorf("running text is no identifier, got %q", got.norm)
	}
	if got := icd("A. I10  B. E119 C. E78.5", true); len(got) != 3 {
		t.Errorf("want 3 diagnosis codes, got %d", len(got))
	}
	for in, want := range map[string]string{"148.91 Atrial fibrillation": "I48.91", "Heart failure (150.9)": "I50.9", "110 Essential hypertension": "I10", "E1O.9": "E10.9", "£03.9": "E03.9",
		"140.0 Psoriasis": "L40.0", "140.0": "", "Q99.5": "Q99.5", "A. 110": "I10"} {
		if got := icd(in, true); len(got) != 1 || got[0].norm != want || !got[0].failed && in != "Q99.5" {
			t.Errorf("%q: want the one code %q with its check failed, got %v", in, want, got)
		}
	}
	for _, in := range []string{"BP 110/70", "123", "120 mg", "weight 150.5 lb", "glucose 110"} {
		if got := icd(in, true); len(got) != 0 {
			t.Errorf("%q holds no code, got %v", in, got)
		}
	}
	if got := icd("vitamin B12 and A1C", true); len(got) != 0 {
		t.Errorf("want no diagnosis codes, got %d", len(got))
	}
	if got, _ := npi("1234567898"); len(got.suggest) == 0 || !ValidNPI(got.suggest[0]) {
		t.Error("an NPI that fails its check wants suggestions that pass")
	}
}
