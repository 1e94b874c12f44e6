package wire

import (
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/ui/present"
)

func (a *archive) coder() {
	a.Helper()
	e, err := a.AddPerson(a.Context(), present.NewColleague{Login: "cora", DisplayName: "cora", Password: keepPassword, Roles: []chart.Role{chart.Coder}})
	a.must(err)
	a.secrets["cora"] = e.Secret
	_, err = a.ConfirmPerson(a.Context(), a.code("cora"))
	a.must(err)
}

// A coder sees no names, so the restriction of a patient holds for a coder by what others have noted. Where nobody has, the
// chart is closed, whoever's it is.
func TestAChartThatNobodyHasNamedIsClosedToACoder(t *testing.T) {
	a := newArchive(t, false)
	a.coder()
	_, restricted := a.scanned(planted, "1961-03-04", "2010-01-02")
	_, free := a.scanned("Ann Younger", "1970-05-06", "2010-01-02")
	_, nobody := a.scanned("No Birth Date", "", "2010-01-02")
	a.as("cora")
	_, err := a.Open(t.Context(), free)
	a.want("no restriction stands: there is no coded copy", err, chart.NotFound)
	a.as("ada")
	names, err := a.patientNames(t.Context(), a.session, restricted)
	a.must(err)
	_, err = a.rulings.Restrict(t.Context(), a.session, access.Restriction{Kind: access.Restricted, Patient: names}, "") // and no sweep
	a.must(err)
	a.rules.again()
	a.as("cora")
	for _, id := range []chart.DocumentID{restricted, free, nobody} {
		_, err := a.Open(t.Context(), id)
		a.want("before anybody has named the patients", err, chart.NotAllowed)
	}
	a.as("ada")
	a.sweepAgain(t.Context(), a.session)
	a.as("cora")
	_, err = a.Open(t.Context(), restricted)
	a.want("the patient's chart", err, chart.NotAllowed)
	for _, id := range []chart.DocumentID{free, nobody} {
		_, err := a.Open(t.Context(), id)
		a.want("another patient's, and one that names none: there is no coded copy", err, chart.NotFound)
	}
}

// What a correction makes another patient's is held to that patient's restrictions from then on, without being opened again.
func TestACorrectionRenewsWhoseChartItIs(t *testing.T) {
	a := newArchive(t, false)
	_, restricted := a.scanned(planted, "1961-03-04", "2010-01-02")
	doc := a.inReview("Zebulon Quarterman", "1961-03-04")
	a.must(a.Restrict(t.Context(), present.NewRestriction{Kind: access.NoResearch, Document: restricted, Whose: present.OfPatient}))
	a.ticks += time.Minute
	d, err := a.cases.Load(t.Context(), a.session, doc)
	a.must(err)
	_, err = a.Decide(t.Context(), doc, d.Version, chart.Decision{Field: "patient_name", Verdict: chart.Corrected, Value: planted})
	a.must(err)
	s := a.standing(a.session)
	if has := s.held.Patients[doc]; len(has) == 0 || !slices.Equal(has, s.held.Restrictions[0].Patient) {
		t.Errorf("want the chart named as the corrected patient's, got %d names", len(has))
	}
}

// inReview brings a file in with one document that waits for a person.
func (a *archive) inReview(name, born string) chart.DocumentID {
	a.Helper()
	ctx, ses, content := a.Context(), a.session, []byte("review "+name)
	got, err := a.cases.NewImport(ctx, ses, chart.Source{SHA256: name, MediaType: "application/pdf", Bytes: int64(len(content))}, content)
	a.must(err)
	a.must(a.cases.MarkReading(ctx, ses, got.ID))
	a.must(a.cases.AddPage(ctx, ses, got.ID, chart.Page{Number: 1, Width: 100, Height: 100}, []byte("picture "+name)))
	field := func(f chart.FieldName, text string) chart.Field {
		return chart.Field{ID: chart.FieldID(f), Name: f, Value: chart.Text(text), Page: 1, Confidence: 0.5, NeedsReview: true}
	}
	ids, err := a.cases.FinishImport(ctx, ses, got.ID, []casestore.DocumentDraft{{Document: chart.Document{Type: chart.ProgressNote, Pages: []int{1},
		Fields: []chart.Field{field(chart.PatientName, name), field(chart.DateOfBirth, born)}}}})
	a.must(err)
	return ids[0]
}

// A search must not say that a chart is there to whom it is closed.
func TestASearchDoesNotFindWhatIsClosed(t *testing.T) {
	a := newArchive(t, false)
	e, err := a.AddPerson(t.Context(), present.NewColleague{Login: "bo", DisplayName: "bo", Password: keepPassword, Roles: []chart.Role{chart.HIMReviewer}})
	a.must(err)
	a.secrets["bo"] = e.Secret
	_, err = a.ConfirmPerson(t.Context(), a.code("bo"))
	a.must(err)
	_, restricted := a.scanned(planted, "1961-03-04", "2010-01-02")
	_, free := a.scanned("Zebulon Younger", "1970-05-06", "2010-01-02")
	finds := func(who, search string, want ...chart.DocumentID) {
		t.Helper()
		a.as(who)
		all, err := a.List(t.Context(), present.Filter{Search: search})
		a.must(err)
		var got []chart.DocumentID
		for _, s := range all {
			got = append(got, s.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s searches: want %d documents, got %d", who, len(want), len(got))
		}
	}
	finds("bo", "zebulon", restricted, free)
	a.as("pia")
	a.must(a.Restrict(t.Context(), present.NewRestriction{Kind: access.Restricted, Document: restricted, Whose: present.OfPatient}))
	finds("bo", "zebulon", free)
	finds("bo", "quartermaine")
	finds("pia", "zebulon", restricted, free)
	if n := a.count(`SELECT count(*) FROM audit_entry WHERE action = ?`, string(chart.ActDenied)); n != 0 {
		t.Errorf("a search is nobody's try to open: got %d refusals", n)
	}
}

// Whoever reads the trail stands in it.
func TestReadingAHistoryIsALook(t *testing.T) {
	a := newArchive(t, false)
	_, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
	before := a.count(`SELECT count(*) FROM audit_entry WHERE action = ?`, string(chart.ActTrailRead))
	_, err := a.History(t.Context(), doc)
	a.must(err)
	if _, err := a.AlertNote(t.Context(), "none"); err == nil {
		t.Error("want no note")
	}
	if n := a.count(`SELECT count(*) FROM audit_entry WHERE action = ?`, string(chart.ActTrailRead)); n != before+2 {
		t.Errorf("want two looks in the trail, got %d", n-before)
	}
}
