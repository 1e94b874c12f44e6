package wire

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/ui/present"
)

func TestAHoldWins(t *testing.T) {
	a := newArchive(t, false)
	_, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	id := a.order()
	_, _, err := a.SetHold(t.Context(), present.NewHold{Kind: "patient", Document: doc, Matter: "26-CV-114"})
	a.want("a hold without a reason", err, chart.BadInput)
	hold, n, err := a.SetHold(t.Context(), present.NewHold{Kind: "patient", Document: doc, Matter: "26-CV-114", Reason: "subpoena"})
	a.must(err)
	if n != 1 {
		t.Errorf("want one document held, got %d", n)
	}
	a.as("root")
	run, err := a.approve(id, 0)
	a.must(err)
	if run.Gone != 0 || run.Kept != 1 {
		t.Errorf("a hold that was set after the order: got %+v", run)
	}
	a.want("an administrator asks", a.AskHoldRelease(t.Context(), hold), chart.NotAllowed)
	lines, err := a.Holds(t.Context())
	a.must(err)
	if len(lines) != 1 || lines[0].Reason != "" || len(lines[0].Looks) > 0 {
		t.Error("an administrator sees why a hold was set, or on whom")
	}
	a.as("pia")
	_, later := a.scanned(planted, "1961-03-04", "2009-01-02") // came in later, same patient
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	a.preview()
	if n := a.count(`SELECT count(*) FROM document WHERE id IN (?, ?) AND state = 'held'`, string(doc), string(later)); n != 2 {
		t.Errorf("want both documents in the state held, got %d", n)
	}
	a.must(a.AskHoldRelease(t.Context(), hold))
	a.want("the same person releases", a.ReleaseHold(t.Context(), hold, 2, keepPassword), chart.NotAllowed)
	a.preview() // it holds on while it is asked for
	a.as("root")
	a.want("no password", a.ReleaseHold(t.Context(), hold, 2, "not the password"), chart.NotAllowed)
	a.must(a.ReleaseHold(t.Context(), hold, 2, keepPassword))
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	a.preview("chart", "chart")
	_, _, err = a.SetHold(t.Context(), present.NewHold{Kind: "everything", Matter: "26-CV-115", Reason: "preservation letter"})
	a.must(err)
	a.preview()
}

func TestAHoldThatIsTakenOutOfTheDatabaseIsNoticed(t *testing.T) {
	for name, query := range map[string]string{"released": `UPDATE hold SET state = 'released'`, "emptied": `DELETE FROM hold_document`} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t, false)
			_, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
			a.texas()
			_, _, err := a.SetHold(t.Context(), present.NewHold{Kind: "document", Document: doc, Matter: "m", Reason: "r"})
			a.must(err)
			a.must(a.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(query) }))
			_, err = a.PreviewDisposal(t.Context())
			a.want("a preview", err, chart.Tampered)
		})
	}
}

func TestAPlanThatWasChangedIsNotCarriedOut(t *testing.T) {
	for name, query := range map[string]string{
		"another chart": `UPDATE disposal_item SET owner = 'ffff'`, "another rule": `UPDATE disposal_item SET rule = 'x'`,
		"an item less": `DELETE FROM disposal_item WHERE number = 1`, "another person": `UPDATE disposal SET ordered_by = approved_by`,
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t, false)
			a.scanned(planted, "1961-03-04", "2010-01-02")
			a.scanned("Somebody Else", "1961-03-04", "2010-01-02")
			a.texas()
			a.ticks += 400 * 24 * time.Hour
			a.as("pia")
			id := a.order()
			a.must(a.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(query) }))
			a.as("root")
			_, err := a.approve(id, 0)
			if err == nil {
				t.Error("it was carried out")
			}
			if n := a.count(`SELECT count(*) FROM document WHERE state = 'purged'`); n != 0 {
				t.Errorf("%d documents are gone", n)
			}
		})
	}
}

func TestAnOrderThatIsOverhauledIsNotApproved(t *testing.T) {
	for name, change := range map[string]func(a *archive){
		"another schedule": func(a *archive) {
			a.as("root")
			a.must(a.SetRetentionPractice(t.Context(), present.RetentionPractice{State: "ca", Provider: "practice"}))
		},
		"another chart": func(a *archive) { a.scanned(planted, "1961-03-04", "2026-11-01") },
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t, false)
			a.scanned(planted, "1961-03-04", "2010-01-02")
			a.texas()
			a.ticks += 400 * 24 * time.Hour
			a.as("pia")
			id := a.order()
			change(a)
			a.as("root")
			_, err := a.approve(id, 0)
			a.want("an approval", err, chart.Conflict)
			if n := a.count(`SELECT count(*) FROM disposal WHERE state = 'ordered'`); n != 1 {
				t.Error("it is not an order any more")
			}
			a.must(a.CancelDisposal(t.Context(), id))
		})
	}
}

func TestAnOrderOutlivesAReset(t *testing.T) {
	a := newArchive(t, false)
	a.scanned(planted, "1961-03-04", "2010-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	pia := a.session.Person().ID
	id := a.order()
	a.as("root")
	once, err := a.ResetPerson(t.Context(), keepPassword, pia)
	a.must(err)
	a.must(a.SignOut(t.Context()))
	if _, err := a.SignIn(t.Context(), "pia", once.Password, ""); err == nil {
		t.Fatal("want the change of the password first")
	}
	e, err := a.RenewPassword(t.Context(), "another sentence as password")
	a.must(err)
	a.secrets["pia"] = e.Secret
	_, err = a.ConfirmRenewal(t.Context(), a.code("pia"))
	a.must(err)
	a.as("root")
	run, err := a.approve(id, 0)
	a.must(err)
	if run.Gone != 1 {
		t.Errorf("got %+v", run)
	}
}

func TestAPracticeOfOneLooksAgainADayLater(t *testing.T) {
	a := newArchive(t, true)
	a.scanned(planted, "1961-03-04", "2010-01-02")
	a.scanned("Somebody Else", "1971-03-04", "2011-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("ada")
	id := a.order()
	_, err := a.approve(id, 2)
	a.want("at once", err, chart.BadState)
	a.ticks += 25 * time.Hour
	a.as("ada")
	_, err = a.approve(id, 3)
	a.want("counted wrong", err, chart.BadInput)
	run, err := a.approve(id, 2)
	a.must(err)
	if run.SecondLook != "same_person_later_rekeyed" || run.Gone != 2 {
		t.Errorf("got %+v", run)
	}
}
