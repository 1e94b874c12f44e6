package trail_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// past is a trail in memory.
type past struct{ entries []chart.AuditEntry }

func (p *past) Count(q trail.Query) (n, documents int, err error) {
	seen := map[chart.DocumentID]bool{}
	for _, e := range p.entries {
		if (q.Person == "" || e.Person == q.Person) && q.Covers(e.Action) && (q.Decision == "" || e.Decision == q.Decision) && !e.At.Before(q.Since) {
			n++
			if e.Document != "" {
				seen[e.Document] = true
			}
		}
	}
	return n, len(seen), nil
}

func (p *past) Alerted(rule string, c trail.Cause, since time.Time) (bool, error) {
	return slices.ContainsFunc(p.entries, func(e chart.AuditEntry) bool {
		return e.Action == chart.ActAlert && chart.MachineWord(e.Detail, "rule") == rule && e.Person == c.Person && e.Document == c.Document && !e.At.Before(since)
	}), nil
}

func (p *past) Newest() (time.Time, error) {
	if len(p.entries) < 2 {
		return time.Time{}, nil
	}
	return p.entries[len(p.entries)-2].At, nil
}

// add puts an entry into the trail with its alerts, and gives the rules that struck.
func (p *past) add(t *testing.T, r trail.Rules, e chart.AuditEntry, lists ...string) (struck []string) {
	t.Helper()
	e.Index = int64(len(p.entries))
	p.entries = append(p.entries, e)
	more, err := r.Judge(e, time.UTC, nil, p)
	if err != nil {
		t.Fatal(err)
	}
	if lists != nil {
		also, err := r.Judge(e, time.UTC, lists, p)
		if err != nil {
			t.Fatal(err)
		}
		more = append(more, also...)
	}
	for _, m := range more {
		m.Index = int64(len(p.entries))
		p.entries = append(p.entries, m)
		struck = append(struck, chart.MachineWord(m.Detail, "rule"))
	}
	return struck
}

func releaseRules(t *testing.T) trail.Rules {
	t.Helper()
	r, err := trail.ReleaseRules()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestReleaseRules takes each rule of the release to where it strikes, and past it: one alert a cause.
func TestReleaseRules(t *testing.T) {
	r := releaseRules(t)
	friday := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		rule  string
		n     int // the entry that strikes, from 1
		entry func(i int) chart.AuditEntry
		lists []string
	}{
		{"bulk_export", 50, func(i int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActExport, Document: chart.DocumentID(rune('a' + i))}
		}, nil},
		{"many_reveals", 60, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActReveal, Document: "d"} }, nil},
		{"many_charts", 150, func(i int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActOpen, Document: chart.DocumentID(rune('a' + i))}
		}, nil},
		{"odd_hours", 1, func(int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActOpen, At: friday.Add(11 * time.Hour)}
		}, nil},
		{"odd_hours", 1, func(int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActOpen, At: friday.Add(48 * time.Hour)}
		}, nil},
		{"failed_sign_ins", 5, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActSignInFail} }, nil},
		{"disabled_login", 1, func(int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActSignInFail, Detail: "disabled"}
		}, nil},
		{"vip", 1, func(int) chart.AuditEntry { return chart.AuditEntry{Action: "document.watched", Document: "d"} }, nil},
		{"family", 1, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActOpen, Document: "d"} }, []string{trail.Family}},
		{"denied", 5, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActDenied, Decision: chart.Deny} }, nil},
		{"keys", 1, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActRecovered} }, nil},
		{"alarms", 1, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActGrantTell} }, nil},
	}
	for _, c := range tests {
		p := &past{}
		for i := range c.n + 3 {
			e := c.entry(i)
			if e.At.IsZero() {
				e.At = friday.Add(time.Duration(i) * time.Second)
			}
			e.Person = "p1"
			struck := p.add(t, r, e, c.lists...)
			if want := i == c.n-1; slices.Contains(struck, c.rule) != want {
				t.Errorf("%s, entry %d: want struck %v, got %v", c.rule, i+1, want, struck)
			}
		}
	}
}

func TestBreakGlassAlwaysStrikes(t *testing.T) {
	r, p := releaseRules(t), &past{}
	for range 3 {
		if struck := p.add(t, r, chart.AuditEntry{Action: chart.ActGlass, At: noon, Person: "p1", Document: "d1"}); !slices.Equal(struck, []string{"break_glass"}) {
			t.Errorf("want one alert each time, got %v", struck)
		}
	}
}

func TestClockSetBack(t *testing.T) {
	r, p := releaseRules(t), &past{}
	p.add(t, r, chart.AuditEntry{Action: chart.ActRead, At: noon})
	if struck := p.add(t, r, chart.AuditEntry{Action: chart.ActRead, At: noon.Add(-time.Minute)}); struck != nil {
		t.Errorf("a minute is no alert, got %v", struck)
	}
	p.add(t, r, chart.AuditEntry{Action: chart.ActRead, At: noon})
	if struck := p.add(t, r, chart.AuditEntry{Action: chart.ActRead, At: noon.Add(-time.Hour)}); !slices.Equal(struck, []string{"clock_back"}) {
		t.Errorf("want the clock named, got %v", struck)
	}
}

