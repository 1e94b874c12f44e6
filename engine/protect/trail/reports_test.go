package trail_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// way is the trail of a document from the scan on, among others.
func way() []chart.AuditEntry {
	out := []chart.AuditEntry{
		{Action: chart.ActImport, Person: "tech", Detail: "import=i1"},
		{Action: chart.ActRead, Document: "d1", Detail: "import=i1 pages=2 to=review"},
		{Action: chart.ActOpen, Person: "dana", Document: "d1"},
		{Action: chart.ActState, Person: "dana", Document: "d1", Detail: "from=review to=ready"},
		{Action: chart.ActSignRecord, Person: "dana", Document: "d1", Detail: "record=r1 digest=abc"},
		{Action: chart.ActSend, Document: "d1", Detail: "record=r1 sealed"},
		{Action: chart.ActSend, Document: "d1", Detail: "record=r1"},
		{Action: chart.ActSettle, Document: "d1", Detail: "record=r1"},
	}
	for i := range out {
		out[i].Index, out[i].At, out[i].Device = int64(i), noon.Add(time.Duration(i)*time.Minute), "dev1"
	}
	return out
}

// proved gives a chain of custody with evidence, as a workspace makes it.
func proved(t *testing.T, entries []chart.AuditEntry) (trail.Custody, []byte) {
	t.Helper()
	skey, key, err := note.GenerateKey(rand.Reader, "chartproof.org/audit/dev1")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) (out []tlog.Hash, err error) {
		for _, i := range at {
			out = append(out, hashes[i])
		}
		return out, nil
	})
	leaves := make([][]byte, len(entries))
	for i, e := range entries {
		if leaves[i], err = json.Marshal(e); err != nil {
			t.Fatal(err)
		}
		more, err := tlog.StoredHashes(int64(i), leaves[i], reader)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
	}
	root, err := tlog.TreeHash(int64(len(entries)), reader)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("chartproof.org/audit/dev1\n%d\n%s\n", len(entries), root)}, signer)
	if err != nil {
		t.Fatal(err)
	}
	c := trail.NewCustody("d1", entries, noon, "auditor")
	c.Checkpoint, c.Key = string(signed), key
	for i := range entries {
		proof, err := tlog.ProveRecord(int64(len(entries)), int64(i), reader)
		if err != nil {
			t.Fatal(err)
		}
		c.Prove(int64(i), leaves[i], proof)
	}
	payload, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return c, payload
}

func TestCustody(t *testing.T) {
	c, payload := proved(t, way())
	if c.State != "settled" || c.Record != "r1" || c.Digest != "abc" || c.Import != "i1" || len(c.Gaps) != 0 || len(c.Steps) != 8 {
		t.Errorf("want the whole way, got %+v", c)
	}
	if _, err := trail.CheckCustody(payload, c.Key); err != nil {
		t.Errorf("want it to hold, got %v", err)
	}
	var text bytes.Buffer
	if err := c.Write(&text, trail.Options{People: map[chart.PersonID]chart.Person{"dana": {DisplayName: "Dana Reyes"}}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"document d1", "Dana Reyes (dana)", "review > ready", "without a gap", "8 of 8 entries", "SHA-256 abc"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("want %q in %s", want, text.String())
		}
	}
}

func TestCustodyWithAGap(t *testing.T) {
	entries := way()
	entries[3].Detail = "from=second_review to=ready"
	c := trail.NewCustody("d1", entries, noon, "auditor")
	if len(c.Gaps) != 1 || !strings.Contains(c.Gaps[0], "entry 3") {
		t.Errorf("want entry 3 named, got %v", c.Gaps)
	}
}

func TestCustodyThatWasChanged(t *testing.T) {
	c, payload := proved(t, way())
	other, _ := proved(t, way())
	for name, change := range map[string][2]string{
		"a leaf":           {`\"person\":\"tech\"`, `\"person\":\"dana\"`},
		"a step":           {`"action":"document.open","person":"dana"`, `"action":"document.open","person":"tech"`},
		"the state":        {`"state":"settled"`, `"state":"signed"`},
		"another document": {`"document":"d1","import"`, `"document":"d2","import"`},
		"a proof":          {`"proof":["`, `"proof":["A`},
		"the key":          {c.Key, other.Key},
		"the size":         {`audit/dev1\n8\n`, `audit/dev1\n9\n`},
	} {
		now := strings.Replace(string(payload), change[0], change[1], 1)
		if now == string(payload) {
			t.Fatalf("%s: the case changes nothing", name)
		}
		if _, err := trail.CheckCustody([]byte(now), ""); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want %s, got %v", name, chart.Tampered, err)
		}
	}
	if _, err := trail.CheckCustody(payload, other.Key); chart.KindOf(err) != chart.Tampered {
		t.Errorf("another key from outside: want %s, got %v", chart.Tampered, err)
	}
	if _, err := trail.CheckCustody([]byte("{}"), ""); chart.KindOf(err) != chart.BadInput {
		t.Errorf("something else: want %s, got %v", chart.BadInput, err)
	}
}

