package phi_test

import (
	"strings"
	"testing"
)

// TestWhatIdentifiesNobody holds what stands on many forms and is none of the identifiers that it looks like.
func TestWhatIdentifiesNobody(t *testing.T) {
	for _, c := range []struct{ name, page, not string }{
		{"hours in four digits", "Pain 8 at arrival 2135. UA sent 2145, CT back 2210, Toradol 2215, home 2338", "2135 2145 2210 2215 2338"},
		{"a dose of two drugs", "lisinopril-HCTZ 20/12.5 daily, goal 10-11.5", "20/12.5 10-11.5"},
		{"around the clock", "Nurse advice line open 24/7 for members", "24/7"},
		{"an hour behind a figure", "Pain 4 @ 2152. UA: neg", "4 2152."},
		{"weight before a therapist", "WT 177 LB. PT TO SEE", "177 LB."},
		{"a man of some years", "81-YEAR-OLD GENTLEMAN OF DR. OLE", "81-YEAR-OLD GENTLEMAN"},
		{"minutes before a drug", "TAKE 30 MINUTES BEFORE BREAKFAST OMEPRAZOLE DR 40 MG", "MINUTES BEFORE BREAKFAST"},
		{"services of a visit", "billed 97110, 97140, 97530.", "97110 97140 97530 97110, 97140, 97530."},
		{"visits of a therapist", "AUTH 12 VISITS PT. THEN REASSESS", "12 VISITS"},
		{"an hour of a zone", "Sent 04:18 PM CT by desk", "04:18 PM CT"},
		{"a service in brackets", "xray right hand, three views (73130)", "(73130)"},
		{"a service with a modifier", "billed 27447-LT and 11721-Q8", "27447-LT 11721-Q8"},
		{"a dentist's service", "dental crown D2740 today", "D2740"},
		{"a taxonomy", "taxonomy 282N00000X of the house", "282N00000X"},
		{"pregnancies", "here for G2P2002 visit", "G2P2002"},
		{"a season", "flu shot of season 2026-27 given", "2026-27"},
		{"a short form that heads", "Allerg: none\nObjetivo: sin cambio", "Allerg: Objetivo:"},
		{"what a doctor does", "the doctor may call with the result", "may call"},
		{"what a form is for", "REQUEST TO GIVE MEDICINE AT SCHOOL", "REQUEST GIVE MEDICINE"},
		{"drugs and organisms", "Takes Junel and Systane. Neg for N. gonorrhoeae", "Junel Systane. gonorrhoeae"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for text, kind := range foundOf(t, c.page) {
				for _, w := range strings.Fields(c.not) {
					if strings.Contains(" "+text+" ", " "+w+" ") {
						t.Errorf("%q: want %q left alone, got %s %q", c.page, w, kind, text)
					}
				}
			}
		})
	}
}

// TestWhatIsFoundByItsPlace holds identifiers that only where they stand tells.
func TestWhatIsFoundByItsPlace(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"groups of digits", "Member ID      931 0044 72", "931 0044 72"},
		{"and a letter behind", "Medicaid no.      947 18 2207 K", "947 18 2207 K"},
		{"an address behind the letters of its box", "9 ADDR  a 418 W RAILROAD   b WHITE BUTTE   c SD  d 57798", "418 W RAILROAD WHITE BUTTE SD 57798"},
		{"a name behind its words", "NPI 1689933015    LAST BELANGER-OYE     FIRST CASSIA", "BELANGER-OYE CASSIA"},
		{"a box with its letters apart", "remit to P O BOX 611 today", "P O BOX 611"},
		{"a rural route", "ADDR1:  RURAL ROUTE 3", "RURAL ROUTE 3"},
		{"a house on a county's grid", "ADDR 1 : N4471 COUNTY RD G", "N4471 COUNTY RD G"},
		{"a street without its kind", "copia a: 300 N Mesa, El Paso TX 79901", "300 N Mesa"},
		{"a street by its side", "M.D.      220 E LEOTA      NORTH PLATTE", "220 E LEOTA"},
		{"a group by its letters", "Plan: LAKE CARE CONNECT   ID 100441779099   Grp QVHMZ   You pay $4.00", "QVHMZ"},
		{"an age that is turned", "SEEN WITH DAUGHTER. TURNS 91 IN MAY", "91"},
		{"days as the page writes them", "Seen on 7/14 and on 7/21, again on 7/28. Swelling gone 8/19. Labs", "8 19"},
		{"an uncle called by a word", "He stays with his uncle Peanut on weekends", "Peanut"},
		{"who printed", "Profile printed 02/09/2026 08:15 by QSGARDNER", "QSGARDNER"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := wordsOf(foundOf(t, c.page))
			for _, w := range strings.Fields(c.want) {
				if !got[w] {
					t.Errorf("%q: want %q found, got %v", c.page, w, got)
				}
			}
		})
	}
}
