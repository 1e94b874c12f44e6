package wire

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/recovery"
	"chartproof.org/chartproof/ui/present"
)

// What commands, which know no screens, call the parts of a recovery.
type (
	RecoveryShare = present.RecoveryShare
	ShareRead     = present.ShareRead
	Newcomer      = present.NewColleague
	Enrolment     = present.Enrolment
)

// The shape of a recovery share on paper.
const (
	ShareLines = present.ShareLines
	MaxShares  = present.MaxShares
)

// RecoverySet gives the recovery set in force; one that was never made has the zero time.
func (d *Desk) RecoverySet(ctx context.Context) (present.RecoverySet, error) {
	if _, err := d.at("read recovery set", chart.ActKeyList); err != nil {
		return present.RecoverySet{}, err
	}
	s, err := d.vault.RecoverySet(ctx)
	if chart.KindOf(err) == chart.NotFound {
		return present.RecoverySet{}, nil
	} else if err != nil {
		return present.RecoverySet{}, err
	}
	return present.RecoverySet{Mark: s.Mark.String(), Needs: s.Needs, Shares: s.Shares, Made: s.Made, Rehearsed: s.Rehearsed,
		Due: s.Due(d.opts.Now()), Missing: s.Missing}, nil
}

// MakeRecoverySet makes shares that open everything, for whoever holds everything already. They are shown once.
func (d *Desk) MakeRecoverySet(ctx context.Context, password string, needs, shares int) ([]present.RecoveryShare, error) {
	ses, err := d.at("make recovery set", chart.ActRecoverySet)
	if err != nil {
		return nil, err
	}
	set, err := ses.NewRecoverySet(ctx, password, needs, shares)
	if err != nil {
		return nil, err
	}
	d.DropRecoverySet()
	ses.OnClose(set.Drop) // whoever locks the desk or leaves does not leave shares on it
	d.mu.Lock()
	d.sharing = set
	d.mu.Unlock()
	var out []present.RecoveryShare
	for _, c := range set.Cards {
		out = append(out, present.RecoveryShare{Number: c.Number(), Lines: c.Words(), Text: recovery.Text(c, set.About), PDF: recovery.PDF(c, set.About)})
	}
	return out, nil
}

// ConfirmRecoverySet puts the set in force once the last line of every share was typed from paper.
func (d *Desk) ConfirmRecoverySet(ctx context.Context, lastLines []string) error {
	const op = "confirm recovery set"
	if _, err := d.at(op, chart.ActRecoverySet); err != nil {
		return err
	}
	d.mu.Lock()
	set := d.sharing
	d.mu.Unlock()
	if set == nil {
		return chart.E(chart.BadState, op, errors.New("no shares were made"))
	}
	if err := set.Confirm(ctx, lastLines); err != nil {
		return err
	}
	d.DropRecoverySet()
	return nil
}

// SaveRecoveryPage writes the page of a share that was not confirmed yet into a folder. It writes over nothing.
func (d *Desk) SaveRecoveryPage(_ context.Context, folder string, number int) error {
	const op = "save page of share"
	if _, err := d.at(op, chart.ActRecoverySet); err != nil {
		return err
	}
	d.mu.Lock()
	set := d.sharing
	d.mu.Unlock()
	if set == nil || number < 1 || number > len(set.Cards) {
		return chart.E(chart.BadState, op, errors.New("no such share was made"))
	}
	f, err := os.OpenFile(filepath.Join(folder, "recovery-share-"+strconv.Itoa(number)+".pdf"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return chart.E(chart.Conflict, op, errors.New("a page of this name is there"))
	case err != nil:
		return chart.E(chart.BadInput, op, sqlitedb.Bare(err))
	}
	_, err = f.Write(recovery.PDF(set.Cards[number-1], set.About))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return chart.E(chart.BadInput, op, sqlitedb.Bare(err))
	}
	return nil
}

// DropRecoverySet forgets shares that were not confirmed.
func (d *Desk) DropRecoverySet() {
	d.mu.Lock()
	set := d.sharing
	d.sharing = nil
	d.mu.Unlock()
	if set != nil {
		set.Drop()
	}
}

// CheckShareLine checks one line of a share as it is typed.
func (d *Desk) CheckShareLine(line int, typed string) error { return recovery.ParseLine(line, typed) }