func FuzzCheckCustody(f *testing.F) {
	f.Add([]byte(`{"schema":"chartproof.custody/1","evidence":[{"index":0,"leaf":"{}","proof":["AA=="]}],"steps":[{}]}`))
	f.Add([]byte(`{"schema":"chartproof.custody/1","checkpoint":"a\n1\nb\n\n— a AAAA","key":"a+00000000+AA"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := trail.CheckCustody(data, ""); err == nil {
			t.Errorf("took %q", data)
		}
	})
}

func TestAccounting(t *testing.T) {
	entry := func(i int64, days int, a chart.Action, purpose, detail string) chart.AuditEntry {
		return chart.AuditEntry{Index: i, At: noon.AddDate(0, 0, -days), Action: a, Person: "po", Document: "d1", Purpose: purpose, Detail: detail}
	}
	entries := []chart.AuditEntry{
		entry(1, 3000, chart.ActExport, "oversight", "recipient=old"),
		entry(2, 30, chart.ActExport, "oversight", "recipient=agency"),
		entry(3, 20, chart.ActExport, "treatment", "recipient=hospital"),
		entry(4, 10, chart.ActExport, "", "recipient=somebody"),
		entry(5, 9, chart.ActDeidentify, "research", "release=l1 method=limited"),
		entry(6, 8, chart.ActOpen, "oversight", ""),
		{Index: 7, At: noon.AddDate(0, 0, -7), Action: chart.ActExport, Document: "d1", Purpose: "oversight", Decision: chart.Deny},
	}
	a := trail.NewAccounting([]chart.DocumentID{"d1"}, entries, noon.AddDate(-trail.AccountedYears, 0, 0), noon, noon, "po", func(id string) string {
		return map[string]string{"agency": "State health agency"}[id]
	})
	if len(a.Disclosures) != 2 || a.LeftOut != 2 || a.Disclosures[0].Name != "State health agency" || a.Disclosures[1].Recipient != "somebody" {
		t.Errorf("want the agency and the one without a purpose, got %+v", a)
	}
	var text, table bytes.Buffer
	if err := a.Write(&text, trail.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := a.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "to State health agency (agency)") || strings.Count(table.String(), "\r\n") != 3 {
		t.Errorf("got %s and %s", text.String(), table.String())
	}
}

func TestAccessReview(t *testing.T) {
	quarter := noon.AddDate(0, -3, 0)
	tally := trail.NewTally(quarter)
	for i := range 5 {
		tally.Add(chart.AuditEntry{At: noon.AddDate(0, 0, -i), Action: chart.ActSignIn, Person: "dana"})
		tally.Add(chart.AuditEntry{At: noon.AddDate(0, 0, -i), Action: chart.ActOpen, Person: "dana", Document: chart.DocumentID(fmt.Sprint("d", i%2))})
	}
	tally.Add(chart.AuditEntry{At: noon.AddDate(-1, 0, 0), Action: chart.ActSignIn, Person: "old"})
	tally.Add(chart.AuditEntry{At: noon, Action: chart.ActDenied, Decision: chart.Deny, Person: "dana"})
	tally.Add(chart.AuditEntry{At: noon, Action: chart.ActRead})
	r := tally.Review([]trail.Account{
		{Person: chart.Person{ID: "dana", Login: "dana", Roles: []chart.Role{chart.HIMReviewer, chart.Administrator}}, Created: quarter},
		{Person: chart.Person{ID: "old", Login: "old", Roles: []chart.Role{chart.Auditor}}, Created: quarter.AddDate(-3, 0, 0)},
		{Person: chart.Person{ID: "new", Login: "new", Roles: []chart.Role{chart.Coder}}, Created: noon},
	}, noon, "auditor")
	dana, old, fresh := r.People[0], r.People[1], r.People[2]
	if dana.Charts != 2 || dana.SignIns != 5 || dana.Denied != 1 || len(dana.Findings) != 1 || !strings.Contains(dana.Findings[0], "configures and reads") {
		t.Errorf("got %+v", dana)
	}
	if len(old.Findings) != 1 || !strings.Contains(old.Findings[0], "dormant: no sign-in for 365 days") || old.SignIns != 0 {
		t.Errorf("got %+v", old)
	}
	if len(fresh.Findings) != 0 || len(fresh.Zones) != 2 {
		t.Errorf("got %+v", fresh)
	}
	var text, table bytes.Buffer
	if err := r.Write(&text, trail.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "1. dana: administrator with him_reviewer") || strings.Count(table.String(), "\r\n") != 4 {
		t.Errorf("got %s and %s", text.String(), table.String())
	}
}
