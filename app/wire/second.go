package wire

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// seen is what third persons were shown: nobody chooses between values that the house has not given.
type seen struct {
	mu sync.Mutex
	of map[shown][]review.Choice
	to map[shownTo]bool
}

// shownTo is a field whose values a person was shown and has not decided on since: what they say of it then is not their own reading,
// also after the document was opened anew or the screen was locked. It holds no value.
type shownTo struct {
	who   chart.PersonID
	id    chart.DocumentID
	field chart.FieldID
}

// shown is a field of a document as it stood when one session was shown the two values.
type shown struct {
	ses     *vault.Session
	id      chart.DocumentID
	field   chart.FieldID
	version int64
}

func (s *seen) put(k shown, c []review.Choice) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = map[shown][]review.Choice{k: c} // one person looks at one field at a time
	if s.to == nil {
		s.to = map[shownTo]bool{}
	}
	s.to[shownTo{k.ses.Person().ID, k.id, k.field}] = true
}

// told reports whether a person was shown the values of a field.
func (s *seen) told(k shownTo) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to[k]
}

// drop forgets the values.
func (s *seen) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = nil
}

// done forgets a field that was decided on.
func (s *seen) done(k shownTo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = nil
	delete(s.to, k)
}

func (s *seen) get(k shown) ([]review.Choice, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.of[k]
	return c, ok
}

// waitsOf says what a document waits for, and whether the person may take that look. before is who has looked already, since when
// it waits.
func waitsOf(me chart.Person, step chart.LookStep, before []chart.PersonID, since time.Time, p chart.LookPolicy, lookers []chart.Person, now time.Time) chart.Waits {
	w := chart.Waits{Step: step, Who: p.Who, Wait: p.Wait, First: slices.Contains(before, me.ID), Later: p.Who != chart.TwoPeople}
	others := 0
	for _, one := range lookers {
		if slices.Contains(before, one.ID) {
			continue
		}
		others++
		if one.ID != me.ID {
			w.Names = append(w.Names, one.DisplayName)
		}
	}
	w.Later = w.Later || others == 0
	if w.Later {
		w.From = since.Add(p.Wait)
	}
	w.Mine = access.May(me, chart.ActSecondSign) && (!w.First || w.Later && !now.Before(w.From))
	return w
}

// awaits fills in what a document waits for.
func (d *Desk) awaits(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) error {
	p, err := d.cases.LookPolicy(ctx)
	if err != nil {
		return err
	}
	step := dossier.State.StepOf()
	ask := step
	if ask == "" {
		ask = chart.SecondLook
	}
	lookers, err := d.lookersOf(ctx, ses, dossier.ID)
	if err != nil {
		return err
	}
	w := waitsOf(ses.Person(), step, dossier.Before(ask), dossier.Since(), p, lookers, d.opts.Now())
	w.Due = p.Who != chart.OneValidate && len(dossier.Unlooked()) > 0
	dossier.Waits = w
	return nil
}

// blind takes out of a document that waits for a blind look everything that tells what was made of its high-risk fields, for
// whoever might take that look: values, readings, suggestions, decisions, the words of the pages.
func blind(me chart.Person, d *chart.Dossier) *chart.Dossier {
	if d.State.StepOf() == "" || !access.May(me, chart.ActSecondSign) {
		return d
	}
	out := *d
	hide := map[chart.FieldID]bool{}
	out.Document.Fields = slices.Clone(d.Document.Fields)
	for i := range out.Document.Fields {
		f := &out.Document.Fields[i]
		if !f.NeedsTwo() {
			continue
		}
		hide[f.ID] = true
		f.Value, f.Normalized, f.Readings, f.Suggestions, f.Doubt = "", "", nil, nil, nil
		f.NeedsReview = false // it is decided on; without its verdict it would count as open
	}
	out.Document.Rows = nil
	out.Decisions = slices.Clone(d.Decisions)
	for i := range out.Decisions {
		if hide[out.Decisions[i].Field] {
			dec := &out.Decisions[i]
			dec.Verdict, dec.Value, dec.Note, dec.Together = chart.Undecided, "", "", 0
		}
	}
	out.Looks = chart.Looks{First: d.Looks.First}
	out.Pages = slices.Clone(d.Pages)
	for i := range out.Pages {
		out.Pages[i].Words = nil
	}
	out.Spans = slices.Clone(d.Spans)
	for i := range out.Spans {
		out.Spans[i].Text = ""
	}
	return &out
}

