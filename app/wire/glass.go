package wire

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// BreakGlass opens a chart in an emergency that the rules close to the person. It gives no key: what the person's roles cannot
// read stays sealed.
func (d *Desk) BreakGlass(ctx context.Context, id chart.DocumentID, reason chart.Text) (access.Glass, error) {
	const op = "break the glass"
	ses, err := d.decide(op, chart.ActGlass, about{document: id, purpose: access.Emergency})
	if err != nil {
		return access.Glass{}, err
	}
	closed, err := d.closedBy(ses, id)
	if err != nil {
		return access.Glass{}, err
	}
	g, err := d.rulings.Break(ctx, ses, access.Glass{Document: id, Rules: closed}, reason, d.standing(ses).held.Practice.GlassMinutes)
	d.rules.again()
	if err != nil {
		return access.Glass{}, err
	}
	d.tell()
	return g, nil
}

// closedBy gives the rules that close a chart to the person, where breaking the glass would open it.
func (d *Desk) closedBy(ses *vault.Session, id chart.DocumentID) (string, error) {
	const op = "break the glass"
	s, who := d.standing(ses), ses.Person()
	facts, err := d.facts(ses, s, chart.ActOpen, about{document: id, purpose: access.UsualPurpose(who)})
	if err != nil {
		return "", err
	}
	ruling := s.book.Decide(rulebook.Question{Person: who, Action: chart.ActOpen, Document: id, Facts: facts})
	switch {
	case ruling.Permit:
		return "", chart.E(chart.BadState, op, errors.New("the chart is open to you"))
	case ruling.Cure != rulebook.CureGlass:
		return "", chart.E(chart.NotAllowed, op, ruling.Refused())
	}
	return ruling.Policy(), nil
}

// glassOf gives the person's own use of break-glass by which a chart is open now.
func (d *Desk) glassOf(ses *vault.Session, id chart.DocumentID) (access.Glass, bool) {
	now, me := d.opts.Now(), ses.Person().ID
	for _, g := range d.standing(ses).held.Glass {
		if g.Document == id && g.Person == me && g.Open(now) {
			return g, true
		}
	}
	return access.Glass{}, false
}

// MendGlass closes a chart before its time.
func (d *Desk) MendGlass(ctx context.Context, id chart.DocumentID) error {
	const op = "close the chart"
	ses, err := d.decide(op, chart.ActGlassEnd, about{document: id, purpose: access.Emergency})
	if err != nil {
		return err
	}
	g, ok := d.glassOf(ses, id)
	if !ok {
		return chart.E(chart.BadState, op, errors.New("it is not open by breaking the glass"))
	}
	defer d.tell()
	defer d.rules.again()
	return d.rulings.Mend(ctx, ses, g.ID)
}

// GlassOpen gives the charts that are open to the person by breaking the glass.
func (d *Desk) GlassOpen(context.Context) ([]access.Glass, error) {
	ses, err := d.at("look at broken glass", chart.ActSignOut)
	if err != nil {
		return nil, err
	}
	var out []access.Glass
	for _, g := range d.standing(ses).held.Glass {
		if g.Person == ses.Person().ID && g.Open(d.opts.Now()) {
			out = append(out, g)
		}
	}
	return out, nil
}

// GlassDue gives a privacy officer what waits for a review, and writes once a day into the trail that some are late.
func (d *Desk) GlassDue(ctx context.Context) (waiting, late int, err error) {
	ses, err := d.at("look at broken glass", chart.ActSignOut)
	if err != nil || !ses.Person().Has(chart.PrivacyOfficer) {
		return 0, 0, err
	}
	for _, g := range d.standing(ses).held.Glass {
		if g.Reviewed.IsZero() {
			waiting++
		}
	}
	if waiting > 0 {
		late, err = d.rulings.Remind(ctx, ses)
	}
	return waiting, late, err
}

// GlassItems gives the privacy officer what was opened in emergencies: not reviewed first, then the newest.
func (d *Desk) GlassItems(ctx context.Context) ([]present.GlassRow, error) {
	ses, err := d.at("list broken glass", chart.ActGlassReview)
	if err != nil {
		return nil, err
	}
	s := d.standing(ses)
	if s.trouble != nil {
		return nil, s.trouble
	}
	names, err := d.namesOf(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]present.GlassRow, 0, len(s.held.Glass))
	for _, g := range s.held.Glass {
		row := present.GlassRow{Glass: g, PersonName: names[g.Person], ReviewerName: names[g.Reviewer], Own: g.Person == ses.Person().ID}
		if row.Reason, err = d.rulings.Text(ctx, ses, g.ID, "reason"); err != nil {
			return nil, err
		}
		if row.Note, err = d.rulings.Text(ctx, ses, g.ID, "note"); err != nil && chart.KindOf(err) != chart.NotFound {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, z present.GlassRow) int {
		if a.Reviewed.IsZero() != z.Reviewed.IsZero() {
			if a.Reviewed.IsZero() {
				return -1
			}
			return 1
		}
		if c := z.Opened.Compare(a.Opened); c != 0 {
			return c
		}
		return strings.Compare(a.ID, z.ID)
	})
	return rows, nil
}

// ReviewGlass closes an item of the privacy officer's list. One's own is somebody else's to review, unless there is nobody.
func (d *Desk) ReviewGlass(ctx context.Context, id string, outcome access.GlassOutcome, note chart.Text) error {
	const op = "review break-glass"
	ses, err := d.at(op, chart.ActGlassReview)
	if err != nil {
		return err
	}
	s := d.standing(ses)
	i := slices.IndexFunc(s.held.Glass, func(g access.Glass) bool { return g.ID == id })
	if i < 0 {
		return chart.E(chart.NotFound, op, nil)
	}
	a := about{document: s.held.Glass[i].Document, purpose: access.Oversight, didFirst: s.held.Glass[i].Person == ses.Person().ID}
	if a.didFirst {
		if a.alone, err = d.onlyOne(ctx, ses, chart.ActGlassReview); err != nil {
			return err
		}
	}
	if _, err := d.decide(op, chart.ActGlassReview, a); err != nil {
		return err
	}
	defer d.tell()
	defer d.rules.again()
	return d.rulings.Review(ctx, ses, id, outcome, note, a.alone)
}

// onlyOne reports whether nobody but the person at the desk, of those who can sign in, could do something.
func (d *Desk) onlyOne(ctx context.Context, ses *vault.Session, action chart.Action) (bool, error) {
	others, err := d.othersMay(ctx, ses.Person().ID, action)
	return err == nil && !others, err
}

// namesOf gives everybody's display name.
func (d *Desk) namesOf(ctx context.Context) (map[chart.PersonID]string, error) {
	all, err := d.vault.People(ctx)
	out := map[chart.PersonID]string{}
	for _, p := range all {
		out[p.ID] = p.DisplayName
	}
	return out, err
}
