package phi_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestInitialsThatStaffLeave(t *testing.T) {
	for _, c := range []struct{ name, page, want, not string }{
		{"a grid of doses", "Zanvotril 5 mg     0800   | qb| qb| vn| R | qb|\nDaily              2000   | zb| zb| zb|   |   |", "qb vn zb", ""},
		{"where injections were put", "Zanvotril 5 mg     0800   | qj| qj| vn|\n     site                 | RA| LA| RA|", "qj vn", "RA LA"},
		{"a key without a mark", "2100    pm    pm\n\npm P. Maddern CMT    kt K. Tealby LPN\n\nkt at 8:00 pm", "kt", ""},
		{"a column that asks for them", "Date       Treatment               Init\n6.03.25    Exam, two films         GS\n6.24.25    Crown prepared          qh\n7.15.25    Crown seated, PRN       RN", "GS qh", "PRN RN"},
		{"a column headed by", "DATE      CODE     TX               BY\n1/6/26    98941    EMS 15, ice      RV\n1/8/26    98940    EMS 15           JV", "RV JV", "EMS"},
		{"no column of results", "TEST          RESULT    FLAG\nSodium        140       LL\nPotassium     4.1       HH", "", "LL HH"},
		{"behind a sentence", "Called, she will come in the spring for recall.  qzb\n\nMargins were free at eleven this morning. (QZW)", "qzb QZW", ""},
		{"between strokes", "Ilsabe Brandholt, DDS     /qzb/     released", "qzb", ""},
		{"strokes of units", "RBC 3 /hpf     WBC 5 /hpf and/or more", "", "hpf or"},
		{"behind an hour", "HOME CARE REFERRAL     received 6-18-26 3:40p qzb", "qzb", ""},
		{"zones are no initials", "Signed 6-18-26 3:40p EST\n\nSigned 6-18-26 15:40 UTC", "", "EST UTC"},
		{"on a line to write on", "4. I agree to this.     Initial here: _qzb_     reviewed __QZ__ 1/14", "qzb QZ", ""},
		{"nothing asks for them", "Family history __CVA__     Smoker __no__", "", "CVA no"},
		{"who did it", "rec'd 11.06.2026   examiner qzb\n\nTOTAL $905.00    entered by qw", "qzb qw", ""},
		{"who is logged in", "Health registry print 04/22/2026   user QZW", "QZW", ""},
		{"who reviewed", "slip: doxycycline   tech lw   reviewed qzb 6/9/26", "qzb", ""},
		{"before a credential", "qzb rn 8/26 1420\n\nGI exam was normal today", "qzb", "GI"},
		{"who typed", "Barnaby Brandholt-Voss MD/qzb\n\ncough and/or fever", "qzb", "or"},
		{"by means of", "Taken by mouth\n\nseen by us", "", "mouth us"},
	} {
		t.Run(c.name, func(t *testing.T) {
			has := map[string]bool{}
			for text, kind := range foundOf(t, c.page) {
				for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" |/():_", r) }) {
					has[w] = has[w] || kind == chart.Name
				}
			}
			for _, w := range strings.Fields(c.want) {
				if !has[w] {
					t.Errorf("want the initials %q found, got %v", w, has)
				}
			}
			for _, w := range strings.Fields(c.not) {
				if has[w] {
					t.Errorf("want %q left alone, got %v", w, has)
				}
			}
		})
	}
}

func TestInitialsOfNamesInSmallLetters(t *testing.T) {
	page := "paciente: vasquez trujillo, carmela i.   edad 40 y padece de tos desde ayer por la noche y fiebre\n\n" +
		"orders    q quintanilla md     the cough is worse and she was seen here for it in the spring already"
	got := foundOf(t, page)
	for _, w := range []string{"vasquez trujillo, carmela i", "q quintanilla"} {
		found := false
		for text := range got {
			found = found || strings.Contains(text, w)
		}
		if !found {
			t.Errorf("want %q found as a whole, got %v", w, got)
		}
	}
}
