package deid_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The generator knows nothing of the rules: it invents people, writes charts about them in the ways in which people write,
// and remembers every identifier that it put in.

var (
	givenNames  = strings.Fields("Maria Carlos Li Aisha John Patricia May Grace Dwayne Svetlana José Anh Ruth Bo Xavier Priya Omar Kathleen Ng")
	familyNames = []string{"Gonzalez", "Ivanova", "White", "O'Brien", "Nguyen", "Smith-Jones", "De la Cruz", "Okafor", "Kowalczyk", "Brown", "García",
		"Young", "Lindqvist", "Park", "Abdullahi", "Van Buren", "Rose", "Pham", "Stone"}
	streetNames = []string{"Elm Street", "Harbor Avenue", "W 42nd St", "Old Mill Road", "Martin Luther King Blvd", "County Road 12", "Pine Ct"}
	towns       = []struct{ city, state, zip string }{{"Dover", "NH", "03820"}, {"Springfield", "IL", "62704"}, {"Berlin", "NH", "03570"},
		{"Claremont", "NH", "03602"}, {"Chicago", "IL", "60614"}, {"Yellowstone National Park", "WY", "82190"}, {"Ely", "NV", "89301"},
		{"Truth or Consequences", "NM", "87901"}, {"Brooklyn", "NY", "11215"}, {"Valentine", "NE", "69201"}, {"Austin", "TX", "78701"}}
	employers = []string{"Harrowfield Textile Mills", "Brightwater School District", "Kettleson Freight Lines"}
	works     = []string{", who works for", ", employed by", ", retired from", ", a foreman at", "; employer:", ", who works full-time at the", ", her last job at"}
	drugs     = []string{"Metformin 500 mg", "Lisinopril 10 mg", "Amoxicillin 875/125 mg", "Insulin glargine 20 units"}
	problems  = []string{"Type 2 diabetes", "Hypertension", "Fracture of left wrist", "White coat hypertension", "May-Thurner syndrome"}
	tests     = []string{"Glucose", "WBC", "Platelets", "Brown antigen", "Hemoglobin A1c"}
)

// fiction is the restricted list as the test knows it, by itself.
var fiction = map[string]bool{"036": true, "059": true, "102": true, "203": true, "556": true, "692": true, "821": true, "823": true,
	"878": true, "879": true, "884": true, "893": true}

// planted is what a chart holds that must not leave.
type planted struct {
	names  []string    // words of the patient's name, and the town
	whole  []string    // names of others, places, e-mail, web: as written
	number []string    // letters and digits that must not be found with anything or nothing between
	dates  []time.Time // whole dates
	born   int
	zip    string
}

// writer makes one chart.
type writer struct {
	r     *rand.Rand
	now   time.Time
	p     planted
	page  chart.Page
	spans []chart.Span
	y     float64
	line  int
}

func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// digits writes a form: # is a digit, @ a letter.
func digits(r *rand.Rand, form string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '#':
			return rune('0' + r.IntN(10))
		case '@':
			return rune('A' + r.IntN(26))
		}
		return c
	}, form)
}

func (w *writer) date(from, to int) time.Time {
	return time.Date(from+w.r.IntN(to-from+1), time.Month(1+w.r.IntN(12)), 1+w.r.IntN(28), 0, 0, 0, 0, time.UTC)
}

