package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// kase is everything that is true of one patient's chart, before anybody lays it out.
type kase struct {
	v                            voice
	now                          time.Time
	patient, kin, child          person
	relation                     string
	employer, occupation         string
	pcp, attending, referrer     doctor
	clinic, hospital, lab        site
	payer, plan                  string
	mrn, account, member, group  string
	claim, accession, encounter  string
	dos, admit, discharge        time.Time
	collected, reported, printed time.Time
	dx                           []dxItem
	meds                         []medItem
	allergies                    []string
	reactions                    []string
	age                          int
	said                         map[chart.FieldName]string // the labels this chart has settled on
}

// voice is how a family writes names, dates and numbers.
type voice struct {
	date     string // Go layout
	dateUp   bool   // upper case months
	longDate string // in prose
	name     func(p person) string
	provider func(d doctor) string // without credentials
	mrn      func(r *rand.Rand) string
	phone    string // "(%s) %s-%s"
	maskSSN  bool
	words    wording
}

func newKase(r *rand.Rand, v voice) *kase {
	t, t2 := pick(r, towns...), pick(r, towns...)
	k := &kase{v: v, said: map[chart.FieldName]string{}, now: day(time.Month(1+r.IntN(10)), 1+r.IntN(28))}
	k.age = 19 + r.IntN(70)
	if r.IntN(9) == 0 {
		k.age = 90 + r.IntN(8)
	}
	k.patient = somebody(r, k.now, k.age, t)
	k.patient.dob = settled(k.patient.dob, k.now)
	k.kin = somebody(r, k.now, max(20, k.age-5+r.IntN(10)), t)
	k.relation = pick(r, "spouse", "daughter", "son", "sister", "mother", "husband", "wife", "partner")
	if r.IntN(2) == 0 {
		k.kin.last = k.patient.last
	}
	switch k.relation {
	case "daughter", "sister", "mother", "wife":
		k.kin.female = true
		k.kin.first = pick(r, givenF...)
	case "son", "husband":
		k.kin.female = false
		k.kin.first = pick(r, givenM...)
	}
	k.child = somebody(r, k.now, 8+r.IntN(30), t)
	k.employer, k.occupation = pick(r, employers...), pick(r, "welder", "teacher", "retired nurse", "bus driver", "bookkeeper", "line cook", "farmer", "machinist")
	k.pcp, k.attending, k.referrer = someDoctor(r, k.now, t), someDoctor(r, k.now, t), someDoctor(r, k.now, t2)
	k.clinic, k.hospital = someSite(r, t, "Family Practice", "Internal Medicine Associates", "Health Clinic", "Primary Care", "Medical Group"), someSite(r, t2, "Medical Center", "Community Hospital", "Regional Hospital", "Memorial Hospital")
	k.lab = someSite(r, t2, "Clinical Laboratories", "Diagnostics", "Pathology Associates", "Reference Laboratory")
	k.payer, k.plan = pick(r, payers...), pick(r, "PPO", "HMO", "Choice Plus", "Silver 3000", "Medicare Advantage", "POS")
	k.mrn, k.account = v.mrn(r), pick(r, "A", "", "V", "")+digits(r, 8+r.IntN(2))
	k.member = pick(r, "XQJ", "W", "", "KMD", "H") + digits(r, 9) + pick(r, "", "", "-01", "01")
	k.group = pick(r, "", "G", "GRP") + digits(r, 5) + pick(r, "", "-02")
	k.claim = pick(r, "", "CL", "E") + digits(r, 10)
	k.accession = pick(r, "S26-", "L", "26:", "H") + digits(r, 6)
	k.encounter = digits(r, 9)
	back := func(n int) time.Time { return k.now.AddDate(0, 0, -n) }
	k.dos = back(3 + r.IntN(40))
	k.admit = back(15 + r.IntN(30))
	k.discharge = k.admit.AddDate(0, 0, 1+r.IntN(9))
	k.collected = back(4 + r.IntN(20))
	k.reported = k.collected.AddDate(0, 0, 1+r.IntN(3))
	k.printed = k.now
	k.dx = some(r, 1+r.IntN(6), dxItems)
	k.meds = some(r, 2+r.IntN(8), medItems)
	k.allergies = some(r, r.IntN(4), allergens)
	for range k.allergies {
		k.reactions = append(k.reactions, pick(r, "hives", "rash", "anaphylaxis", "swelling", "nausea", "itching"))
	}
	return k
}

