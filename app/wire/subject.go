package wire

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// handles gives what names the patient of a document, as keyed hashes: the record number, and name with birth date. A value that
// a person has not settled yet counts as it was read, so that a restriction holds from the first look on.
func handles(ses *vault.Session, dossier *chart.Dossier) ([]string, error) {
	of := map[chart.FieldName]string{}
	for _, f := range dossier.Document.Fields {
		if f.Cell != nil || of[f.Name] != "" {
			continue
		}
		value := f.Normalized
		if dec := dossier.Final(f.ID); dec.Verdict == chart.Corrected {
			value = dec.Value
		} else if dec.Verdict == chart.NotOnPage {
			continue
		}
		if value == "" {
			value = f.Value
		}
		of[f.Name] = plain(value.Reveal())
	}
	var names []string
	if v := of[chart.MRN]; v != "" {
		names = append(names, "mrn|"+v)
	}
	if name, born := of[chart.PatientName], of[chart.DateOfBirth]; name != "" && born != "" {
		names = append(names, "born|"+name+"|"+born)
	}
	out := make([]string, len(names))
	for i, n := range names {
		mac, err := ses.MachineMAC("patient of a restriction", []byte(n))
		if err != nil {
			return nil, err
		}
		out[i] = hex.EncodeToString(mac)
	}
	return out, nil
}

// plain keeps letters and digits, the words in order of the alphabet: "GONZALEZ, MARIA L" and "Maria L. Gonzalez" are one.
func plain(s string) string {
	words := strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 127)
	})
	slices.Sort(words)
	return strings.Join(words, " ")
}

// noteSubject keeps what names the patient of a document, where restrictions of patients stand: who sees no names is held to
// them too. That nothing names one is kept of what was settled; before, it may only not have been read.
func (d *Desk) noteSubject(ctx context.Context, ses *vault.Session, s *standing, dossier *chart.Dossier) ([]string, error) {
	names, err := handles(ses, dossier)
	have, noted := s.held.Patients[dossier.ID]
	if err != nil || noted && slices.Equal(names, have) || !noted && len(names) == 0 && !settled(dossier.State) {
		return names, err
	}
	if err := d.rulings.SetPatients(ctx, ses, map[chart.DocumentID][]string{dossier.ID: names}); err != nil {
		return nil, err
	}
	d.rules.again()
	return names, nil
}

// settled reports whether nothing of a document waits for a person any more.
func settled(s chart.State) bool {
	return s == chart.StateReady || s == chart.StateSigned || s == chart.StateSent || s == chart.StateSettled || s == chart.StateHeld
}

// renewSubject is noteSubject after a change, which may have made the document another patient's.
func (d *Desk) renewSubject(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) error {
	s := d.standing(ses)
	if !ofPatients(s.held.Restrictions) || !ses.Holds(chart.Working) {
		return nil
	}
	_, err := d.noteSubject(ctx, ses, s, dossier)
	return err
}

// noteChange renews whose chart a document is, after a change that is kept already: what goes wrong here is no reason to say that
// the change was lost. It is tried once more, and a restriction's next look at the document tries again.
func (d *Desk) noteChange(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) {
	err := d.renewSubject(ctx, ses, dossier)
	if err != nil {
		err = d.renewSubject(ctx, ses, dossier)
	}
	if err != nil {
		d.opts.Log.Error("whose chart it is was not noted", "document", dossier.ID, "kind", string(chart.KindOf(err)))
	}
}

// noteChangeOf does the same for a document that was changed without being at hand.
func (d *Desk) noteChangeOf(ctx context.Context, ses *vault.Session, id chart.DocumentID) {
	if !ofPatients(d.standing(ses).held.Restrictions) || !ses.Holds(chart.Working) {
		return
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		d.opts.Log.Error("whose chart it is was not noted", "document", id, "kind", string(chart.KindOf(err)))
		return
	}
	d.noteChange(ctx, ses, dossier)
}

// sweepAgain names the patients of what came in unnamed since the last sweep: by somebody who sees no names, or before there was a
// restriction.
func (d *Desk) sweepAgain(ctx context.Context, ses *vault.Session) {
	if ses.Holds(chart.Working) && ofPatients(d.standing(ses).held.Restrictions) {
		d.sweepPatients(ctx, ses)
	}
}

// sweepBatch is how many documents are named in one transaction.
const sweepBatch = 200

// sweepPatients names the patients of all documents that nobody has opened since a patient's restriction was recorded, so that it
// holds for who sees no names.
func (d *Desk) sweepPatients(ctx context.Context, ses *vault.Session) {
	all, err := d.cases.List(ctx, ses, casestore.Filter{})
	if err != nil {
		return
	}
	known, batch := d.standing(ses).held.Patients, map[chart.DocumentID][]string{}
	keep := func() bool {
		if len(batch) == 0 {
			return true
		}
		err := d.rulings.SetPatients(ctx, ses, batch)
		if err != nil {
			d.opts.Log.WarnContext(ctx, "patients of a restriction not kept", "kind", string(chart.KindOf(err)))
		}
		batch = map[chart.DocumentID][]string{}
		d.rules.again()
		return err == nil
	}
	for _, one := range all {
		if _, is := known[one.ID]; is || one.ID == "" {
			continue
		}
		dossier, err := d.cases.Load(ctx, ses, one.ID)
		if chart.KindOf(err) == chart.Locked || ctx.Err() != nil {
			return
		}
		if err != nil {
			continue // refused or shredded
		}
		if names, err := handles(ses, dossier); err == nil && (len(names) > 0 || settled(dossier.State)) {
			batch[one.ID] = names
		}
		if len(batch) >= sweepBatch && !keep() {
			return
		}
	}
	keep()
}
