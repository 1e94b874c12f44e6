//go:build cgo

package wire

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/ui/present"
)

// left reads every file of a release and proves the release.
func left(t *testing.T, folder string) (names []string, all string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		names, all = append(names, e.Name()), all+string(data)
	}
	wrong, err := deid.Recheck(os.DirFS(folder), time.Now(), ReleaseChecks(func([]record.Key) error { return nil }))
	if err != nil || len(wrong) > 0 {
		t.Errorf("want a release that holds, got %v, %v", wrong, err)
	}
	return names, all
}

func quiet(int, int) {}

func TestAReleaseFromTheDesktop(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.ready(1)
	open := r.bringIn(2) // fields of it still need a person
	list, err := r.Releasable(ctx)
	if err != nil || len(list) != 1 || list[0].ID != doc.ID {
		t.Fatalf("want the finished document alone, got %d, %v", len(list), err)
	}
	folder := filepath.Join(t.TempDir(), "release")
	o := present.ReleaseOrder{Documents: []chart.DocumentID{doc.ID, open.ID}, Method: present.SafeHarbor, Formats: present.ReleaseFormats(),
		Attested: "Ada", Folder: folder}
	would, err := r.Rehearse(ctx, o, quiet)
	if err != nil || would.Documents != 1 || len(would.Left) != 1 || would.Left[0].Document != open.ID || len(would.Eighteen) != 18 || len(would.Small) == 0 {
		t.Fatalf("rehearsed: want one document, the other left out and small groups told, got %+v, %v", would, err)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("rehearsed: want nothing written")
	}
	_, err = r.Release(ctx, o, "another sentence here", quiet)
	wantKind(t, "another password", err, chart.NotAllowed)
	var steps []int
	made, err := r.Release(ctx, o, password, func(done, _ int) { steps = append(steps, done) })
	if err != nil || made.Documents != 1 || !made.Holds || len(steps) != 3 {
		t.Fatalf("want it made, got %+v, %v, steps %v", made, err, steps)
	}
	names, all := left(t, folder)
	for _, gone := range []string{"Quimby", "48213001", "555-0123", "1961-03", "03/14/1961"} {
		if strings.Contains(all, gone) {
			t.Errorf("%q stands in the release", gone)
		}
	}
	if !strings.Contains(all, "I10") || len(names) < 5 {
		t.Errorf("want the diagnosis and the files of each form, got %v", names)
	}
	_, err = r.Release(ctx, o, password, quiet)
	wantKind(t, "into the same folder", err, chart.Conflict)
	history, err := r.History(ctx, doc.ID)
	r.must(err)
	history = slices.DeleteFunc(history, func(e chart.AuditEntry) bool { return e.Action == chart.ActTrailRead }) // the look itself
	if last := history[len(history)-1]; last.Action != chart.ActDeidentify || !strings.Contains(last.Detail, "release="+made.Release) {
		t.Errorf("want the release in the document's history, got %+v", last)
	}
	history, _ = r.History(ctx, open.ID)
	history = slices.DeleteFunc(history, func(e chart.AuditEntry) bool { return e.Action == chart.ActTrailRead })
	if history[len(history)-1].Action == chart.ActDeidentify {
		t.Error("what was left out left no trace of a release")
	}
}

