package kpi

import (
	"cmp"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// MinPerson is how many fields a person must have had before a rate is shown of that person, MinAny before anything is shown.
const (
	MinPerson = 20
	MinAny    = 20
)

// Figures is how good the work of some days was.
type Figures struct {
	First, Last    string // dates
	Documents      int    // signed
	Pages, Fields  int    // of them
	Decided        int
	Active         time.Duration
	Straight       Share // documents that nobody had to touch
	StraightFields Share
	Machine        Share // wrong among sampled values
	Promised       float64
	Promise        Promise
	Second         Share // second looks that said otherwise
	Vigilance      Share // values with known answers that were taken though wrong
	Curve          []Bin
	CurveOf        int
	Corrected      Share // values that people corrected, of those captured
	ByWeek         []Week
	Shift          Shift // over ByWeek
	ByScanner      []Group
	ByForm         []Group
	Median, Most   time.Duration // from import to signature: half and nine in ten are done by then
	Took           int           // documents of that
	Redo           Share         // documents that were opened again or that a second look sent back
	Blocked        int
	Refused        int
	People         []Person
}

// Enough reports whether there is anything to show.
func (f *Figures) Enough() bool { return f.Decided+f.Fields >= MinAny }

// PagesPerHour and FieldsPerHour are of the time that people worked with charts; 0 where that is less than a minute.
func (f *Figures) PagesPerHour() float64 { return perHour(f.Pages, f.Active) }

// FieldsPerHour counts fields that people decided on.
func (f *Figures) FieldsPerHour() float64 { return perHour(f.Decided, f.Active) }

func perHour(n int, d time.Duration) float64 {
	if d < time.Minute {
		return 0
	}
	return float64(n) / d.Hours()
}

// Bin is a step of the reliability curve: what the machine said of its values, and how many were right.
type Bin struct {
	Low, High float64 // confidences of the bin
	Said      float64 // their mean
	Was       Share   // right
}

// Week is one week.
type Week struct {
	Year, Number int // ISO 8601
	Monday       string
	Wrong        Share   // corrected of captured
	Usual        float64 // the share before the shift, or of all weeks
	Limit        float64 // the most that chance explains
	Documents    int
	Pages        int
	Decided      int
	Active       time.Duration
	Straight     Share
}

// Over reports whether the week alone is more than chance explains.
func (w Week) Over() bool { return w.Wrong.Of > 0 && w.Wrong.Of1() > w.Limit }

// FieldsPerHour is that of the week.
func (w Week) FieldsPerHour() float64 { return perHour(w.Decided, w.Active) }

// Group is the documents of one scanner or form.
type Group struct {
	Name      string
	Documents int
	Wrong     Share
	Low, High float64 // between which the true share lies, 95 %
	Worse     bool    // than the others, and not by chance
	Since     string  // Monday of the week since which it is worse than it was; "": it is not
}

// Person is what one person did. Rates are shown from MinPerson on.
type Person struct {
	ID        chart.PersonID
	Decided   int
	Active    time.Duration
	Documents int
	Pages     int
	Second    Share
	Vigilance Share
}

// FieldsPerHour is that of the person; ok is false where it would say too little.
func (p Person) FieldsPerHour() (v float64, ok bool) {
	return perHour(p.Decided, p.Active), p.Decided >= MinPerson && p.Active >= time.Minute
}

// Rate gives a share of a person's; ok is false where it would say too little.
func Rate(s Share) (v float64, ok bool) { return s.Of1(), s.Of >= MinPerson }

// Sum makes figures of days, which stand oldest first. promised is the share of right values that the practice asks for.
func Sum(days []Day, promised float64) Figures {
	s := summing{f: Figures{Promised: promised}, samples: map[string]Sample{}, people: map[chart.PersonID]*Person{},
		weeks: map[string]*Week{}, scanners: map[string]*group{}, forms: map[string]*group{}}
	for i := range days {
		s.day(&days[i])
	}
	if len(days) > 0 {
		s.f.First, s.f.Last = days[0].Date, days[len(days)-1].Date
	}
	s.sampled()
	s.drift()
	s.turnaround()
	for _, p := range s.people {
		s.f.People = append(s.f.People, *p)
	}
	slices.SortFunc(s.f.People, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Decided, a.Decided), cmp.Compare(a.ID, b.ID))
	})
	return s.f
}

