package wire

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/rulings"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Rules says what holds, to those whose role may see it.
func (d *Desk) Rules(ctx context.Context) (present.RulesState, error) {
	ses, err := d.at("show rules", chart.ActPolicyLook)
	if err != nil {
		return present.RulesState{}, err
	}
	s := d.standing(ses)
	if s.trouble != nil {
		return present.RulesState{}, s.trouble
	}
	out := present.RulesState{Version: s.book.Version(), Release: d.rules.release.Version(), Rules: s.book.Rules(),
		Own: len(s.book.Own()) > 0, Refused: s.refused != nil, Practice: s.held.Practice}
	all, err := d.vault.People(ctx)
	if err != nil {
		return out, err
	}
	for _, p := range all {
		if s.held.Bundle != nil && p.ID == s.held.Bundle.Person && (out.Own || out.Refused) {
			out.SignedBy, out.SignedAt = p.DisplayName, s.held.Bundle.At
		}
		if p.Has(chart.Administrator) && access.May(p, chart.ActOpen) {
			out.Joined = append(out.Joined, p.DisplayName)
		}
	}
	out.Alone, err = d.onlyOne(ctx, ses, chart.ActGlassReview)
	return out, err
}

// changing asks for the password and then the rules, in this order: a rule wants the password to have been typed just now.
func (d *Desk) changing(ctx context.Context, op, password string) (*vault.Session, *vault.Pen, error) {
	ses, err := d.at(op, chart.ActPolicyLook)
	if err != nil {
		return nil, nil, err
	}
	pen, err := ses.Pen(ctx, password)
	if err != nil {
		return nil, nil, refusedPassword(err)
	}
	if _, err := d.at(op, chart.ActPolicyChange); err != nil {
		pen.Wipe()
		return nil, nil, err
	}
	return ses, pen, nil
}

// SetPractice changes hours, duties and the time of broken glass. The trail names what changed, in numbers.
func (d *Desk) SetPractice(ctx context.Context, p access.Practice, password string) error {
	ses, pen, err := d.changing(ctx, "change the practice's settings", password)
	if err != nil {
		return err
	}
	pen.Wipe()
	s := d.standing(ses)
	if s.trouble != nil {
		return s.trouble
	}
	defer d.rules.again()
	return d.rulings.SetPractice(ctx, ses, p, practiceWords(s.held.Practice, p))
}

// practiceWords are a change in the trail.
func practiceWords(was, is access.Practice) string {
	var parts []string
	for _, role := range access.Roles() {
		if a, b := hoursWord(was.Hours[role]), hoursWord(is.Hours[role]); a != b {
			parts = append(parts, fmt.Sprintf("hours=%s was=%s is=%s", role, a, b))
		}
	}
	if was.Separate != is.Separate {
		parts = append(parts, fmt.Sprintf("separate=%t", is.Separate))
	}
	if was.GlassMinutes != is.GlassMinutes {
		parts = append(parts, fmt.Sprintf("glass_minutes=%d was=%d", is.GlassMinutes, was.GlassMinutes))
	}
	if len(parts) == 0 {
		return "settings=unchanged"
	}
	return "settings=changed " + strings.Join(parts, " ")
}

func hoursWord(h access.Hours) string {
	if len(h.Days) == 0 {
		return "any"
	}
	days := slices.Clone(h.Days)
	slices.Sort(days)
	word := fmt.Sprintf("%02d:%02d-%02d:%02d/", h.From/60, h.From%60, h.Until/60, h.Until%60)
	for _, day := range days {
		word += fmt.Sprint(int(day))
	}
	return word
}

