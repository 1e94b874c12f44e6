package codelists_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codelists"
)

const (
	orderFile = "00001 A00     0 Cholera                                                      Cholera\r\n" +
		"00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to Vibrio cholerae 01, biovar cholerae\r\n" +
		"10345 I10     1 Essential (primary) hypertension                             Essential (primary) hypertension\r\n"
	productsFile = "Ingredient~DF;Route~Trade_Name~Applicant~Strength~Appl_Type~Appl_No~Product_No~TE_Code~Approval_Date~RLD~RS~Type~Applicant_Full_Name\n" +
		"AMLODIPINE BESYLATE; BENAZEPRIL HYDROCHLORIDE~CAPSULE;ORAL~LOTREL~NOVARTIS~EQ 2.5MG BASE;10MG~N~020364~002~AB~Mar 3, 1995~Yes~No~RX~NOVARTIS\n"
	conceptsFile = "6809|ENG||||||8718||6809||RXNORM|IN|6809|metformin||N|4096|\n" +
		"151827|ENG||||||1||151827||RXNORM|BN|151827|Eliquis||N|4096|\n" +
		"1|ENG||||||2||1||MTHSPL|SU|1|WATER||N|4096|\n" +
		"2|SPA||||||3||1||RXNORM|IN|1|metformina||N|4096|\n"
)

func TestLoadReadsTheOfficialFiles(t *testing.T) {
	l, err := codelists.Load(fstest.MapFS{"icd10cm_order_2026.txt": {Data: []byte(orderFile)}, "products.txt": {Data: []byte(productsFile)},
		"RXNCONSO.RRF": {Data: []byte(conceptsFile)}, "readme.txt": {Data: []byte("what these are\n")}}, codelists.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"Metformin": true, "METFORMIN ER": true, "Eliquis": true, "Lotrel": true, "benazepril hydrochloride": true, "water": false, "metformina": false, "Minh K Petrov": false, "": false} {
		if got := l.Drug(name); got != want {
			t.Errorf("Drug(%q): want %v, got %v", name, want, got)
		}
	}
	for code, want := range map[string]bool{"I10": true, "A00.0": true, "A00": false, "I11.9": false} {
		if got, listed := l.DiagnosisCode(code); got != want || !listed {
			t.Errorf("DiagnosisCode(%q): want %v of a list, got %v, listed %v", code, want, got, listed)
		}
	}
	if !l.Diagnosis("Essential (primary) Hypertension") || l.Diagnosis("hypertension of doors") {
		t.Error("want the title of I10 known and no other")
	}
	if drugs, codes := l.Size(); drugs != 5 || codes != 3 {
		t.Errorf("want 5 drugs and 3 codes, got %d and %d", drugs, codes)
	}
}

func TestReadRefusesWithKindAndLine(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		limits codelists.Limits
		want   string
	}{
		"a code out of its column": {orderFile + "10346  I11    0 Hypertensive heart disease\n", codelists.Limits{}, "ICD-10-CM order file, line 4"},
		"too few columns":          {productsFile + "ASPIRIN\n", codelists.Limits{}, "Orange Book products file, line 3"},
		"a torn concept":           {conceptsFile + "3|ENG||\n", codelists.Limits{}, "RxNorm RXNCONSO file, line 5"},
		"only a head":              {productsFile[:strings.Index(productsFile, "\n")+1], codelists.Limits{}, "Orange Book products file, line 1"},
		"too many entries":         {orderFile, codelists.Limits{Entries: 2}, "ICD-10-CM order file, line 3"},
		"too many bytes":           {orderFile, codelists.Limits{Bytes: int64(len(orderFile) - 1)}, "ICD-10-CM order file"},
		"a line without end":       {conceptsFile + strings.Repeat("x", 9000), codelists.Limits{Line: 8000}, "RxNorm RXNCONSO file, line 5"},
	} {
		t.Run(name, func(t *testing.T) {
			l := &codelists.Lists{}
			_, err := l.Read(strings.NewReader(c.text), c.limits)
			if err == nil || !strings.Contains(err.Error(), c.want) || chart.KindOf(err) != chart.BadInput {
				t.Fatalf("want an error of bad input with %q, got %v", c.want, err)
			}
			if drugs, codes := l.Size(); drugs+codes != 0 {
				t.Errorf("want nothing taken of a refused file, got %d drugs and %d codes", drugs, codes)
			}
		})
	}
}

func TestLoadRefusesAFolderWithoutLists(t *testing.T) {
	if _, err := codelists.Load(fstest.MapFS{"notes.txt": {Data: []byte("nothing")}}, codelists.Limits{}); chart.KindOf(err) != chart.BadInput {
		t.Errorf("want bad input, got %v", err)
	}
	if _, listed := new(codelists.Lists).DiagnosisCode("I10"); listed {
		t.Error("want no list where none was loaded")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(orderFile))
	f.Add([]byte(productsFile))
	f.Add([]byte(conceptsFile))
	f.Add([]byte("Ingredient~~Trade_Name~\n~"))
	f.Add([]byte("\uFEFF00001 A00     0 "))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := &codelists.Lists{}
		kind, err := l.Read(strings.NewReader(string(data)), codelists.Limits{Line: 512, Entries: 50, Bytes: 1 << 16})
		drugs, codes := l.Size()
		if (kind == "" || err != nil) && drugs+codes > 0 {
			t.Errorf("want nothing taken of what is no list or was refused, got %d and %d", drugs, codes)
		}
		if drugs+codes > 50 {
			t.Errorf("want 50 entries at most, got %d", drugs+codes)
		}
	})
}
