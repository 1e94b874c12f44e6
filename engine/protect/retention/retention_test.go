package retention_test

import (
	"strings"
	"testing"
	"time"

	data "chartproof.org/chartproof/assets/retention"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/retention"
)

func on(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func table(t *testing.T) retention.Table {
	t.Helper()
	tab, err := retention.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// schedule is that of a practice that takes part in no program, so that the state's row is the longest.
func schedule(t *testing.T, s retention.Settings) retention.Schedule {
	t.Helper()
	if s.Programs == nil {
		s.Programs = map[string]bool{"medicare": false, "medicare_advantage": false, "medicaid_managed_care": false, "transfusion": false}
	}
	first, err := retention.Make(table(t), s)
	if err != nil {
		t.Fatal(err)
	}
	s.Confirmed = first.StateDigest()
	out, err := retention.Make(table(t), s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func settled(born, service string, change ...func(*retention.Document)) retention.Chart {
	d := retention.Document{ID: "d1", Type: chart.ProgressNote, State: chart.StateSettled, Changed: on("2010-01-10"), Patients: []string{"p"}}
	if born != "" {
		d.Born = on(born)
	}
	if service != "" {
		d.Service = on(service)
	}
	for _, f := range change {
		f(&d)
	}
	return retention.Chart{Import: "i1", Imported: on("2010-01-05"), HasOriginal: true, Documents: []retention.Document{d}}
}

func TestEveryStateHasARowWithItsSource(t *testing.T) {
	tab := table(t)
	if n := len(tab.States()); n != 51 {
		t.Errorf("want 50 states and the District, got %d", n)
	}
	rows := map[string]int{}
	for _, r := range tab.Rules {
		if r.State != "" {
			rows[r.State+string(r.Provider)]++
			if r.Majority < 18 || r.Majority > 21 || r.Years == 0 {
				t.Errorf("%s: majority %d, years %d", r.ID, r.Majority, r.Years)
			}
		}
	}
	for code := range tab.States() {
		if rows[code+"practice"] != 1 || rows[code+"hospital"] != 1 {
			t.Errorf("%s: %d rows for practices, %d for hospitals", code, rows[code+"practice"], rows[code+"hospital"])
		}
	}
}

func TestHowLongARecordIsKept(t *testing.T) {
	texas := retention.Settings{State: "TX", Provider: retention.Practice}
	for _, c := range []struct {
		name  string
		set   retention.Settings
		chart retention.Chart
		now   string
		why   retention.Why
		until string
		rule  string
	}{
		{"an adult's last day of keeping", texas, settled("1961-03-04", "2010-01-02"), "2017-01-02", retention.NotYet, "2017-01-02", "us-tx-practice"},
		{"the day after", texas, settled("1961-03-04", "2010-01-02"), "2017-01-03", retention.Allowed, "2017-01-02", "us-tx-practice"},
		{"a child, until 21", texas, settled("2008-06-01", "2010-01-02"), "2017-01-03", retention.NotYet, "2029-06-01", "us-tx-practice"},
		{"no date of birth: born on that day", texas, settled("", "2010-01-02"), "2030-01-01", retention.NotYet, "2031-01-02", "us-tx-practice"},
		{"born after the service: unknown", texas, settled("2010-01-04", "2010-01-02"), "2030-01-01", retention.NotYet, "2031-01-02", "us-tx-practice"},
		{"no day of service", texas, settled("1961-03-04", ""), "2090-01-01", retention.ServiceUnknown, "", ""},
		{"a day of service after the scan", texas, settled("1961-03-04", "2011-01-02"), "2090-01-01", retention.ServiceUnknown, "", ""},
		{"a day of service before anybody", texas, settled("1961-03-04", "1710-01-02"), "2090-01-01", retention.ServiceUnknown, "", ""},
		{"whose it is is not known", texas, settled("1961-03-04", "2010-01-02", func(d *retention.Document) { d.Patients = nil }), "2090-01-01", retention.PatientUnknown, "", ""},
		{"it does not open", texas, settled("1961-03-04", "2010-01-02", func(d *retention.Document) { d.Unread = true }), "2090-01-01", retention.Unreadable, "", ""},
		{"a hold wins", texas, settled("1961-03-04", "2000-01-02", func(d *retention.Document) { d.Held = true }), "2090-01-01", retention.Held, "", ""},
		{"the state held wins", texas, settled("1961-03-04", "2000-01-02", func(d *retention.Document) { d.State = chart.StateHeld }), "2090-01-01", retention.Held, "", ""},
		{"still in review", texas, settled("1961-03-04", "2000-01-02", func(d *retention.Document) { d.State = chart.StateReview }), "2090-01-01", retention.NotSettled, "", ""},
		{"an old chart that was scanned lately", texas, settled("1961-03-04", "1990-01-02"), "2010-06-01", retention.NotYet, "2011-01-05", "product-scan"},
		{"a pathology report, by federal law", texas, settled("1961-03-04", "2010-01-02", func(d *retention.Document) { d.Type = chart.PathologyReport }), "2018-01-01", retention.NotYet, "2020-01-02", "us-clia-pathology"},
		{"Medicare Advantage", retention.Settings{State: "TX", Provider: retention.Practice, Programs: map[string]bool{"medicaid_managed_care": false}},
			settled("1961-03-04", "2010-01-02"), "2018-01-01", retention.NotYet, "2020-01-02", "us-medicare-advantage"},
		{"which provider is not said: the longer", retention.Settings{State: "TX"}, settled("1961-03-04", "2010-01-02"), "2018-01-01", retention.NotYet, "2020-01-02", "us-tx-hospital"},
		{"no state", retention.Settings{}, settled("1961-03-04", "1950-01-02"), "2090-01-01", retention.Unconfirmed, "", ""},
		{"majority at 21", retention.Settings{State: "MS", Provider: retention.Hospital}, settled("1995-01-01", "2010-01-02"), "2022-01-01", retention.NotYet, "2023-01-01", "us-ms-hospital"},
		{"kept for good", retention.Settings{State: "MN"}, settled("1961-03-04", "1990-01-02"), "2090-01-01", retention.Forever, "", "us-mn-hospital"},
		{"a clock before the scan", texas, settled("1961-03-04", "1990-01-02"), "2009-01-01", retention.ClockUnsure, "2011-01-05", "product-scan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := schedule(t, c.set).Record(on(c.now), c.chart, retention.Seen([]retention.Chart{c.chart}))
			until := ""
			if !got.Until.IsZero() {
				until = got.Until.Format(time.DateOnly)
			}
			if got.Why != c.why || got.Rule != c.rule || until != c.until {
				t.Errorf("want %s %s %s, got %s %s %s", c.why, c.rule, c.until, got.Why, got.Rule, until)
			}
		})
	}
}

func TestThePeriodCountsFromThePatientsLastVisitAnywhere(t *testing.T) {
	s := schedule(t, retention.Settings{State: "TX", Provider: retention.Practice})
	old := settled("1961-03-04", "2001-01-02")
	later := settled("1961-03-04", "2009-05-05", func(d *retention.Document) { d.Patients = []string{"q", "p"}; d.State = chart.StateReview })
	undated := settled("1961-03-04", "", func(d *retention.Document) { d.Patients = []string{"q"} })
	all := retention.Seen([]retention.Chart{old, later, undated})
	if got := s.Record(on("2012-01-01"), old, all); got.Why != retention.NotYet || !got.Until.Equal(on("2017-01-05")) {
		t.Errorf("want it kept seven years from the scan of the undated page, got %v", got)
	}
	if got := s.Record(on("2012-01-01"), old, retention.Seen([]retention.Chart{old})); got.Why != retention.Allowed {
		t.Errorf("alone: want it allowed, got %v", got)
	}
	// two people: the file waits for both
	both := old
	both.Documents = append(both.Documents, settled("2005-01-01", "2006-01-01", func(d *retention.Document) { d.Patients = []string{"child"} }).Documents...)
	if got := s.Record(on("2012-01-01"), both, retention.Seen([]retention.Chart{both})); got.Why != retention.NotYet || !got.Until.Equal(on("2026-01-01")) {
		t.Errorf("a file with a child's page: want until 2026-01-01, got %v", got)
	}
	blank := settled("1961-03-04", "2001-01-02")
	blank.Documents = append(blank.Documents, retention.Document{Type: chart.Separator, State: chart.StateSettled, Changed: on("2010-01-10")})
	if got := s.Record(on("2012-01-01"), blank, retention.Seen([]retention.Chart{blank})); got.Why != retention.Allowed {
		t.Errorf("a separator beside it: want it allowed, got %v", got)
	}
}

func TestOriginalsGoWhenQualityAssuranceIsOver(t *testing.T) {
	s := schedule(t, retention.Settings{})
	c := settled("", "")
	for now, want := range map[string]retention.Why{"2010-02-09": retention.NotYet, "2010-02-10": retention.Allowed} {
		if got := s.Original(on(now), c); got.Why != want || got.Rule != "original-after-qa" {
			t.Errorf("%s: want %s, got %v", now, want, got)
		}
	}
	second := settled("", "", func(d *retention.Document) { d.State = chart.StateSigned })
	c.Documents = append(c.Documents, second.Documents...)
	if got := s.Original(on("2090-01-01"), c); got.Why != retention.NotSettled {
		t.Errorf("one document is not settled: got %v", got)
	}
	c.Documents[0].Held = true
	if got := s.Original(on("2090-01-01"), c); got.Why != retention.Held {
		t.Errorf("held: got %v", got)
	}
	if got := s.Original(on("2090-01-01"), retention.Chart{}); got.May() {
		t.Error("a file without documents is allowed")
	}
	refused := retention.Chart{State: chart.StateRefused, Imported: on("2010-01-01")}
	if got := s.RefusedFile(on("2010-02-01"), refused); got.Why != retention.Allowed {
		t.Errorf("a refused file: got %v", got)
	}
	if got := s.RefusedFile(on("2010-02-01"), settled("", "")); got.May() {
		t.Error("a file that was taken goes as a refused one")
	}
	if got := s.ReleaseCodes(on("2016-01-02"), on("2010-01-01")); got.Why != retention.Allowed || got.Rule != "us-disclosures" {
		t.Errorf("codes: got %v", got)
	}
}

func TestAPracticeChangesTheTable(t *testing.T) {
	five, thirty, less := 12, 30, -1
	base := retention.Settings{State: "TX", Provider: retention.Practice}
	longer := base
	longer.Changes = map[string]retention.Change{"us-tx-practice": {Years: &five, Reason: "counsel, 2026"}}
	c := settled("1961-03-04", "2001-01-02")
	if got := schedule(t, longer).Record(on("2012-01-01"), c, retention.Seen([]retention.Chart{c})); got.Why != retention.NotYet || !got.Until.Equal(on("2013-01-02")) {
		t.Errorf("want twelve years, got %v", got)
	}
	for name, change := range map[string]map[string]retention.Change{
		"no reason":    {"us-tx-practice": {Years: &thirty}},
		"no such rule": {"us-xx-practice": {Years: &thirty, Reason: "why"}},
		"less than no": {"us-tx-practice": {Years: &less, Reason: "why"}},
	} {
		s := base
		s.Changes = change
		if _, err := retention.Make(table(t), s); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want %s, got %v", name, chart.BadInput, err)
		}
	}
	// what was confirmed is the row as it stood: a change needs another confirmation
	first, err := retention.Make(table(t), base)
	if err != nil {
		t.Fatal(err)
	}
	longer.Confirmed = first.StateDigest()
	changed, err := retention.Make(table(t), longer)
	if err != nil || changed.Confirmed() {
		t.Errorf("a changed row counts as confirmed: %v", err)
	}
	if got := changed.Record(on("2090-01-01"), c, retention.Seen([]retention.Chart{c})); got.Why != retention.Unconfirmed {
		t.Errorf("want %s, got %v", retention.Unconfirmed, got)
	}
	if changed.Digest() == first.Digest() {
		t.Error("another schedule has the same name")
	}
}

func TestTablesThatSayTheImpossibleAreRefused(t *testing.T) {
	good := `{"schema":"chartproof.retention/1","dated":"2026-01-01","note":"","rules":[{"id":"a","subject":"record","from":"imported","years":1,"source":"x"}]}`
	if _, err := retention.Parse([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string][2]string{
		"no source": {`"source":"x"`, `"source":""`}, "a word that is none": {`"years":1`, `"yeers":1`}, "a subject": {`"record"`, `"records"`},
		"years": {`"years":1`, `"years":151`}, "a type": {`"years":1`, `"types":["novel"]`}, "undated": {"2026-01-01", "lately"}, "schema": {"retention/1", "retention/2"},
		"twice": {`"rules":[`, `"rules":[{"id":"a","subject":"record","from":"imported","years":1,"source":"x"},`},
	} {
		if _, err := retention.Parse([]byte(strings.Replace(good, r[0], r[1], 1))); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want %s, got %v", name, chart.BadInput, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(data.Table)
	f.Add([]byte(`{"schema":"chartproof.retention/1","dated":"2026-01-01","rules":[{"id":"a","subject":"record","from":"last_service","years":150,"days":54000,"source":"x"}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		tab, err := retention.Parse(in)
		if err != nil {
			return
		}
		s, err := retention.Make(tab, retention.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		c := settled("1961-03-04", "2001-01-02", func(d *retention.Document) { d.Held = true })
		if s.Record(on("2090-01-01"), c, retention.Seen([]retention.Chart{c})).May() {
			t.Error("a held chart may go")
		}
	})
}
