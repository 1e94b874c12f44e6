package casestore

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// The preferences that hold the policy.
const (
	policyAccuracy = "policy_target_accuracy"
	policySample   = "policy_sample"
)

// OfPolicy reports whether a preference is part of the policy, which only SetPolicy changes.
func OfPolicy(key string) bool { return key == policyAccuracy || key == policySample }

// Policy gives what the practice asks of the reading, and the default where nothing valid is kept.
func (s *Store) Policy(ctx context.Context) (chart.Policy, error) {
	p := chart.DefaultPolicy()
	for key, into := range map[string]*float64{policyAccuracy: &p.Accuracy, policySample: &p.Sample} {
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
			*into = 0 // no policy that there is
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
		for key, v := range map[string]float64{policyAccuracy: p.Accuracy, policySample: p.Sample} {
			if err := tx.Exec(`INSERT INTO preference (key, value) VALUES (?, ?)
				ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, strconv.FormatFloat(v, 'g', -1, 64)); err != nil {
				return err
			}
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID,
			Detail: fmt.Sprintf("policy=reading target_accuracy=%g sample=%g was_accuracy=%g was_sample=%g", p.Accuracy, p.Sample, was.Accuracy, was.Sample)})
	})
}
