package audit_test

import (
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// searched is a trail with a few entries of everything that is searched by.
func searched(t *testing.T) *fixture {
	t.Helper()
	f := newFixture(t, 0)
	at := func(min int) time.Time { return clock().Add(time.Duration(min) * time.Minute) }
	for _, e := range []chart.AuditEntry{
		{At: at(0), Action: chart.ActImport, Person: "tech", Detail: "import=i1"},
		{At: at(1), Action: chart.ActRead, Document: "d1", Detail: "import=i1 pages=2"},
		{At: at(2), Action: chart.ActOpen, Person: "dana", Document: "d1", Purpose: "treatment", Decision: chart.Permit},
		{At: at(3), Action: chart.ActReveal, Person: "dana", Document: "d1", Field: "f1", Purpose: "payment", Decision: chart.Permit},
		{At: at(4), Action: chart.ActOpen, Person: "cleo", Document: "d2", Decision: chart.Deny},
		{At: at(5), Action: chart.ActOpen, Person: "dana", Document: "d2", Device: "dev9", Detail: "treatment=none"},
	} {
		if err := f.add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestFilters(t *testing.T) {
	f := searched(t)
	for name, c := range map[string]struct {
		filter audit.Filter
		want   []int64
	}{
		"everything":           {audit.Filter{}, []int64{0, 1, 2, 3, 4, 5}},
		"newest first":         {audit.Filter{Newest: true, Limit: 2}, []int64{5, 4}},
		"the page before":      {audit.Filter{Newest: true, Limit: 2, Before: 4}, []int64{3, 2}},
		"a person":             {audit.Filter{Person: "dana"}, []int64{2, 3, 5}},
		"actions":              {audit.Filter{Actions: []chart.Action{chart.ActImport, chart.ActReveal}}, []int64{0, 3}},
		"a document":           {audit.Filter{Document: "d1"}, []int64{1, 2, 3}},
		"documents":            {audit.Filter{Documents: []chart.DocumentID{"d1", "d2"}}, []int64{1, 2, 3, 4, 5}},
		"with its import":      {audit.Filter{Documents: []chart.DocumentID{"d1"}, Imports: []string{"i1"}}, []int64{0, 1, 2, 3}},
		"a field":              {audit.Filter{Field: "f1"}, []int64{3}},
		"a device":             {audit.Filter{Device: "dev9"}, []int64{5}},
		"a purpose":            {audit.Filter{Purpose: "treatment"}, []int64{2}},
		"a decision":           {audit.Filter{Decision: chart.Deny}, []int64{4}},
		"since":                {audit.Filter{Since: clock().Add(4 * time.Minute)}, []int64{4, 5}},
		"until":                {audit.Filter{Until: clock().Add(time.Minute)}, []int64{0}},
		"text of ids":          {audit.Filter{Text: "DEV9"}, []int64{5}},
		"text with a quote":    {audit.Filter{Text: `" OR 1=1 --`}, nil},
		"all at once":          {audit.Filter{Person: "dana", Actions: []chart.Action{chart.ActOpen}, Purpose: "treatment", Document: "d1"}, []int64{2}},
		"nobody":               {audit.Filter{Person: "zed"}, nil},
		"a limit after fields": {audit.Filter{Decision: chart.Permit, Limit: 1}, []int64{2}},
	} {
		got, err := f.log.Entries(t.Context(), c.filter)
		var idx []int64
		for _, e := range got {
			idx = append(idx, e.Index)
		}
		if err != nil || !slices.Equal(idx, c.want) {
			t.Errorf("%s: want %v, got %v, %v", name, c.want, idx, err)
		}
	}
}

func TestLookBack(t *testing.T) {
	f := searched(t)
	if err := f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		for _, c := range []struct {
			r            audit.Recent
			n, documents int
		}{
			{audit.Recent{Person: "dana", Actions: []chart.Action{chart.ActOpen}}, 2, 2},
			{audit.Recent{Since: clock().Add(3 * time.Minute)}, 3, 2},
			{audit.Recent{Decision: chart.Permit, Covers: func(a chart.Action) bool { return a != chart.ActReveal }}, 1, 1},
			{audit.Recent{Since: clock().Add(time.Hour)}, 0, 0},
		} {
			n, documents, err := f.log.Count(tx, c.r)
			if err != nil || n != c.n || documents != c.documents {
				t.Errorf("%+v: want %d of %d, got %d of %d, %v", c.r, c.n, c.documents, n, documents, err)
			}
		}
		found, err := f.log.Find(tx, chart.ActOpen, clock(), func(e chart.AuditEntry) bool { return e.Person == "cleo" })
		if err != nil || !found {
			t.Errorf("want cleo found, got %v, %v", found, err)
		}
		if found, err = f.log.Find(tx, chart.ActOpen, clock().Add(5*time.Minute), func(e chart.AuditEntry) bool { return e.Person == "cleo" }); err != nil || found {
			t.Errorf("want nothing as late, got %v, %v", found, err)
		}
		if at, err := f.log.NewestTime(tx); err != nil || !at.Equal(clock().Add(5*time.Minute).UTC().Truncate(time.Millisecond)) {
			t.Errorf("got %v, %v", at, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestEvidence(t *testing.T) {
	f := searched(t)
	f.rotate(t)
	f.grow(t, 3)
	ev, err := f.log.Evidence(t.Context(), audit.Filter{Document: "d1"}, audit.Filter{Imports: []string{"i1"}, Documents: []chart.DocumentID{"d2"}})
	if err != nil || len(ev.Entries) != 6+3 && len(ev.Entries) != 6 {
		t.Fatalf("want the entries once each, got %d, %v", len(ev.Entries), err)
	}
	key, err := f.log.VerifierKey(t.Context())
	if err != nil || ev.Key != key {
		t.Errorf("want the newest key, got %s, %v", ev.Key, err)
	}
	text, _, _ := cut(ev.Checkpoint)
	cp, err := audit.ParseCheckpoint(text)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range ev.Entries {
		if i > 0 && e.Index <= ev.Entries[i-1].Index {
			t.Errorf("entry %d stands after %d", e.Index, ev.Entries[i-1].Index)
		}
		if err := tlog.CheckRecord(ev.Proofs[i], cp.Size, cp.Root, e.Index, tlog.RecordHash(ev.Leaves[i])); err != nil {
			t.Errorf("entry %d: %v", e.Index, err)
		}
	}
}

func cut(signed []byte) (text, rest string, ok bool) {
	for i := range signed {
		if i+1 < len(signed) && signed[i] == '\n' && signed[i+1] == '\n' {
			return string(signed[:i+1]), string(signed[i+2:]), true
		}
	}
	return string(signed), "", false
}