// settled moves a birthday out of the weeks before now, so that the age is the same on every date of the chart.
func settled(dob, now time.Time) time.Time {
	const span = 75 // days that a chart looks back
	if yearsOn(dob, now.AddDate(0, 0, -span)) != yearsOn(dob, now) {
		return dob.AddDate(0, 0, -span-5)
	}
	return dob
}

// yearsOn is the age of somebody born on dob on a day.
func yearsOn(dob, on time.Time) int {
	n := on.Year() - dob.Year()
	if on.Month() < dob.Month() || on.Month() == dob.Month() && on.Day() < dob.Day() {
		n--
	}
	return n
}

// notice is when a plan writes about the visit.
func (k *kase) notice() time.Time { return k.dos.AddDate(0, 0, 6+k.dos.Day()%9) }

// some draws n different items.
func some[T any](r *rand.Rand, n int, from []T) []T {
	var out []T
	for _, i := range r.Perm(len(from))[:min(n, len(from))] {
		out = append(out, from[i])
	}
	return out
}

// fullName is the canonical form of the contract: LAST, FIRST MIDDLE.
func (p person) fullName() string {
	s := strings.ToUpper(p.last + ", " + p.first)
	if p.middle != "" {
		s += " " + p.middle
	}
	return s
}

func (k *kase) fmtDate(t time.Time, layout string) string {
	s := t.Format(layout)
	if k.v.dateUp {
		s = strings.ToUpper(s)
	}
	return s
}

// The makers of segs: each gives the value in the family's way of writing.

func (k *kase) pt() seg {
	return seg{text: k.v.name(k.patient), field: chart.PatientName, norm: k.patient.fullName(), kind: chart.Name, whose: Patient}
}

// ptAs names the patient in another way: "Mr. White", "Maria".
func (k *kase) ptAs(text string) seg { return seg{text: text, kind: chart.Name, whose: Patient} }

func (k *kase) title(p person) string {
	if p.female {
		return pick2(k.now.Day()%2 == 0, "Mrs.", "Ms.")
	}
	return "Mr."
}

func pick2(b bool, x, y string) string {
	if b {
		return x
	}
	return y
}

func (k *kase) date(t time.Time, f chart.FieldName) seg {
	return seg{text: k.fmtDate(t, k.v.date), field: f, norm: t.Format(time.DateOnly), kind: chart.Date, whose: Patient}
}

// dateIn is a date in prose.
func (k *kase) dateIn(t time.Time, f chart.FieldName) seg {
	d := k.date(t, f)
	d.text = t.Format(k.v.longDate)
	return d
}

func (k *kase) dateAs(t time.Time, layout string) seg {
	d := k.date(t, "")
	d.text = t.Format(layout)
	return d
}

func (k *kase) dob() seg { return k.date(k.patient.dob, chart.DateOfBirth) }

func (k *kase) sex(long bool) seg {
	f, m := "F", "M"
	s := seg{field: chart.Sex, norm: m, text: m}
	if k.patient.female {
		s.norm, s.text = f, f
	}
	if long {
		s.text = pick2(k.patient.female, "Female", "Male")
	}
	return s
}

// years is the age as text; over 89 it identifies.
func (k *kase) years() seg {
	s := seg{text: fmt.Sprint(k.age)}
	if k.age > 89 {
		s.kind, s.whose = chart.AgeOver89, Patient
	}
	return s
}

func (k *kase) id(text string, f chart.FieldName, kind chart.Kind) seg {
	return seg{text: text, field: f, norm: text, kind: kind, whose: Patient}
}