var layouts = []string{"2 January 2006", "Monday, January 2, 2006", "Jan. 2 2006", "1/2/2006 15:04", "2006/01/02", "02.01.2006", "01/02/2006", "1/2/2006", "1/2/06", "2006-01-02", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006", "02-Jan-2006", "01-02-2006", "1.2.2006", "02JAN2006", "January 2"}

func (w *writer) written(t time.Time) string { return t.Format(one(w.r, layouts)) }

// say sets words on the page; a part with a kind is an identifier, of which the detector sees most.
type part struct {
	text string
	kind chart.Kind // empty: words
	sure bool       // the detector always sees it: nothing else of the chart knows it
}

func (w *writer) say(parts ...part) {
	w.line++
	w.y += 0.02
	x := 0.05
	for _, p := range parts {
		var boxes []geom.Box
		for _, t := range strings.Fields(p.text) {
			b := geom.Box{X0: x, Y0: w.y, X1: x + 0.008*float64(len(t)), Y1: w.y + 0.012}
			x = b.X1 + 0.006
			boxes = append(boxes, b)
			w.page.Words = append(w.page.Words, chart.Word{Text: chart.Text(t), Confidence: 0.97, Box: b, Line: w.line})
		}
		if p.kind != "" && (p.sure || w.r.IntN(100) < 80) {
			w.spans = append(w.spans, chart.Span{Kind: p.kind, Text: chart.Text(p.text), Page: w.page.Number, Boxes: boxes, Tier: chart.Certain, Redacted: true})
		}
	}
}

func words(s string) part { return part{text: s} }

// chartOf invents one person and one chart.
func chartOf(r *rand.Rand, now time.Time) (chart.Result, planted) {
	w := &writer{r: r, now: now, page: chart.Page{Number: 1, Width: 2550, Height: 3300}}
	given, family := one(r, givenNames), one(r, familyNames)
	if r.IntN(3) == 0 {
		given += " " + one(r, givenNames)
	}
	born := w.date(1921, 2024)
	w.p.born = born.Year()
	for _, n := range strings.FieldsFunc(given+" "+family, func(c rune) bool { return c == ' ' || c == '-' || c == '\'' }) {
		if len(n) > 2 {
			w.p.names = append(w.p.names, n)
		}
	}
	town := one(r, towns)
	w.p.zip = town.zip
	street := digits(r, "##4 ") + one(r, streetNames)
	w.p.whole, w.p.names = append(w.p.whole, street), append(w.p.names, town.city)
	mrn := digits(r, one(r, []string{"0######", "MRN#######", "@-######", "##-##-##-#"}))
	ssn, phone := digits(r, "5##-##-####"), digits(r, one(r, []string{"(217) 555-####", "217.555.####", "217-555-####", "+1 217 555 ####"}))
	fax, member := digits(r, "603-555-####"), digits(r, one(r, []string{"W#########", "@@@#######", "##########-01"}))
	account, vin, serial := digits(r, "A########"), digits(r, "1HGCM82633A######"), digits(r, "SN-##@@####")
	license, ip := digits(r, "D###-####-####"), digits(r, "10.2#.1#.9#")
	email := strings.ToLower(strings.ReplaceAll(given, " ", ".")) + digits(r, "##") + "@example-mail.com"
	url := "https://portal.example-clinic.org/" + digits(r, "p######")
	w.p.number = append(w.p.number, mrn, ssn, phone, fax, member, account, vin, serial, license, ip)
	w.p.whole = append(w.p.whole, email, url)
	service, other := w.date(2015, 2026), w.date(2010, 2026)
	w.p.dates = append(w.p.dates, born, service, other)
	relative := one(r, []string{"Zenobia", "Thaddeus", "Ferdinand"}) + " " + family
	employer := one(r, employers)
	w.p.whole = append(w.p.whole, relative, employer)

	name := one(r, []string{given + " " + family, family + ", " + given, strings.ToUpper(family + ", " + given)})
	w.header(name, mrn, born, ssn, phone, fax, street+", "+town.city+", "+town.state+" "+town.zip, email, url)
	w.note(given, family, mrn, relative, employer, phone, service, other, born)
	w.say(words("Device"), part{serial, chart.DeviceNumber, true}, words("Vehicle"), part{vin, chart.VehicleID, false}, words("License"), part{license, chart.LicenseNumber, true},
		words("from"), part{ip, chart.IPAddress, false}, words("account"), part{account, chart.Account, false})
	doc := w.document(name, family, given, mrn, ssn, phone, email, street, town.city, town.state, town.zip, member, account, born, service, other)
	return chart.Result{Schema: chart.SchemaProcess, Pages: []chart.Page{w.page}, PHI: w.spans, Documents: []chart.Document{doc}}, w.p
}

func (w *writer) header(name, mrn string, born time.Time, ssn, phone, fax, address, email, url string) {
	w.say(words("Patient:"), part{name, chart.Name, false}, words("MRN:"), part{mrn, chart.RecordNumber, false})
	w.say(words("DOB:"), part{w.written(born), chart.Date, false}, words("SSN:"), part{ssn, chart.SocialNumber, false})
	w.say(part{address, chart.Geographic, false})
	w.say(words("Tel"), part{phone, chart.PhoneNumber, false}, words("Fax"), part{fax, chart.Fax, false}, part{email, chart.EmailAddress, false}, part{url, chart.URL, false})
}

func (w *writer) note(given, family, mrn, relative, employer, phone string, service, other, born time.Time) {
	first := strings.Fields(given)[0]
	age := w.now.Year() - born.Year()
	if age >= 90 {
		w.say(part{fmt.Sprintf(one(w.r, []string{"%d-year-old", "%d yo", "%d y/o", "%d year old", "%dyo"}), age), chart.AgeOver89, false}, words("patient, seen in clinic."))
		w.say(words("He was born in"), words(fmt.Sprint(born.Year())), words("and lives alone. Age:"), words(fmt.Sprint(age)))
		w.say(words(fmt.Sprintf("In %d she was %d years old, aged %d", w.now.Year()-12, age-12, age-12)))
		w.p.whole = append(w.p.whole, fmt.Sprintf("%d years old", age-12), fmt.Sprintf("aged %d", age-12))
		w.say(words("She is"), words("ninety-three years old"), words("and well."))
	} else if age > 1 {
		w.say(words(fmt.Sprintf("%d-year-old", age)), words("patient, seen in clinic."))
	}
	w.say(words("Seen on"), part{w.written(service), chart.Date, false}, words("and before on"), part{w.written(other), chart.Date, false})
	w.say(words("Mr."), part{family, chart.Name, false}, words("was brought by his wife"), part{relative, chart.Name, false}, words(one(w.r, works)), part{one(w.r, []string{employer, employer, strings.ToLower(employer)}), chart.Name, false})
	w.say(words(strings.ToUpper(first)), words("tolerates Metformin. Call"), words(phone), words("with questions; chart"), words(mrn))
	w.odd(given, family, mrn, phone, service)
	w.say(words(relative), words("will call. WBC 6.8, platelets 250 K/uL, BP 120/80, 5/325 mg twice daily."))
	if w.r.IntN(4) == 0 {
		w.say(words("Family of"), words(strings.ToLower(first)), words("informed; see"), words(one(w.r, []string{"www.kin-site.org/x1", "call +1 (312) 555-0177", "kin@kin-mail.net"})))
		w.p.whole = append(w.p.whole, "kin-site", "kin@kin")
		w.p.number = append(w.p.number, "3125550177")
	}
}

var meses = strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

// odd writes the same things as hurried people do, and no span shows them.
func (w *writer) odd(given, family, mrn, phone string, service time.Time) {
	bare := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, phone)
	first := strings.Fields(given)[0]
	lines := []string{
		"mother of " + strings.ToLower(given+" "+family) + " called",
		"re: " + strings.ToUpper(family) + "/" + strings.ToUpper(first) + " f/u",
		first + "'s results, " + family + "-2",
		"cell " + bare + " ok to leave message",
		"chart#" + mrn + ", DOS " + service.Format("010206"),
		"DOS " + service.Format("20060102") + " and " + service.Format("January 2nd, 2006"),
		"admitted the " + service.Format("2") + "th of " + service.Format("January") + ", discharged " + service.Format("01/02"),
		"visto el " + service.Format("2") + " de " + meses[service.Month()-1] + "; follow up in " + service.Format("January"),
		"dob~" + service.Format("1-2-06") + "; seen " + service.Format("Jan 2") + " and " + service.Format("2-Jan"),
		"SSN 5" + digits(w.r, "## ## ####") + "; last four of card " + digits(w.r, "####-####-####-####"),
		"IPv6 2001:db8:85a3::8a2e:370:7334 logged, MAC 00:1B:44:11:3A:B7",
		"seen " + service.Format("Jan 2") + one(w.r, []string{"e", "x", "v"}) + ", " + service.Format("2006") + "; no 2" + digits(w.r, "####"),
		"aged 9" + digits(w.r, "#") + ", sister is 101 years old, father 95yo",
	}
	for range 4 {
		w.say(words(one(w.r, lines)))
	}
	w.p.dates = append(w.p.dates, service)
}

