//go:build cgo

package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/ui/present"
)

// TestQualityOfASignedDocument takes a document the whole way and finds it in the figures, the day it is signed and later.
func TestQualityOfASignedDocument(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	d := r.ready(1)
	r.forward(time.Minute)
	r.must(r.Sign(ctx, d.ID, d.Version, password))
	r.note(ctx, chart.AuditEntry{Action: chart.ActVigilance, Person: r.session.Person().ID, Detail: chart.Missed})
	ask := present.QualityAsk{First: r.Now().AddDate(0, 0, -6), Last: r.Now()}
	look := func(when string) {
		rep, err := r.Quality(ctx, ask, nil)
		r.must(err)
		if rep.Documents != 1 || rep.Corrected.N != 1 || rep.Fields < len(d.Document.Fields) || rep.Vigilance != (kpi.Share{N: 1, Of: 1}) || rep.Straight.N != 0 {
			t.Errorf("%s: want one document with one value corrected, got %+v", when, rep.Figures)
		}
		if len(rep.People) != 1 || rep.Name(rep.People[0].ID) != "Ada" || len(rep.ByScanner) != 1 || !strings.HasPrefix(rep.ByScanner[0].Name, "PNG, ") {
			t.Errorf("%s: want the own figures and the scanner, got %+v, %+v", when, rep.People, rep.ByScanner)
		}
	}
	look("the same day")
	r.forward(24 * time.Hour)
	ask.Last = r.Now()
	r.signIn("ada", r.secret)
	look("the day after")
	look("as it is kept")
	csv, err := r.QualityFile(ctx, "csv", ask, kpi.ByForm)
	r.must(err)
	if !bytes.Contains(csv, []byte("Oak Street Clinic")) || bytes.Contains(csv, []byte("Quimby")) {
		t.Errorf("want the practice and no patient in the table, got\n%s", csv)
	}
	left, err := r.trail.Entries(ctx, audit.Filter{Actions: []chart.Action{chart.ActQuality, chart.ActQualityGive}})
	r.must(err)
	if len(left) != 4 || left[3].Policy == "" || !strings.Contains(left[3].Detail, "format=csv") {
		t.Errorf("want four looks in the trail, the last an export under a rule, got %+v", left)
	}
}

// TestQualityOfEverybodyIsForTheManager refuses a reviewer the figures of the others.
func TestQualityOfEverybodyIsForTheManager(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	ben := r.person("ben", chart.HIMReviewer)
	ask := present.QualityAsk{First: r.Now(), Last: r.Now(), People: true}
	rep, err := r.Quality(ctx, ask, nil)
	r.must(err)
	if !rep.Everybody || len(rep.Names) != 2 {
		t.Errorf("want everybody for the manager, got %+v", rep)
	}
	r.must(r.SignOut(ctx))
	r.signIn("ben", ben)
	_, err = r.Quality(ctx, ask, nil)
	wantKind(t, "everybody to a reviewer", err, chart.NotAllowed)
	_, err = r.QualityFile(ctx, "csv", ask, kpi.ByWeek)
	wantKind(t, "everybody in a file to a reviewer", err, chart.NotAllowed)
	ask.People = false
	rep, err = r.Quality(ctx, ask, nil)
	r.must(err)
	for _, p := range rep.People {
		if rep.Name(p.ID) != "ben" {
			t.Errorf("want the own figures only, got those of %s", rep.Name(p.ID))
		}
	}
	_, err = r.QualityFile(ctx, "doc", ask, kpi.ByWeek)
	wantKind(t, "a format that there is not", err, chart.BadInput)
	ask.First = ask.Last.AddDate(0, 0, 1)
	_, err = r.Quality(ctx, ask, nil)
	wantKind(t, "days the wrong way round", err, chart.BadInput)
}

// TestABlockedSignatureStandsInTheFigures counts what a redaction that can be undone has stopped.
func TestABlockedSignatureStandsInTheFigures(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	leak := fmt.Errorf("sign: %w", &Leak{Residual: []chart.Residual{{Page: 1}, {Page: 1}}})
	if err := r.blocked(ctx, r.session, "d1", leak); !errors.Is(err, leak) {
		t.Errorf("want the error handed on, got %v", err)
	}
	if err := r.blocked(ctx, r.session, "d1", errStop); !errors.Is(err, errStop) {
		t.Errorf("want the error handed on, got %v", err)
	}
	ask := present.QualityAsk{First: r.Now(), Last: r.Now()}
	rep, err := r.Quality(ctx, ask, nil)
	r.must(err)
	if rep.Blocked != 1 {
		t.Errorf("want one export stopped, got %d", rep.Blocked)
	}
	pdf, err := r.QualityFile(ctx, "pdf", ask, kpi.ByWeek)
	r.must(err)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("want a report, got %d bytes", len(pdf))
	}
}

var errStop = errors.New("the disk is full")