// HandToSecond ends the first pass.
func (d *Desk) HandToSecond(ctx context.Context, id chart.DocumentID, version int64) (chart.Waits, error) {
	ses, err := d.atChart("hand to the second look", chart.ActSecondAsk, id)
	if err != nil {
		return chart.Waits{}, err
	}
	dossier, err := d.cases.HandToSecond(ctx, ses, id, version)
	if err != nil {
		return chart.Waits{}, d.named(ctx, err)
	}
	d.tell()
	err = d.awaits(ctx, ses, dossier)
	return dossier.Waits, err
}

// TakeBack ends the waiting: the document is in review again.
func (d *Desk) TakeBack(ctx context.Context, id chart.DocumentID, version int64) error {
	ses, err := d.atChart("take back from the second look", chart.ActSecondTake, id)
	if err != nil {
		return err
	}
	defer d.tell()
	_, err = d.cases.TakeBack(ctx, ses, id, version)
	return d.named(ctx, err)
}

// OpenLook gives a document that waits for a blind look, and writes the look into the trail.
func (d *Desk) OpenLook(ctx context.Context, id chart.DocumentID) (present.LookWork, error) {
	ses, err := d.atChart("open document", chart.ActOpen, id)
	if err != nil {
		return present.LookWork{}, err
	}
	d.seen.drop() // the choices leave the screen
	dossier, err := d.cases.Open(ctx, ses, id)
	if err != nil {
		return present.LookWork{}, err
	}
	if err := d.knownPatient(ctx, ses, dossier); err != nil {
		return present.LookWork{}, err
	}
	if err := d.relative(ctx, ses, dossier); err != nil {
		return present.LookWork{}, err
	}
	return d.lookWork(ctx, ses, dossier)
}

// lookWork gives the field that comes next, where the person may look at it.
func (d *Desk) lookWork(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) (present.LookWork, error) {
	if err := d.awaits(ctx, ses, dossier); err != nil {
		return present.LookWork{}, err
	}
	w := present.LookWork{ID: dossier.ID, Version: dossier.Version, State: dossier.State, Type: dossier.Document.Type, Waits: dossier.Waits}
	for _, p := range dossier.Pages {
		w.Pages = append(w.Pages, chart.Page{Number: p.Number, Width: p.Width, Height: p.Height, DPI: p.DPI, Rotation: p.Rotation, Quality: p.Quality})
	}
	step := dossier.State.StepOf()
	if step == "" {
		return w, nil
	}
	order := review.LookOrder(dossier, step)
	w.Left = len(order)
	if len(order) == 0 || !w.Waits.Mine {
		return w, nil
	}
	f, _ := review.Field(dossier, order[0])
	w.Field = &present.LookField{ID: f.ID, Name: f.Name, Page: f.Page, Box: f.Box, Line: review.LineNumber(&dossier.Document, f)}
	if f.Box.Empty() { // nobody knows where to look, so nothing is hidden; that is a reveal
		if f.Cell == nil { // a line stands on the page of its table
			w.Field.Page = 0
		}
		return w, d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActReveal, Document: dossier.ID, Field: f.ID,
			Detail: "purpose=operations step=" + string(step) + " places=all"})
	}
	w.Field.Hidden = hiddenBeside(dossier, f)
	return w, nil
}

// hiddenBeside gives the identifiers that a look at a field does not need.
func hiddenBeside(d *chart.Dossier, f chart.Field) []present.PlaceHidden {
	var out []present.PlaceHidden
	for _, s := range d.Spans {
		for _, b := range s.Boxes {
			if s.Redacted && (s.Page != f.Page || !b.Overlaps(f.Box)) {
				out = append(out, present.PlaceHidden{Page: s.Page, Box: b, Class: present.ClassOf(s.Kind)})
			}
		}
	}
	return out
}

// asked is what every step of a look begins with: the document as it stands, and the leave of the rules to look at it.
func (d *Desk) asked(ctx context.Context, op string, id chart.DocumentID, version int64) (*vault.Session, *chart.Dossier, error) {
	ses, err := d.atChart(op, chart.ActOpen, id)
	if err != nil {
		return nil, nil, err
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil, nil, err
	}
	if dossier.Version != version {
		return nil, nil, chart.E(chart.Conflict, op, nil)
	}
	if dossier.State.StepOf() == "" {
		return nil, nil, chart.E(chart.BadState, op, errors.New("the document is "+dossier.State.Word()))
	}
	if err := d.awaits(ctx, ses, dossier); err != nil {
		return nil, nil, err
	}
	w := dossier.Waits
	ses, err = d.decide(op, chart.ActSecondSign, about{document: id, didFirst: w.First, alone: w.Later})
	if err != nil {
		return nil, nil, err
	}
	if !w.Mine {
		return nil, nil, chart.E(chart.BadState, op, errors.New("too soon after the look before"))
	}
	return ses, dossier, nil
}