func field(n chart.FieldName, value, form string) chart.Field {
	return chart.Field{Name: n, Value: chart.Text(value), Normalized: chart.Text(form), Confidence: 0.98, Page: 1}
}

func (w *writer) document(name, family, given, mrn, ssn, phone, email, street, city, state, zip, member, account string, born, service, other time.Time) chart.Document {
	iso := func(t time.Time) string { return t.Format(time.DateOnly) }
	d := chart.Document{Type: one(w.r, chart.Types), Pages: []int{1}, Fields: []chart.Field{
		field(chart.PatientName, name, strings.ToUpper(family+", "+given)), field(chart.DateOfBirth, w.written(born), iso(born)),
		field(chart.MRN, mrn, mrn), field(chart.Sex, one(w.r, []string{"F", "M", "Male"}), ""), field(chart.SSN, ssn, ssn), field(chart.Phone, phone, ""),
		field(chart.Email, email, email), field(chart.Address, street+", "+city+", "+state+" "+zip, ""), field(chart.MemberID, member, member),
		field(chart.AccountNumber, account, account), field(chart.CollectedDate, w.written(service), iso(service)),
		field(chart.Diagnosis, one(w.r, problems), ""), field(chart.DiagnosisCode, "E11.9", "E11.9"), field(chart.ProcedureCode, "99213", "99213"),
		field(chart.TotalCharge, "1250.00", "1250.00"), field(chart.Facility, "Dr. "+family+" Clinic of "+city, "")}}
	cell := func(kv ...string) []chart.Cell {
		var cs []chart.Cell
		for i := 0; i < len(kv); i += 2 {
			cs = append(cs, chart.Cell{Name: kv[i], Value: chart.Text(kv[i+1])})
		}
		return cs
	}
	// What people and readers put into cells where it does not belong.
	stray := func() string {
		return one(w.r, []string{"", "", "", " " + w.written(other), " " + phone, " per " + given + " " + family, " " + ssn, " " + zip, " (" + mrn + ")",
			" " + email, " " + strings.ToUpper(family), " since " + other.Format("Jan 2006"), " " + city, " age 9" + digits(w.r, "#")})
	}
	d.Rows = []chart.Row{
		{Table: "results", Page: 1, Cells: cell("test", one(w.r, tests)+stray(), "value", digits(w.r, one(w.r, []string{"1##", "6.#", "<0.01#", "9###", "negative"}))+stray(), "unit", one(w.r, []string{"mg/dL", family, "K/uL"}), "reference_range", "70-99"+stray(), "flag", one(w.r, []string{"H", given, "L"}))},
		{Table: "medications", Page: 1, Cells: cell("medication", one(w.r, drugs)+stray(), "dose", "500 mg", "route", one(w.r, []string{"PO", city, "IV"}), "frequency", "twice daily"+stray())},
		{Table: "problems", Page: 1, Cells: cell("diagnosis", one(w.r, problems)+stray(), "diagnosis_code", one(w.r, []string{"I10", "E11.9", mrn}), "onset", w.written(other))},
		{Table: "service_lines", Page: 1, Cells: cell("date_of_service", w.written(service), "procedure_code", one(w.r, []string{"99213", zip, phone}), "description", "Office visit"+stray(), "charge", "125.00")},
		{Table: "immunizations", Page: 1, Cells: cell("vaccine", "Influenza"+stray(), "date", w.written(other), "lot", mrn, "site", "left arm"+stray())},
	}
	return d
}