// SetOwnRules signs files of rules by the person's and the device's hand and has them hold in place of those before.
func (d *Desk) SetOwnRules(ctx context.Context, files []rulebook.File, password string) (rulebook.Change, error) {
	const op = "change the rules"
	book, err := d.rules.release.With(files)
	if err != nil {
		return rulebook.Change{}, err
	}
	ses, pen, err := d.changing(ctx, op, password)
	if err != nil {
		return rulebook.Change{}, err
	}
	defer pen.Wipe()
	s := d.standing(ses)
	if s.trouble != nil {
		return rulebook.Change{}, s.trouble
	}
	change := rulebook.Difference(s.book, book)
	device, err := d.vault.Device(ctx)
	if err != nil {
		return change, err
	}
	payload, err := json.Marshal(bundle{Workspace: device.Workspace, Was: change.Was, Is: change.Is, Files: book.Own()})
	if err != nil {
		return change, chart.E(chart.Internal, op, errors.New("the rules have no JSON"))
	}
	env, err := record.Sign(bundleType, payload, record.Signer{Role: record.RolePerson, ID: string(ses.Person().ID), Key: pen},
		record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	if err != nil {
		return change, err
	}
	signed, err := env.Marshal()
	if err != nil {
		return change, err
	}
	defer d.rules.again()
	return change, d.rulings.SetBundle(ctx, ses, rulings.Bundle{Envelope: signed}, change.Words())
}

// PastRules is a set of the practice's own rules, as it was signed at a time.
type PastRules struct {
	Text    string // by which the trail names it: "text=…" of policy.change
	By      chart.PersonID
	At      time.Time
	Was, Is string // versions of the book before and after
	Files   []rulebook.File
	Err     error // its signature does not hold
}

// RulesHistory gives every set of own rules that was ever signed here, the oldest first.
func (d *Desk) RulesHistory(ctx context.Context) ([]PastRules, error) {
	ses, err := d.at("show rules", chart.ActPolicyLook)
	if err != nil {
		return nil, err
	}
	s := d.standing(ses)
	if s.trouble != nil {
		return nil, s.trouble
	}
	out := make([]PastRules, 0, len(s.held.Past))
	for text, b := range s.held.Past {
		one := PastRules{Text: text, By: b.Person, At: b.At}
		if signed, err := d.openSigned(ctx, &b); err != nil {
			one.Err = err
		} else {
			one.Was, one.Is, one.Files = signed.Was, signed.Is, signed.Files
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, z PastRules) int { return cmp.Or(a.At.Compare(z.At), strings.Compare(a.Text, z.Text)) })
	return out, nil
}

// Restrictions gives those that stand, the newest first.
func (d *Desk) Restrictions(ctx context.Context) ([]present.RestrictionRow, error) {
	ses, err := d.at("list restrictions", chart.ActRestrict)
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
	var rows []present.RestrictionRow
	for _, r := range s.held.Restrictions {
		if !r.Ended.IsZero() {
			continue
		}
		row := present.RestrictionRow{Restriction: r, ByName: names[r.By], PersonName: names[r.Person]}
		if row.Note, err = d.rulings.Text(ctx, ses, r.ID, "note"); err != nil && chart.KindOf(err) != chart.NotFound {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, z present.RestrictionRow) int { return z.Made.Compare(a.Made) })
	return rows, nil
}

// Restrict records a restriction or a consent of a chart.
func (d *Desk) Restrict(ctx context.Context, n present.NewRestriction) error {
	const op = "record a restriction"
	ses, err := d.decide(op, chart.ActRestrict, about{document: n.Document, purpose: access.Operations})
	if err != nil {
		return err
	}
	if s := d.standing(ses); s.trouble != nil {
		return s.trouble
	}
	r := access.Restriction{Kind: n.Kind, Until: n.Until}
	switch n.Whose {
	case present.OfDocument:
		if _, err := d.rulings.ImportOf(ctx, n.Document); err != nil {
			return err
		}
		r.Document = n.Document
	case present.OfImport:
		if r.Import, err = d.rulings.ImportOf(ctx, n.Document); err != nil {
			return err
		}
	case present.OfPatient:
		if r.Patient, err = d.patientNames(ctx, ses, n.Document); err != nil {
			return err
		}
	}
	if n.Kind == access.ClosedTo {
		if r.Person, err = d.loginOf(ctx, n.Login); err != nil {
			return err
		}
	}
	if !n.Until.IsZero() && !n.Until.After(d.opts.Now()) {
		return chart.E(chart.BadInput, op, errors.New("a consent ends in the future"))
	}
	if len(n.Note.Reveal()) > access.MostReason {
		return chart.E(chart.BadInput, op, errors.New("the note is too long"))
	}
	defer d.tell()
	defer d.rules.again()
	if _, err = d.rulings.Restrict(ctx, ses, r, n.Note); err == nil && len(r.Patient) > 0 {
		d.rules.again()
		d.run(func(ctx context.Context) { d.sweepPatients(ctx, ses) })
	}
	return err
}

// patientNames gives what names the patient of a document, and finds the other documents of the same patient meanwhile.
func (d *Desk) patientNames(ctx context.Context, ses *vault.Session, id chart.DocumentID) ([]string, error) {
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	names, err := d.noteSubject(ctx, ses, d.standing(ses), dossier)
	if err == nil && len(names) == 0 {
		err = chart.E(chart.BadInput, "record a restriction", errors.New("the document names no patient: neither record number nor name with birth date"))
	}
	return names, err
}

func (d *Desk) loginOf(ctx context.Context, login string) (chart.PersonID, error) {
	all, err := d.vault.People(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range all {
		if strings.EqualFold(p.Login, strings.TrimSpace(login)) {
			return p.ID, nil
		}
	}
	return "", chart.E(chart.BadInput, "record a restriction", errors.New("nobody has this login"))
}

// Lift ends a restriction.
func (d *Desk) Lift(ctx context.Context, id string) error {
	ses, err := d.at("end a restriction", chart.ActRestrict)
	if err != nil {
		return err
	}
	defer d.tell()
	defer d.rules.again()
	return d.rulings.Lift(ctx, ses, id)
}

var (
	_ present.RulesHouse = (*Desk)(nil)
	_ present.GlassHouse = (*Desk)(nil)
	_ present.ProveHouse = (*Desk)(nil)
)
