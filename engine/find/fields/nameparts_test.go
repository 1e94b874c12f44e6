package fields_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestNamesInParts reads names whose parts stand in lines, columns and boxes of their own.
func TestNamesInParts(t *testing.T) {
	for _, c := range []struct {
		what string
		kind chart.Type
		page string
		want string
	}{
		{"a licence with numbered lines", chart.IDCard, "OHIO   USA                    DRIVER LICENSE\n4d LIC NO  RT118204\n1  STRICKLAND\n2  PAULA JEANNE              9 CLASS D\n8  77 ORCHARD AVE\n   DAYTON, OH 45402\n3  DOB  02/11/1979\n", "STRICKLAND, PAULA JEANNE"},
		{"a card without labels", chart.IDCard, "STATE OF NEVADA          IDENTIFICATION CARD\nNO 1400882716\nOYELARAN-HICKS\nTOBIAS KEMI\n410 SAGE ST APT 9\nRENO, NV 89502\nDOB 07/30/1991   SEX M\n", "OYELARAN-HICKS, TOBIAS KEMI"},
		{"a card with the name in one line", chart.IDCard, "CITY OF TOLEDO\nMEMBER CARD\nPAULA STRICKLAND\n77 ORCHARD AVE\nDAYTON, OH 45402\nDOB 02/11/1979\n", "STRICKLAND, PAULA"},
		{"a state over the name", chart.IDCard, "IDENTIFICATION CARD\nNORTH DAKOTA\nPAULA STRICKLAND\n77 ORCHARD AVE\nFARGO, ND 58102\nDOB 02/11/1979\n", "STRICKLAND, PAULA"},
		{"columns filled up with blanks", chart.EOB, "CLAIM DETAIL\nPATIENT   : HOLLOWAY        GLORIA      T      HIC : ZX88120934\nREND PROV : ABERRA          MULUGETA           NPI : 1447239018\n", "HOLLOWAY, GLORIA T"},
		{"a letter for the sex is no initial", chart.EOB, "CLAIM DETAIL\nPATIENT   : HOLLOWAY        GLORIA      F      02/11/1979\n", "HOLLOWAY, GLORIA"},
		{"Nombre beside Apellidos", chart.IntakeForm, "REGISTRO DEL PACIENTE\nApellidos: MONTES DE OCA          Nombre: LUIS ALBERTO\nFecha de nacimiento: 11/07/1958\n", "MONTES DE OCA, LUIS ALBERTO"},
	} {
		doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
		fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
		if got := values(doc, chart.PatientName); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: want %q, got %q", c.what, c.want, got)
		}
	}
}
