package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// person is somebody in a chart.
type person struct {
	first, middle, last string // middle is an initial or empty
	female              bool
	dob                 time.Time
	phone, cell, email  string // phones as ten digits
	ssn                 string // nine digits
	place
}

// place is an address.
type place struct{ street, city, state, zip string }

// doctor is a provider.
type doctor struct {
	person
	cred, specialty, npi, license string
}

// site is a facility.
type site struct {
	place
	name, dept, phone, fax, web string
}

var givenF = strings.Fields("Maria Grace May Rose Hope Amara Ngozi Priya Aisha Fatima Mei Linh Yuki Olga Ingrid Carmen Dolores Guadalupe Deborah Patricia Susan Margaret Harriet Joy Faith June April Latoya Shanice Siobhan Caoimhe Ana Beatriz Noor Zahra Hannah Rebecca Wilhelmina Eleanor Agnes Teresa Sonia Kiara Brianna Madison")
var givenM = strings.Fields("James Robert Will Mark Grant Chase Dean Frank Art Miles Jose Juan Carlos Rafael Mohammed Omar Yusuf Wei Jian Minh Hiroshi Dmitri Sergei Lars Anders Pierre Jean Kwame Chinedu Emeka Ravi Sanjay Arjun Tyrone DeShawn Patrick Sean Liam Stanley Walter Eugene Harold Clarence Ezekiel Noah Mason")
var surnames = strings.Fields("White May Rose Young Long Small Brown Green Black Gray Day Knight Church Hill Brooks Rivers Stone Wood Price Case Bell Cook Fisher Bishop Pope Love Rich Sharp Strong Best Gonzalez Rodriguez Hernandez Garcia-Lopez Okafor Adeyemi Mensah Nguyen Tran Pham Li Wu Ng Kim Park Tanaka Yamamoto Patel Singh Iyer Krishnan Haddad Al-Rashid Khoury Cohen Goldberg Kowalski Wisniewski Novak Petrov Ivanova Schmidt Müller O'Brien McCarthy MacDonald Fitzgerald St.John VanDyke DeLaCruz Washington Jefferson Banks Booker Thibodeaux Whitehorse Begay Kealoha Smith Johnson Anderson Thompson Lindqvist Papadopoulos Castellano Bianchi")
var streets = strings.Fields("Maple Oak Birchwood Harbor Mill Prospect Juniper Meadow Lincoln Cedar Highland Franklin Sycamore Chestnut Orchard Walnut River Lake Sunset Elm")
var streetKinds = []string{"St", "Street", "Ave", "Avenue", "Rd", "Drive", "Ln", "Court", "Blvd", "Way"}

type town struct {
	city, state, zip, area string
}

var towns = []town{{"Dover", "NH", "03820", "603"}, {"Springfield", "IL", "62704", "217"}, {"Portland", "ME", "04101", "207"},
	{"Columbus", "OH", "43215", "614"}, {"Reading", "PA", "19601", "610"}, {"Mobile", "AL", "36602", "251"}, {"Tulsa", "OK", "74103", "918"},
	{"Santa Fe", "NM", "87501", "505"}, {"Eugene", "OR", "97401", "541"}, {"Duluth", "MN", "55802", "218"}, {"Baton Rouge", "LA", "70801", "225"},
	{"Fargo", "ND", "58102", "701"}, {"Boise", "ID", "83702", "208"}, {"Chapel Hill", "NC", "27514", "919"}, {"Fresno", "CA", "93721", "559"},
	{"Yonkers", "NY", "10701", "914"}, {"Amarillo", "TX", "79101", "806"}, {"Green Bay", "WI", "54301", "920"}, {"Pueblo", "CO", "81003", "719"}}

var employers = []string{"Harbor Freight Lines", "Dunmore Textile Works", "Lakeview School District", "Pinnacle Roofing Co.", "Sunrise Bakery",
	"Delta Machine & Tool", "Blue Heron Paper Mill", "Granite State Credit Union", "Northfield Farms", "City Transit Authority"}