func TestFailedSignInsOfTheComputer(t *testing.T) {
	r, p := releaseRules(t), &past{}
	for i := range 14 {
		struck := p.add(t, r, chart.AuditEntry{Action: chart.ActSignInFail, At: noon.Add(time.Duration(i) * time.Second), Detail: "login=unknown"})
		if want := i == 11; slices.Contains(struck, "failed_sign_ins_computer") != want || slices.Contains(struck, "failed_sign_ins") {
			t.Errorf("try %d: got %v", i+1, struck)
		}
	}
}

func TestQuietEnds(t *testing.T) {
	r, p := releaseRules(t), &past{}
	late := noon.Add(11 * time.Hour)
	for i, want := range []bool{true, false, true} {
		at := late.Add(time.Duration(i) * 5 * time.Hour).Add(-time.Duration(i) * time.Minute)
		struck := p.add(t, r, chart.AuditEntry{Action: chart.ActOpen, At: at, Person: "p1", Document: "d"})
		if i == 2 { // 08:58 on a Saturday is work
			want = false
		}
		if slices.Contains(struck, "odd_hours") != want {
			t.Errorf("at %v: want %v, got %v", at, want, struck)
		}
	}
	if struck := p.add(t, r, chart.AuditEntry{Action: chart.ActOpen, At: late.Add(24 * time.Hour), Person: "p1", Document: "d"}); !slices.Contains(struck, "odd_hours") {
		t.Errorf("the next night is another cause, got %v", struck)
	}
}

func TestRuleFilesThatAreRefused(t *testing.T) {
	good := `{"schema":"chartproof.alerts/1","rules":[{"id":"a","says":"A.","severity":"low","actions":["x.y"]}]}`
	if _, err := trail.ParseRules([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"another schema":     {"alerts/1", "alerts/2"},
		"no rules":           {`{"id":"a","says":"A.","severity":"low","actions":["x.y"]}`, ""},
		"an unknown word":    {`"id"`, `"colour":"red","id"`},
		"no action":          {`["x.y"]`, `[]`},
		"a wrong action":     {`x.y`, `x/y`},
		"a wrong severity":   {`low`, `extreme`},
		"a wrong id":         {`"a"`, `"A b"`},
		"no sentence":        {`A.`, ``},
		"count of nothing":   {`]}]`, `],"count":5}]`},
		"count of one":       {`]}]`, `],"count":1,"of":"entries","by":"person","within":"1h"}]`},
		"count by nobody":    {`]}]`, `],"count":5,"of":"entries","by":"dog","within":"1h"}]`},
		"within and nothing": {`]}]`, `],"within":"1h"}]`},
		"a wrong time":       {`]}]`, `],"quiet":"soon"}]`},
		"a time of a year":   {`]}]`, `],"quiet":"8760h"}]`},
		"hours backwards":    {`]}]`, `],"outside":{"from":"22:00","until":"06:00"}}]`},
		"a wrong day":        {`]}]`, `],"outside":{"from":"06:00","until":"22:00","days":["funday"]}}]`},
		"a wrong list":       {`]}]`, `],"list":"neighbours"}]`},
		"two ways":           {`]}]`, `],"list":"family","clock_back":"1m"}]`},
		"a wrong decision":   {`]}]`, `],"decision":"perhaps"}]`},
		"a wrong detail":     {`]}]`, `],"words":["Smith"]}]`},
		"twice":              {`}]}`, `},{"id":"a","says":"A.","severity":"low","actions":["x.y"]}]}`},
		"more after it":      {`}]}`, `}]} {}`},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("%s: the case changes nothing", name)
		}
		if _, err := trail.ParseRules([]byte(text)); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want %s, got %v", name, chart.BadInput, err)
		}
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add([]byte(`{"schema":"chartproof.alerts/1","rules":[{"id":"a","says":"A.","severity":"low","actions":["*"],"quiet":"1h"}]}`))
	f.Add([]byte(`{"schema":"chartproof.alerts/1","rules":[{"id":"a","says":"A.","severity":"low","actions":["x"],"outside":{"from":"06:00","until":"22:00","days":["mon"]}}]}`))
	f.Add([]byte(`{"rules":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := trail.ParseRules(data)
		if err != nil {
			return
		}
		p := &past{}
		p.add(t, r, chart.AuditEntry{Action: chart.ActOpen, At: noon, Person: "p1", Document: "d1", Decision: chart.Deny}, trail.Family)
	})
}

func TestAlerts(t *testing.T) {
	got := trail.Alerts([]chart.AuditEntry{
		{Index: 3, At: noon, Action: chart.ActAlert, Person: "p1", Document: "d1", Detail: "rule=vip severity=high entry=2 action=document.open"},
		{Index: 5, At: noon, Action: chart.ActAlert, Detail: "rule=denied severity=low entry=4 action=access.deny count=6"},
		{Index: 6, At: noon, Action: chart.ActAlertDone, Person: "po", Detail: "alert=3 note=n1"},
		{Index: 7, At: noon, Action: chart.ActAlertDone, Person: "other", Detail: "alert=3 note=n2"},
		{Index: 8, At: noon, Action: chart.ActAlertDone, Person: "other", Detail: "alert=99"},
	})
	if len(got) != 2 || got[0].Index != 5 || got[0].Done || got[0].Count != 6 || got[0].Action != chart.ActDenied || got[0].Entry != 4 {
		t.Fatalf("want the open alert first, got %+v", got)
	}
	if !got[1].Done || got[1].DoneBy != "po" || got[1].Note != "n1" || got[1].Rule != "vip" || got[1].Document != "d1" {
		t.Errorf("want the first who acknowledged, got %+v", got[1])
	}
}
