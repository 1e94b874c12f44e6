package wire

import (
	"context"
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	deidcode "chartproof.org/chartproof/engine/protect/deid/code"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/tokens"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// released makes a release whose codes are kept, with a document.
func (a *archive) released(doc chart.DocumentID) string {
	a.Helper()
	id, err := a.releases().Begin(a.Context(), a.session, tokens.Release{Method: "limited_data_set", Recipient: "university",
		Approval: deidcode.Approval{Board: "board", Protocol: "26-1", Approved: a.now().Add(-time.Hour), Expires: a.now().AddDate(1, 0, 0)}})
	a.must(err)
	a.must(a.cases.TrailOf(a.Context(), a.session.Person().ID, chart.AuditEntry{Action: chart.ActDeidentify, Document: doc, Detail: "release=" + id + " method=limited_data_set"}))
	return id
}

// The codes of a release are the way back to its charts: what is held is held with them.
func TestAHoldKeepsTheCodesOfARelease(t *testing.T) {
	a := newArchive(t, false)
	_, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
	_, other := a.scanned("Ann Younger", "1970-05-06", "2010-01-02")
	a.as("pia")
	held, free := a.released(doc), a.released(other)
	_, _, err := a.SetHold(t.Context(), present.NewHold{Kind: "document", Document: doc, Matter: "26-CV-114", Reason: "subpoena"})
	a.must(err)
	room, err := a.Tokens()
	a.must(err)
	defer room.Close()
	a.want("codes of a chart that is held", room.Forget(t.Context(), held), chart.BadState)
	a.must(room.Forget(t.Context(), free))
	a.must(a.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		st, err := rooms{a.Desk}.Standing(tx, keeps.Item{Kind: keeps.KindRelease, Owner: held})
		if err == nil && (len(st.Documents) != 1 || st.Documents[0] != doc) {
			t.Errorf("want a disposal to know whose codes they are, got %v", st.Documents)
		}
		return err
	}))
	_, _, err = a.SetHold(t.Context(), present.NewHold{Kind: "everything", Matter: "26-CV-115", Reason: "preservation letter"})
	a.must(err)
	a.want("any codes, when everything is held", room.Forget(t.Context(), a.released(other)), chart.BadState)
}

// killed destroys keys and does not come back, as a program that is killed there.
type killed struct{ keeps.Shredder }

func (k killed) Shred(ctx context.Context, by *vault.Session, owners []keeps.Owner, also func(tx *sqlitedb.Tx) error) error {
	return errors.Join(k.Shredder.Shred(ctx, by, owners, also), errors.New("killed"))
}

// A certificate tells of files wiped only where they were seen to be gone.
func TestFilesThatNobodySawWipedAreNotCertified(t *testing.T) {
	a := newArchive(t, true)
	a.scanned(planted, "1961-03-04", "2010-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("ada")
	id := a.order()
	a.ticks += 25 * time.Hour
	a.as("ada")
	p, err := a.plan(t.Context(), a.session)
	a.must(err)
	sign, done, err := a.penFor(t.Context(), a.session, keepPassword, disposalApprovalType)
	a.must(err)
	defer done()
	a.must(a.keeps.Approve(t.Context(), a.session, id, keeps.Look{Alone: true, Counted: 1}, keeps.Grounds{Schedule: p.Digest(), Verify: a.verifyDisposal(t.Context())}, sign))
	cut := a.tools()
	cut.Shredder = killed{cut.Shredder}
	if _, err := a.keeps.CarryOut(t.Context(), a.session, id, cut); err == nil {
		t.Fatal("want it broken off")
	}
	run, err := a.keeps.CarryOut(t.Context(), a.session, id, a.tools())
	a.must(err)
	if it := run.Items[0]; run.State != keeps.Done || it.State != keeps.Done || it.Files == 0 || it.Remaining != it.Files {
		t.Errorf("want all %d files told as not seen wiped, got %d", it.Files, it.Remaining)
	}
}