var facilityA = []string{"Riverside", "Mercy", "St. Anne's", "Lakeshore", "Granite Valley", "Bayview", "Summit", "Good Shepherd", "Pine Ridge", "Cedar Grove", "Union", "Northgate", "Harbor Point", "Holy Cross", "Prairie View"}
var facilityB = []string{"Medical Center", "Community Hospital", "Family Practice", "Internal Medicine Associates", "Health Clinic", "Regional Hospital", "Primary Care", "Medical Group", "Memorial Hospital"}
var payers = []string{"Blue Ridge Health Plan", "United Prairie Insurance", "Medicare", "Northstar Mutual", "Commonwealth Care Alliance HMO", "Pacific Benefit Trust", "Keystone Assurance", "Medicaid of New England", "Granite Health PPO", "TriState Employee Benefit Fund"}
var specialties = []string{"Internal Medicine", "Family Medicine", "Cardiology", "Endocrinology", "Gastroenterology", "Pulmonary Medicine", "Orthopedics", "Nephrology", "Neurology", "Dermatology"}

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	if n > 0 && b[0] == '0' {
		b[0] = byte('1' + r.IntN(9))
	}
	return string(b)
}

// day is a date of the year in which the charts are made.
func day(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }

// somebody makes a person of the given age in years at the day now.
func somebody(r *rand.Rand, now time.Time, age int, t town) person {
	p := person{female: r.IntN(2) == 0, last: pick(r, surnames...)}
	p.first = pick(r, givenM...)
	if p.female {
		p.first = pick(r, givenF...)
	}
	if r.Float64() < .75 {
		p.middle = string(rune('A' + r.IntN(26)))
	}
	p.dob = now.AddDate(-age, -r.IntN(12), -1-r.IntN(28))
	p.phone = t.area + "55501" + digits(r, 2)
	p.cell = t.area + "55501" + digits(r, 2)
	p.email = strings.ToLower(strings.Trim(fold(p.first)[:1]+fold(p.last), " ")) + digits(r, 2) + "@" + pick(r, "example.com", "example.net", "mail.example.org")
	p.ssn = ssn(r)
	p.place = address(r, t)
	return p
}

func address(r *rand.Rand, t town) place {
	st := fmt.Sprintf("%d %s %s", 10+r.IntN(4800), pick(r, streets...), pick(r, streetKinds...))
	if r.IntN(4) == 0 {
		st += pick(r, " Apt ", " Unit ", " #") + digits(r, 1+r.IntN(2))
	}
	zip := t.zip
	if r.IntN(4) == 0 {
		zip += "-" + digits(r, 4)
	}
	return place{st, t.city, t.state, zip}
}

// ssn is nine digits that the Social Security rules allow to exist.
func ssn(r *rand.Rand) string {
	area := 1 + r.IntN(898)
	if area == 666 {
		area = 667
	}
	return fmt.Sprintf("%03d%02d%04d", area, 1+r.IntN(99), 1+r.IntN(9999))
}

// npi is a National Provider Identifier with its check digit.
func npi(r *rand.Rand) string {
	base := pick(r, "1", "1", "2") + fmt.Sprintf("%08d", r.IntN(1e8))
	return base + string(npiCheck(base))
}

// npiCheck is the check digit of nine digits: Luhn with the prefix 80840 (45 CFR 162.406).
func npiCheck(base string) rune {
	sum := 24 // what the prefix adds
	for i, c := range base {
		d := int(c - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return rune('0' + (10-sum%10)%10)
}

func someDoctor(r *rand.Rand, now time.Time, t town) doctor {
	d := doctor{person: somebody(r, now, 35+r.IntN(30), t), cred: pick(r, "MD", "MD", "MD", "DO", "NP", "PA-C", "M.D."), specialty: pick(r, specialties...)}
	d.npi = npi(r)
	d.license = pick(r, "MD", "L", "A") + digits(r, 6)
	return d
}

func someSite(r *rand.Rand, t town, kind ...string) site {
	s := site{place: address(r, t), phone: t.area + "55501" + digits(r, 2), fax: t.area + "55501" + digits(r, 2)}
	if len(kind) == 0 {
		kind = facilityB
	}
	s.name = pick(r, facilityA...) + " " + pick(r, kind...)
	s.web = "www." + strings.ToLower(fold(s.name)) + ".example.org"
	if i := strings.Index(s.web, ".example"); i > 26 {
		s.web = s.web[:22] + s.web[i:]
	}
	s.dept = pick(r, "Health Information Management", "Department of Medicine", "Outpatient Services", "Suite 200", "Patient Accounts")
	return s
}
