package deid

import (
	"fmt"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// Invented names and places. Frequent names of the country, so that they look like everybody's; towns that are none.
var (
	inventedGiven  = strings.Fields("Aaron Adele Alan Amelia Anita Audrey Bernard Bianca Calvin Camille Celeste Cedric Claire Conrad Daria Desmond Edwin Elaine Elias Esther Felix Fiona Gilbert Greta Harriet Hector Imogen Ivan Joanna Julian Karina Leonard Lydia Marcus Miriam Nadine Oscar Paula Rafael Regina Simon Sylvia Tobias Vera Walter Yvonne")
	inventedFamily = strings.Fields("Abernathy Alcott Ashdown Barlowe Bexley Birchall Calloway Carrick Castellan Dunmore Eastbrook Ellery Fairholm Farrow Gainsford Garrick Hallowell Harcourt Ingersoll Jarrow Kendrick Kingsley Langford Lockhart Marchbank Merriweather Norwood Oakley Penhallow Prescott Quigley Ravenhill Redfern Sedgwick Selwyn Thackeray Thornbury Underhill Vandermeer Wakefield Westcott Whitlock Winslow Yarborough")
	inventedStreet = strings.Fields("Alder Aspen Birchwood Cedarhurst Elderberry Fernwood Hawthorn Hazelwood Juniper Larkspur Maplewood Rosewood Sagebrush Tamarack Willowbend")
	inventedTown   = []string{"Amberfield", "Brookmere", "Cedarvale Heights", "Dunhollow", "Eastmarsh", "Fernbridge", "Glenhaven Falls", "Harrowgate", "Kestrel Point", "Larkwood"}
)

// pick chooses from a list by a seed and a turn, and passes over what the chart knows.
func (c *caseMaker) pick(list []string, seed uint64, turn int) string {
	at := int((seed >> (turn * 7)) % uint64(len(list)))
	for i := range list {
		s := list[(at+i)%len(list)]
		if !c.isKnown(s) {
			return s
		}
	}
	return list[at]
}

// inventName gives a name in the way in which the real one is written.
func (c *caseMaker) inventName(seed uint64, was string) string {
	given, family := c.pick(inventedGiven, seed, 0), c.pick(inventedFamily, seed, 2)
	words := strings.FieldsFunc(was, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' })
	out := given + " " + family
	switch {
	case len(words) == 1:
		out = family
	case strings.Contains(was, ","):
		out = family + ", " + given
	}
	if was == strings.ToUpper(was) {
		out = strings.ToUpper(out)
	}
	return c.issue(out)
}

// invent gives a value for one that is taken out.
func (c *caseMaker) invent(kind chart.Kind, was string) (string, error) {
	if kind == chart.Name && c.ofPatient(was) {
		return c.inventName(c.code.Seed, was), nil
	}
	switch kind {
	case chart.PhoneNumber, chart.Fax, chart.SocialNumber, chart.RecordNumber, chart.HealthPlanID, chart.Account,
		chart.LicenseNumber, chart.VehicleID, chart.DeviceNumber, chart.OtherID:
		k, err := c.e.Codes.Value(kind, chart.Text(was), true)
		return c.issue(k.Token), err
	}
	k, err := c.e.Codes.Value(kind, chart.Text(was), false)
	if err != nil {
		return "", err
	}
	switch kind {
	case chart.Name:
		return c.inventName(k.Seed, was), nil
	case chart.Geographic:
		return c.inventPlace(k.Seed, ""), nil
	case chart.EmailAddress:
		return c.issue(fmt.Sprintf("%s.%s@example.com", strings.ToLower(c.pick(inventedGiven, k.Seed, 0)), strings.ToLower(c.pick(inventedFamily, k.Seed, 2)))), nil
	case chart.URL:
		return c.issue(fmt.Sprintf("https://www.example.com/%s", strings.ToLower(c.pick(inventedStreet, k.Seed, 1)))), nil
	case chart.IPAddress:
		return c.issue(fmt.Sprintf("192.0.2.%d", 1+k.Seed%254)), nil
	}
	return c.issue("[" + k.Token + "]"), nil
}

// inventPlace gives an address in a town that is none; codes from 00001 to 00399 were never given to places.
func (c *caseMaker) inventPlace(seed uint64, state string) string {
	s := fmt.Sprintf("%d %s Street, %s", 100+seed%800, c.pick(inventedStreet, seed, 1), c.pick(inventedTown, seed, 3))
	if state != "" {
		s += fmt.Sprintf(", %s %05d", state, 1+seed%399)
	}
	return c.issue(s)
}

// invented makes the person's own values where surrogates are asked for.
func (c *caseMaker) invented(first map[chart.FieldName]chart.Field) ([]Value, error) {
	var out []Value
	for _, n := range []chart.FieldName{chart.PatientName, chart.MRN, chart.AccountNumber, chart.MemberID, chart.SSN, chart.Phone,
		chart.Email, chart.Address} {
		f, ok := first[n]
		if !ok {
			continue
		}
		was, form := f.Value.Reveal(), ""
		var s string
		var err error
		switch n {
		case chart.PatientName:
			s = c.inventName(c.code.Seed, "A B")
			form = c.inventName(c.code.Seed, "A, B")
		case chart.Address:
			s = c.inventPlace(c.code.Seed, c.e.parsePlace(was).state)
		default:
			s, err = c.invent(identifying[n], was)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Value{n, chart.Text(s), chart.Text(form)})
	}
	return out, nil
}
