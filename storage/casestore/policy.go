package casestore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// The preferences that hold the policy.
const (
	policyAccuracy  = "policy_target_accuracy"
	policySample    = "policy_sample"
	policyVigilance = "policy_vigilance"

	policyValidators = "policy_validators"
	policyWait       = "policy_validators_wait"
)

// OfPolicy reports whether a preference is part of the policy, which only SetPolicy changes.
func OfPolicy(key string) bool {
	return key == policyAccuracy || key == policySample || key == policyVigilance || key == policyValidators || key == policyWait
}

// Policy gives what the practice asks of the reading, and the default where nothing valid is kept.
func (s *Store) Policy(ctx context.Context) (chart.Policy, error) {
	p := chart.DefaultPolicy()
	for key, into := range map[string]*float64{policyAccuracy: &p.Accuracy, policySample: &p.Sample, policyVigilance: &p.Vigilance} {
		v, err := s.Preference(ctx, key)
		if err != nil {
			return chart.DefaultPolicy(), err
		}
		if v == "" {
			continue
		}
		if n, bad := strconv.ParseFloat(v, 64); bad == nil {
			*into = n
		} else {
			*into = -1 // no policy that there is
		}
	}
	if !p.Valid() {
		p = chart.DefaultPolicy()
	}
	return p, nil
}

// SetPolicy changes the policy. The trail names what it was and what it is.
func (s *Store) SetPolicy(ctx context.Context, ses *vault.Session, p chart.Policy) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	if !p.Valid() {
		return chart.E(chart.BadInput, "change policy", errors.New("no such policy"))
	}
	was, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for key, v := range map[string]float64{policyAccuracy: p.Accuracy, policySample: p.Sample, policyVigilance: p.Vigilance} {
			if err := tx.Exec(`INSERT INTO preference (key, value) VALUES (?, ?)
				ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, strconv.FormatFloat(v, 'g', -1, 64)); err != nil {
				return err
			}
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID,
			Detail: fmt.Sprintf("policy=reading target_accuracy=%g sample=%g vigilance=%g was_accuracy=%g was_sample=%g was_vigilance=%g",
				p.Accuracy, p.Sample, p.Vigilance, was.Accuracy, was.Sample, was.Vigilance)})
	})
}

// lookPolicy reads who validates high-risk fields. What is not there or cannot be is the default, which asks for most.
func lookPolicy(tx *sqlitedb.Tx) (chart.LookPolicy, error) {
	p := chart.DefaultLookPolicy()
	for key, set := range map[string]func(string){
		policyValidators: func(v string) { p.Who = chart.Validators(v) },
		policyWait:       func(v string) { p.Wait, _ = time.ParseDuration(v) },
	} {
		var v string
		switch err := tx.Row(`SELECT value FROM preference WHERE key = ?`, []any{key}, &v); chart.KindOf(err) {
		case "":
			set(v)
		case chart.NotFound:
		default:
			return chart.DefaultLookPolicy(), err
		}
	}
	if !p.Valid() {
		p = chart.DefaultLookPolicy()
	}
	return p, nil
}

// LookPolicy gives who validates high-risk fields, and the default where nothing valid is kept.
func (s *Store) LookPolicy(ctx context.Context) (p chart.LookPolicy, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		p, err = lookPolicy(tx)
		return err
	})
	return p, err
}

// SetLookPolicy changes it. The trail names what it was and what it is.
func (s *Store) SetLookPolicy(ctx context.Context, ses *vault.Session, p chart.LookPolicy) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	if !p.Valid() {
		return chart.E(chart.BadInput, "change policy", errors.New("no such policy"))
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		was, err := lookPolicy(tx)
		if err != nil {
			return err
		}
		for key, v := range map[string]string{policyValidators: string(p.Who), policyWait: p.Wait.String()} {
			if err := tx.Exec(`INSERT INTO preference (key, value) VALUES (?, ?)
				ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, v); err != nil {
				return err
			}
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActValidators, Person: ses.Person().ID,
			Detail: fmt.Sprintf("validators=%s wait=%s was=%s was_wait=%s", p.Who, p.Wait, was.Who, was.Wait)})
	})
}