// ShareWords gives the words of a share that begin like this.
func (d *Desk) ShareWords(begin string) []string { return recovery.Begin(begin) }

// ReadShare checks a whole share and gives what it says of itself.
func (d *Desk) ReadShare(lines []string) (present.ShareRead, error) {
	c, err := recovery.Parse(lines)
	if err != nil {
		return present.ShareRead{}, err
	}
	defer c.Wipe()
	return present.ShareRead{Number: c.Number(), Needs: c.Needs, Mark: c.Set.String()}, nil
}

func typedKey(shares [][]string) (k vault.RecoveryKey, err error) {
	for i, lines := range shares {
		c, err := recovery.Parse(lines)
		if err != nil {
			return k, recovery.At(i+1, err)
		}
		k.Cards = append(k.Cards, c)
	}
	return k, nil
}

// RehearsalType is the payload type of the statement of a recovery rehearsal.
const RehearsalType = "application/vnd.chartproof.recovery-rehearsal.v1+json"

// RehearsalStatement is what a person and the device sign after a rehearsal.
type RehearsalStatement struct {
	Schema    string    `json:"schema"` // chartproof.recovery-rehearsal/1
	Workspace string    `json:"workspace"`
	Practice  string    `json:"practice"`
	Set       string    `json:"set"`
	Mark      string    `json:"mark"`
	Needs     int       `json:"needs"`
	Shares    int       `json:"shares"`
	Used      []int     `json:"used"`   // numbers of the shares that were typed
	Zones     int       `json:"zones"`  // zone keys that opened and fit
	Months    int       `json:"months"` // secrets of months that opened and fit
	Lost      int       `json:"lost"`   // months that no share opens, because the keyring had lost them
	At        time.Time `json:"at"`
	Program   string    `json:"program"`
}

// RehearseRecovery proves that the shares open everything, signs a statement of it as person and device, and keeps it.
func (d *Desk) RehearseRecovery(ctx context.Context, password string, shares [][]string) (out present.RecoveryProof, err error) {
	ses, err := d.at("rehearse recovery", chart.ActRecoveryTry)
	if err != nil {
		return out, err
	}
	pen, err := ses.Pen(ctx, password)
	if err != nil {
		return out, err
	}
	defer pen.Wipe()
	k, err := typedKey(shares)
	if err != nil {
		return out, err
	}
	r, err := ses.RehearseRecovery(ctx, k)
	if err != nil {
		return out, err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return out, err
	}
	mark := k.Cards[0].Set.String()
	payload, err := json.Marshal(RehearsalStatement{Schema: "chartproof.recovery-rehearsal/1", Workspace: device.Workspace, Practice: device.Practice,
		Set: r.Set, Mark: mark, Needs: r.Needs, Shares: r.Shares, Used: r.Used, Zones: r.Zones, Months: r.Months, Lost: r.Lost, At: r.At.UTC(), Program: d.program})
	if err != nil {
		return out, chart.E(chart.Internal, "state rehearsal", err)
	}
	env, err := record.Sign(RehearsalType, payload, record.Signer{Role: record.RolePerson, ID: string(ses.Person().ID), Key: pen},
		record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	if err != nil {
		return out, err
	}
	statement, err := env.Marshal()
	if err != nil {
		return out, chart.E(chart.Internal, "state rehearsal", err)
	}
	return present.RecoveryProof{Mark: mark, Used: r.Used, Zones: r.Zones, Months: r.Months, Lost: r.Lost, At: r.At, Statement: statement},
		ses.KeepRehearsal(ctx, r, statement)
}

// ReadRehearsal checks the signatures of a statement and gives what it says, with the keys that signed.
func ReadRehearsal(data []byte) (s RehearsalStatement, signers []record.Key, err error) {
	env, err := record.ParseEnvelope(data)
	if err != nil {
		return s, nil, err
	}
	if signers, err = env.Signers(RehearsalType); err != nil {
		return s, nil, err
	}
	if err := json.Unmarshal(env.Payload, &s); err != nil || s.Schema != "chartproof.recovery-rehearsal/1" {
		return s, nil, chart.E(chart.BadInput, "read rehearsal", errors.New("this is no statement of a rehearsal"))
	}
	return s, signers, nil
}
