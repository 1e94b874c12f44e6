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
// them too.
func (d *Desk) noteSubject(ctx context.Context, ses *vault.Session, s *standing, dossier *chart.Dossier) ([]string, error) {
	names, err := handles(ses, dossier)
	if err != nil || slices.Equal(names, s.held.Patients[dossier.ID]) {
		return names, err
	}
	if err := d.rulings.SetPatients(ctx, ses, map[chart.DocumentID][]string{dossier.ID: names}); err != nil {
		return nil, err
	}
	d.rules.again()
	return names, nil
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
		if one.ID == "" || known[one.ID] != nil {
			continue
		}
		dossier, err := d.cases.Load(ctx, ses, one.ID)
		if chart.KindOf(err) == chart.Locked || ctx.Err() != nil {
			return
		}
		if err != nil {
			continue // refused or shredded
		}
		if names, err := handles(ses, dossier); err == nil && len(names) > 0 {
			batch[one.ID] = names
		}
		if len(batch) >= sweepBatch && !keep() {
			return
		}
	}
	keep()
}