func (k *kase) mrnSeg() seg             { return k.id(k.mrn, chart.MRN, chart.RecordNumber) }
func (k *kase) acct() seg               { return k.id(k.account, chart.AccountNumber, chart.Account) }
func (k *kase) memberID() seg           { return k.id(k.member, chart.MemberID, chart.HealthPlanID) }
func (k *kase) groupNo() seg            { return k.id(k.group, chart.GroupNumber, chart.HealthPlanID) }
func (k *kase) claimNo() seg            { return k.id(k.claim, chart.ClaimNumber, chart.OtherID) }
func (k *kase) otherID(text string) seg { return k.id(text, "", chart.OtherID) }

func (k *kase) payerSeg() seg { return seg{text: k.payer, field: chart.Payer} }

func (k *kase) ssnSeg() seg {
	d := k.patient.ssn
	full := d[:3] + "-" + d[3:5] + "-" + d[5:]
	s := k.id(full, chart.SSN, chart.SocialNumber)
	if k.v.maskSSN {
		s.text, s.norm, s.field = "XXX-XX-"+d[5:], "", ""
	}
	return s
}

func (k *kase) tel(n string) string { return fmt.Sprintf(k.v.phone, n[:3], n[3:6], n[6:]) }

func (k *kase) phone() seg {
	return seg{text: k.tel(k.patient.phone), field: chart.Phone, norm: "+1" + k.patient.phone, kind: chart.PhoneNumber, whose: Patient}
}

func (k *kase) telOf(n string, kind chart.Kind, w Whose) seg {
	return seg{text: k.tel(n), kind: kind, whose: w}
}

func (k *kase) email() seg {
	return seg{text: k.patient.email, field: chart.Email, norm: k.patient.email, kind: chart.EmailAddress, whose: Patient}
}

func (p place) cityLine() string { return p.city + ", " + p.state + " " + p.zip }

func (k *kase) addr() seg {
	t := k.patient.street + ", " + k.patient.cityLine()
	return seg{text: t, field: chart.Address, norm: strings.ToUpper(t), kind: chart.Geographic, whose: Patient}
}

func geo(text string, w Whose) seg { return seg{text: text, kind: chart.Geographic, whose: w} }

func (k *kase) rel(p person) seg { return seg{text: k.v.name(p), kind: chart.Name, whose: Relative} }
func relAs(text string) seg      { return seg{text: text, kind: chart.Name, whose: Relative} }
func (k *kase) employerSeg() seg { return seg{text: k.employer, kind: chart.Name, whose: Employer} }
func (k *kase) facility(s site) seg {
	return seg{text: s.name, field: chart.Facility, kind: chart.Geographic, whose: Facility}
}
func (k *kase) siteName(s site) seg {
	return seg{text: s.name, kind: chart.Geographic, whose: Facility}
}
func (k *kase) docAs(text string) seg { return seg{text: text, kind: chart.Name, whose: Provider} }

func (k *kase) doc(d doctor, f chart.FieldName) seg {
	return seg{text: k.v.provider(d), field: f, norm: d.fullName(), kind: chart.Name, whose: Provider}
}

func (k *kase) npi(d doctor) seg {
	return seg{text: d.npi, field: chart.ProviderNPI, norm: d.npi, kind: chart.LicenseNumber, whose: Provider}
}

func (k *kase) npiOf(d doctor) seg { s := k.npi(d); s.field = ""; return s }

func (k *kase) money(cents int, f chart.FieldName) seg {
	v := fmt.Sprintf("%d.%02d", cents/100, cents%100)
	text := v
	if cents >= 100000 {
		text = fmt.Sprintf("%d,%03d.%02d", cents/100000, cents/100%1000, cents%100)
	}
	return seg{text: "$" + text, field: f, norm: v}
}

func (k *kase) dxSeg(d dxItem) seg { return seg{text: d.name, field: chart.Diagnosis} }
func (k *kase) codeSeg(d dxItem) seg {
	return seg{text: d.code, field: chart.DiagnosisCode, norm: d.code}
}
func (k *kase) medSeg(m medItem) seg { return seg{text: m.name, field: chart.Medication} }
func (k *kase) allergy(i int) seg    { return seg{text: k.allergies[i], field: chart.Allergy} }

// cell puts a seg into a named cell of a table row.
func (v seg) in(cell string) seg { v.cell = cell; return v }

// cellOf is a cell that is nothing else.
func cellOf(cell, text string) seg { return seg{text: text, cell: cell} }