func TestAReleaseWithKeptCodes(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	o := present.ReleaseOrder{Documents: []chart.DocumentID{doc.ID}, Method: present.DateShifted, Formats: []present.ReleaseFormat{present.ReleaseCSV},
		Recipient: "State University", Board: "IRB", Protocol: "26-114", Approved: r.Now().AddDate(0, -1, 0), Expires: r.Now().AddDate(1, 0, 0),
		Folder: filepath.Join(t.TempDir(), "release")}
	made, err := r.Release(t.Context(), o, password, quiet)
	r.must(err)
	_, all := left(t, o.Folder)
	found := regexp.MustCompile(`(?m)^date_shifted:not_safe_harbor,([^,]+),`).FindStringSubmatch(all)
	if found == nil {
		t.Fatal("no line of a person stands in the release")
	}
	code := found[1]
	room, err := r.Tokens()
	r.must(err)
	values, _, err := room.Reveal(t.Context(), made.Release, code, string(access.Research))
	if err != nil || len(values) == 0 {
		t.Errorf("want the code %q of the release turned back, got %v", code, err)
	}

	o.Folder = filepath.Join(t.TempDir(), "cancelled")
	ctx, cancel := context.WithCancel(t.Context())
	if _, err = r.Release(ctx, o, password, func(int, int) { cancel() }); err == nil {
		t.Fatal("want a cancelled release to fail")
	}
	if _, err := os.Stat(o.Folder); err == nil {
		t.Error("cancelled: want no folder left")
	}
	o.Expires = r.Now().AddDate(0, 0, -1)
	_, err = r.Release(t.Context(), o, password, quiet)
	wantKind(t, "an approval that has ended", err, chart.BadState)
}

func TestOnlyAPrivacyOfficerReleases(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	clerk, officer := r.person("clerk", chart.HIMReviewer), r.person("officer", chart.PrivacyOfficer)
	r.must(r.SignOut(t.Context()))
	r.signIn("clerk", clerk)
	o := present.ReleaseOrder{Documents: []chart.DocumentID{doc.ID}, Method: present.SafeHarbor, Formats: []present.ReleaseFormat{present.ReleaseText},
		Folder: filepath.Join(t.TempDir(), "release")}
	_, err := r.Releasable(t.Context())
	wantKind(t, "list", err, chart.NotAllowed)
	_, err = r.Rehearse(t.Context(), o, quiet)
	wantKind(t, "rehearse", err, chart.NotAllowed)
	_, err = r.Release(t.Context(), o, password, quiet)
	wantKind(t, "release", err, chart.NotAllowed)
	r.must(r.SignOut(t.Context()))
	r.signIn("officer", officer)
	if made, err := r.Release(t.Context(), o, password, quiet); err != nil || made.Documents != 1 {
		t.Errorf("the privacy officer: want it made, got %+v, %v", made, err)
	}
}

func TestRevealsInTheDesktopNeedAPurposeAndHaveALimit(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	mrn := doc.Document.Fields[0].ID
	wantKind(t, "no purpose", r.Reveal(t.Context(), doc.ID, present.Reveal{Field: mrn}), chart.NotAllowed)
	wantKind(t, "a purpose of nobody", r.Reveal(t.Context(), doc.ID, present.Reveal{Field: mrn, Purpose: "curiosity"}), chart.NotAllowed)
	limits := access.DefaultRevealLimits()
	for range limits.PerHour {
		r.must(r.Reveal(t.Context(), doc.ID, present.Reveal{Page: 1, Places: 3, Fields: []chart.FieldID{mrn}, Purpose: access.Treatment}))
	}
	wantKind(t, "one too many", r.Reveal(t.Context(), doc.ID, present.Reveal{Field: mrn, Purpose: access.Treatment}), chart.NotAllowed)
	history, err := r.History(t.Context(), doc.ID)
	r.must(err)
	n := map[chart.Action]int{}
	for _, e := range history {
		n[e.Action]++
		if e.Action == chart.ActReveal && e.Detail != "purpose=treatment page=1 places=3 fields="+string(mrn) {
			t.Fatalf("want ids, counts and the purpose, got %q", e.Detail)
		}
	}
	if n[chart.ActReveal] != limits.PerHour || n[chart.ActRevealDeny] != 1 || n[chart.ActRevealTell] < 2 {
		t.Errorf("want every reveal, the refusal and its alarms, got %v", n)
	}
	r.forward(time.Hour + time.Minute)
	r.must(r.Reveal(t.Context(), doc.ID, present.Reveal{Field: mrn, Purpose: access.Treatment}))
}
