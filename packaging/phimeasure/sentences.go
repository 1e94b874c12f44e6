package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
)

// sentence is one text of a set in the form of microsoft/presidio-research: offsets are code points.
type sentence struct {
	Text  string `json:"full_text"`
	Spans []struct {
		Type  string `json:"entity_type"`
		Start int    `json:"start_position"`
		End   int    `json:"end_position"`
	} `json:"spans"`
}

// marked are the types of such a set that 45 CFR 164.514(b)(2) names too. Titles, ages under 90, nationalities and
// organisations are none.
var marked = map[string]chart.Kind{"PERSON": chart.Name, "STREET_ADDRESS": chart.Geographic, "GPE": chart.Geographic, "ZIP_CODE": chart.Geographic,
	"DATE_TIME": chart.Date, "PHONE_NUMBER": chart.PhoneNumber, "EMAIL_ADDRESS": chart.EmailAddress, "US_SSN": chart.SocialNumber, "CREDIT_CARD": chart.Account,
	"IBAN_CODE": chart.Account, "DOMAIN_NAME": chart.URL, "IP_ADDRESS": chart.IPAddress, "US_DRIVER_LICENSE": chart.LicenseNumber}

// taught are marked and, neither right nor wrong, what may be the name of an employer or belong to a name.
var taught = with(marked, "ORGANIZATION", "TITLE", "STREET_ADDRESS", "ZIP_CODE", "CREDIT_CARD", "IBAN_CODE")

func with(m map[string]chart.Kind, open ...string) map[string]chart.Kind {
	out := maps.Clone(m)
	for _, o := range open {
		out[o] = facility
	}
	return out
}

// sentences scores the detector on such sets.
func sentences(d *phi.Detector, files []string, mode string, noise float64, show bool, s *score) error {
	r := rand.New(rand.NewPCG(7, 7))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("read sentences: %w", err)
		}
		var all []sentence
		if err := json.Unmarshal(raw, &all); err != nil {
			return fmt.Errorf("read sentences: %w", err)
		}
		for i := range all {
			n := all[i].note(i, marked)
			n.change(r, mode, noise)
			s.note(d, n, show)
		}
	}
	return nil
}

// note gives the sentence with the marks of these types.
func (x *sentence) note(i int, marked map[string]chart.Kind) note {
	n := note{name: fmt.Sprint(i), text: []rune(x.Text)}
	for _, sp := range x.Spans {
		if k, ok := marked[sp.Type]; ok && sp.Start >= 0 && sp.End <= len(n.text) && sp.Start < sp.End {
			n.marks = append(n.marks, mark{k, sp.Start, sp.End})
		}
	}
	return n
}