type summing struct {
	f               Figures
	samples         map[string]Sample
	people          map[chart.PersonID]*Person
	weeks           map[string]*Week
	scanners, forms map[string]*group
	took            []int64
}

// group is a Group with its weeks.
type group struct {
	Group
	weeks map[string]Share
}

func (s *summing) person(id chart.PersonID) *Person {
	p := s.people[id]
	if p == nil {
		p = &Person{ID: id}
		s.people[id] = p
	}
	return p
}

func (s *summing) day(d *Day) {
	f := &s.f
	f.Blocked += d.Blocked
	f.Refused += d.Refused
	w := s.week(d.Date)
	for id, work := range d.People {
		active := time.Duration(work.Active) * time.Millisecond
		f.Decided += work.Decided
		f.Active += active
		f.Vigilance.add(work.Missed, work.Shown)
		w.Decided += work.Decided
		w.Active += active
		p := s.person(id)
		p.Decided += work.Decided
		p.Active += active
		p.Documents += work.Signed
		p.Pages += work.Pages
		p.Vigilance.add(work.Missed, work.Shown)
	}
	for _, one := range d.Samples {
		s.samples[one.Key] = one
	}
	for i := range d.Signed {
		s.signed(&d.Signed[i], w)
	}
}

func (s *summing) signed(d *Signed, w *Week) {
	f := &s.f
	f.Documents++
	f.Pages += d.Pages
	f.Fields += d.Fields
	untouched := 0
	if d.Touched == 0 {
		untouched = 1
	}
	f.Straight.add(untouched, 1)
	f.StraightFields.add(d.Fields-d.Touched, d.Fields)
	f.Corrected.add(d.Corrected, d.Fields)
	again := 0
	if d.Reopened > 0 {
		again = 1
	}
	for _, l := range d.Looks {
		f.Second.add(l.Differs, l.Looked)
		if l.Differs > 0 {
			again = 1
		}
		if l.First != "" {
			s.person(l.First).Second.add(l.Differs, l.Looked)
		}
	}
	f.Redo.add(again, 1)
	if d.Took > 0 {
		s.took = append(s.took, d.Took)
	}
	w.Documents++
	w.Pages += d.Pages
	w.Straight.add(untouched, 1)
	w.Wrong.add(d.Corrected, d.Fields)
	put(s.scanners, d.From, w.Monday, d)
	put(s.forms, d.Form, w.Monday, d)
}

func put(in map[string]*group, name, week string, d *Signed) {
	g := in[name]
	if g == nil {
		g = &group{Group: Group{Name: name}, weeks: map[string]Share{}}
		in[name] = g
	}
	g.Documents++
	g.Wrong.add(d.Corrected, d.Fields)
	of := g.weeks[week]
	of.add(d.Corrected, d.Fields)
	g.weeks[week] = of
}

// week gives the week of a date. A date that is none counts to a week of its own.
func (s *summing) week(date string) *Week {
	t, err := time.Parse(DateForm, date)
	monday := date
	if err == nil {
		monday = t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(DateForm)
	}
	w := s.weeks[monday]
	if w == nil {
		w = &Week{Monday: monday}
		w.Year, w.Number = t.ISOWeek()
		s.weeks[monday] = w
	}
	return w
}

func (s *summing) turnaround() {
	slices.Sort(s.took)
	n := len(s.took)
	if n == 0 {
		return
	}
	at := func(share float64) time.Duration {
		i := min(int(share*float64(n)), n-1)
		return time.Duration(s.took[i]) * time.Millisecond
	}
	s.f.Took, s.f.Median, s.f.Most = n, at(0.5), at(0.9)
}