// TakeLook says what the person sees in a field.
func (d *Desk) TakeLook(ctx context.Context, id chart.DocumentID, version int64, t present.LookTyped) (present.LookWork, error) {
	const op = "look again"
	ses, dossier, err := d.asked(ctx, op, id, version)
	if err != nil {
		return present.LookWork{}, err
	}
	t.Value = chart.Text(review.Tidy(t.Value.Reveal()))
	l := chart.Look{Field: t.Field, Verdict: t.Verdict, Value: t.Value, Shown: d.seen.told(shownTo{ses.Person().ID, id, t.Field})}
	if dossier.State.StepOf() == chart.ThirdLook {
		f, ok := review.Field(dossier, t.Field)
		if !ok {
			return present.LookWork{}, chart.E(chart.BadInput, op, nil)
		}
		is, settles := d.secondLook(ctx, ses, dossier, f).Third(dossier, f, t.Verdict, t.Value)
		if !settles {
			return d.show(ctx, ses, dossier, f, &review.Choice{Verdict: t.Verdict, Value: t.Value})
		}
		l.Verdict, l.Value = is.Verdict, is.Value
	}
	return d.keepLook(ctx, ses, dossier, l)
}

// ShowValues gives a third person the two values, after the picture.
func (d *Desk) ShowValues(ctx context.Context, id chart.DocumentID, version int64, field chart.FieldID) (present.LookWork, error) {
	const op = "show the two values"
	ses, dossier, err := d.asked(ctx, op, id, version)
	if err != nil {
		return present.LookWork{}, err
	}
	f, ok := review.Field(dossier, field)
	if !ok || !slices.Contains(dossier.ToLook(chart.ThirdLook), field) || dossier.State.StepOf() != chart.ThirdLook {
		return present.LookWork{}, chart.E(chart.BadState, op, nil)
	}
	return d.show(ctx, ses, dossier, f, nil)
}

// show gives the two values, and what the person typed where that is neither, and writes it down first.
func (d *Desk) show(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, f chart.Field, typed *review.Choice) (present.LookWork, error) {
	if err := d.cases.TrailShown(ctx, ses, dossier.ID, f.ID); err != nil {
		return present.LookWork{}, err
	}
	look := d.secondLook(ctx, ses, dossier, f)
	choices := look.Choices(dossier, f)
	mine := -1
	if typed != nil {
		if mine = look.Alike(f.Name, choices, *typed); mine < 0 {
			mine = len(choices)
			choices = append(choices, *typed)
		}
	}
	d.seen.put(shown{ses, dossier.ID, f.ID, dossier.Version}, choices)
	w, err := d.lookWork(ctx, ses, dossier)
	if err != nil {
		return w, err
	}
	if w.Field == nil || w.Field.ID != f.ID {
		return w, chart.E(chart.BadState, "show the two values", nil)
	}
	for i, c := range choices {
		w.Field.Choices = append(w.Field.Choices, present.LookChoice{Verdict: c.Verdict, Value: c.Value, Mine: i == mine})
	}
	return w, nil
}

// ChooseLook takes one of the choices that were given.
func (d *Desk) ChooseLook(ctx context.Context, id chart.DocumentID, version int64, field chart.FieldID, choice int) (present.LookWork, error) {
	const op = "choose a value"
	ses, dossier, err := d.asked(ctx, op, id, version)
	if err != nil {
		return present.LookWork{}, err
	}
	choices, ok := d.seen.get(shown{ses, id, field, version})
	if !ok || choice < 0 || choice >= len(choices) {
		return present.LookWork{}, chart.E(chart.BadInput, op, errors.New("no such choice was given"))
	}
	return d.keepLook(ctx, ses, dossier, chart.Look{Field: field, Verdict: choices[choice].Verdict, Value: choices[choice].Value, Shown: true})
}

// keepLook writes a look down and gives what comes next.
func (d *Desk) keepLook(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, l chart.Look) (present.LookWork, error) {
	w := dossier.Waits
	at, _ := review.Field(dossier, l.Field)
	judge := d.secondLook(ctx, ses, dossier, at).Judge
	next, err := d.cases.Look(ctx, ses, dossier.ID, dossier.Version, l, casestore.LookRule{Later: w.Later, Wait: w.Wait, Judge: judge})
	if err != nil {
		return present.LookWork{}, d.named(ctx, err)
	}
	d.seen.done(shownTo{ses.Person().ID, dossier.ID, l.Field})
	d.tell()
	return d.lookWork(ctx, ses, next)
}
