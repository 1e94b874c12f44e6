package fields

import "testing"

// TestNamesInTheirOrder gives names as they are printed, and as a clerk keys them.
func TestNamesInTheirOrder(t *testing.T) {
	for printed, want := range map[string]string{
		"Wilfredo Santana Cruz":          "SANTANA CRUZ, WILFREDO",
		"Carmen Iris Quiñones Feliciano": "QUIÑONES FELICIANO, CARMEN IRIS",
		"Rosalba Quintanilla de Soto":    "QUINTANILLA DE SOTO, ROSALBA",
		"Juan Carlos Ruiz":               "RUIZ, JUAN CARLOS",
		"Maria Elena Garcia":             "GARCIA, MARIA ELENA",
		"Karen Miller Davis":             "DAVIS, KAREN MILLER",
		"Anneke Van der Zee":             "VAN DER ZEE, ANNEKE",
		"Leona Marie Standing Elk":       "STANDING ELK, LEONA MARIE",
		"Robert Bear":                    "BEAR, ROBERT",
		"PRUITT DARLA JEAN":              "PRUITT, DARLA JEAN",
		"DARLA JEAN PRUITT":              "PRUITT, DARLA JEAN",
		"AALTO-FRIEDMAN HILLEVI":         "AALTO-FRIEDMAN, HILLEVI",
		"AMUNDSON P":                     "AMUNDSON, P",
		"Kathy R":                        "R, KATHY",
		"Marit Solheim, CPM, LM":         "SOLHEIM, MARIT",
		"Odalys Crespi-Hunt, PMHNP-BC":   "CRESPI-HUNT, ODALYS",
		"Tran, Uyen PMHNP-BC":            "TRAN, UYEN",
		"GONZALEZ, MARIA L":              "GONZALEZ, MARIA L",
		"Dear Phuong-Mai Lieberman,":     "LIEBERMAN, PHUONG-MAI",
		"Dr. Vikram Chowdhury's office":  "CHOWDHURY, VIKRAM",
		"Nurse Comfort Addo":             "ADDO, COMFORT",
		"Castellano, Roberto J":          "CASTELLANO, ROBERTO J",
	} {
		if got, ok := name(printed); !ok || got.norm != want {
			t.Errorf("name(%q) = %q, want %q", printed, got.norm, want)
		}
	}
}

// TestHousesOfTwoEnds offers a name with and without what may be no part of it.
func TestHousesOfTwoEnds(t *testing.T) {
	for text, want := range map[string]string{
		"Forest Glen Hospital OR":         "Forest Glen Hospital",
		"DUNDEE OPTICAL, OMAHA NE":        "DUNDEE OPTICAL",
		"Larkspur Primary Care - Bozeman": "Larkspur Primary Care",
		"HOOSIER HOMETOWN DRUGS #12":      "HOOSIER HOMETOWN DRUGS",
		"Sol Advantage (HMO)":             "Sol Advantage",
	} {
		m := houseTail.FindStringIndex(text)
		if m == nil || text[:m[0]] != want {
			t.Errorf("%q ends at %v, want %q", text, m, want)
		}
	}
}
