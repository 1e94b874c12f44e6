package access_test

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

func TestOfficeHours(t *testing.T) {
	week := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	s := access.Practice{GlassMinutes: 60, Hours: map[chart.Role]access.Hours{
		chart.Coder:     {From: 8 * 60, Until: 18 * 60, Days: week},
		chart.Clinician: {From: 22 * 60, Until: 6 * 60, Days: []time.Weekday{time.Friday}},
	}}
	if !s.Valid() {
		t.Fatal("want it valid")
	}
	friday := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	at := func(days, hour, minute int) time.Time {
		return friday.AddDate(0, 0, days).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	for _, c := range []struct {
		name   string
		person chart.Person
		at     time.Time
		want   bool
	}{
		{"coder at eight", person(chart.Coder), at(0, 8, 0), false},
		{"coder before", person(chart.Coder), at(0, 7, 59), true},
		{"coder at six", person(chart.Coder), at(0, 18, 0), true},
		{"coder on Saturday", person(chart.Coder), at(1, 12, 0), true},
		{"night shift at its begin", person(chart.Clinician), at(0, 22, 0), false},
		{"night shift after midnight", person(chart.Clinician), at(1, 5, 59), false},
		{"night shift at its end", person(chart.Clinician), at(1, 6, 0), true},
		{"the night before", person(chart.Clinician), at(0, 3, 0), true},
		{"either of two roles", person(chart.Coder, chart.Clinician), at(0, 23, 0), false},
		{"a role without hours", person(chart.Coder, chart.Auditor), at(1, 12, 0), false},
		{"nobody", person(), at(0, 12, 0), true},
	} {
		if got := s.Outside(c.person, c.at); got != c.want {
			t.Errorf("%s: outside: want %v, got %v", c.name, c.want, got)
		}
	}
	for name, bad := range map[string]access.Practice{
		"no time for the glass": {}, "too long": {GlassMinutes: 481}, "an unknown role": {GlassMinutes: 60, Hours: map[chart.Role]access.Hours{"janitor": {From: 1, Until: 2, Days: week}}},
		"no days": {GlassMinutes: 60, Hours: map[chart.Role]access.Hours{chart.Coder: {From: 1, Until: 2}}}, "empty": {GlassMinutes: 60, Hours: map[chart.Role]access.Hours{chart.Coder: {From: 2, Until: 2, Days: week}}},
	} {
		if bad.Valid() {
			t.Errorf("%s: want it refused", name)
		}
	}
}

func TestWhatStandsOnAChart(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	all := []access.Restriction{
		{Kind: access.Part2, Patient: []string{"h1", "h2"}},
		{Kind: access.ConsentPart2, Document: "d1", Until: now.Add(time.Hour)},
		{Kind: access.Restricted, Import: "i1", Ended: now.Add(-time.Hour)},
		{Kind: access.ClosedTo, Import: "i1", Person: "p1"},
	}
	restrictions, given, closed := access.On(all, access.Chart{Document: "d1", Import: "i1", Patient: []string{"h2"}}, "p1", now)
	if len(restrictions) != 1 || restrictions[0] != "part2" || len(given) != 1 || given[0] != "part2" || !closed {
		t.Errorf("got %v %v %v", restrictions, given, closed)
	}
	restrictions, given, closed = access.On(all, access.Chart{Document: "d1", Import: "i1"}, "p2", now.Add(time.Hour))
	if len(restrictions)+len(given) != 0 || closed {
		t.Errorf("another person, an hour later: got %v %v %v", restrictions, given, closed)
	}
	if access.DefaultPractice().Outside(person(chart.Coder), now) {
		t.Error("a fresh practice works at any time")
	}
}
