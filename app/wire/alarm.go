package wire

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// alarm holds the trail to the alert rules, entry by entry, in the entry's own transaction.
type alarm struct {
	log    *audit.Log
	struck func() // called once an alert is durable

	mu    sync.Mutex
	rules trail.Rules
}

// watchTrail has the alert rules look at every entry from now on: those of the practice, or of the release.
func (d *Desk) watchTrail(ctx context.Context) error {
	rules, err := trail.ReleaseRules()
	if err != nil {
		return err
	}
	d.alarm = &alarm{log: d.trail, struck: d.tell, rules: rules}
	file, err := d.alerts.Rules(ctx)
	if err != nil {
		return err
	}
	if file != nil {
		own, err := trail.ParseRules(file)
		if err != nil { // those of the release watch then: nothing goes unwatched
			d.opts.Log.WarnContext(ctx, "the practice's alert rules are not readable", "kind", string(chart.KindOf(err)))
		} else {
			d.alarm.use(own)
		}
	}
	d.trail.Locate(address())
	d.trail.OnEntry(func(tx *sqlitedb.Tx, e chart.AuditEntry) ([]chart.AuditEntry, error) { return d.alarm.look(tx, e, nil) })
	return nil
}

func (a *alarm) use(r trail.Rules) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rules = r
}

func (a *alarm) held() trail.Rules {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.rules
}

func (a *alarm) look(tx *sqlitedb.Tx, e chart.AuditEntry, lists []string) ([]chart.AuditEntry, error) {
	more, err := a.held().Judge(e, time.Local, lists, past{tx, a.log})
	if err == nil && len(more) > 0 {
		tx.OnCommit(a.struck)
	}
	return more, err
}

// past fits the trail to what rules ask.
type past struct {
	tx  *sqlitedb.Tx
	log *audit.Log
}

func (p past) Count(q trail.Query) (entries, documents int, err error) {
	return p.log.Count(p.tx, audit.Recent{Person: q.Person, Actions: q.Exact, Covers: q.Covers, Decision: q.Decision, Since: q.Since})
}

func (p past) Alerted(rule string, c trail.Cause, since time.Time) (bool, error) {
	return p.log.Find(p.tx, chart.ActAlert, since, func(e chart.AuditEntry) bool {
		return chart.MachineWord(e.Detail, "rule") == rule && e.Person == c.Person && e.Document == c.Document
	})
}

func (p past) Newest() (time.Time, error) { return p.log.NewestTime(p.tx) }

// relative raises the alert of a chart whose patient bears the surname of the person who opened it. The names are compared as
// keyed hashes, right after the chart was opened; neither of them goes anywhere.
func (d *Desk) relative(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) error {
	who := ses.Person()
	own := surname(who.DisplayName)
	if own == "" {
		return nil
	}
	mine, err := ses.MachineMAC("surname of a relative", []byte(own))
	if err != nil {
		return err
	}
	for _, f := range dossier.Document.Fields {
		if f.Name != chart.PatientName || f.Cell != nil {
			continue
		}
		value := f.Normalized
		if dec := dossier.Final(f.ID); dec.Verdict == chart.Corrected {
			value = dec.Value
		}
		theirs, err := ses.MachineMAC("surname of a relative", []byte(surname(value.Reveal())))
		if err != nil {
			return err
		}
		if string(theirs) != string(mine) {
			continue
		}
		return d.db.Write(ctx, func(tx *sqlitedb.Tx) error {
			last, err := d.trail.Last(tx)
			if err != nil {
				return err
			}
			e := chart.AuditEntry{Index: last, Action: chart.ActOpen, Person: who.ID, Document: dossier.ID, At: d.opts.Now()}
			more, err := d.alarm.look(tx, e, []string{trail.Family})
			if err != nil {
				return err
			}
			for _, one := range more {
				if _, err := d.trail.Append(tx, one); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return nil
}

// surname gives the family name of "GONZALEZ, MARIA L" or "Maria L. Gonzalez" in the one form that is compared.
func surname(name string) string {
	family, _, found := strings.Cut(name, ",")
	if !found {
		words := strings.Fields(name)
		if len(words) == 0 {
			return ""
		}
		family = words[len(words)-1]
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\'' || r == '.' {
			return -1
		}
		return r
	}, strings.ToUpper(family))
}

// ruleWords say what changed from one set of rules to another, in ids.
func ruleWords(was, is trail.Rules) string {
	before, after := map[string]trail.Rule{}, map[string]trail.Rule{}
	for _, r := range was.Rules {
		before[r.ID] = r
	}
	for _, r := range is.Rules {
		after[r.ID] = r
	}
	var added, removed, changed []string
	for _, r := range is.Rules {
		if old, ok := before[r.ID]; !ok {
			added = append(added, r.ID)
		} else if fmt.Sprintf("%+v", old) != fmt.Sprintf("%+v", r) {
			changed = append(changed, r.ID)
		}
	}
	for _, r := range was.Rules {
		if _, ok := after[r.ID]; !ok {
			removed = append(removed, r.ID)
		}
	}
	var words []string
	for _, w := range []struct {
		name string
		ids  []string
	}{{"added", added}, {"removed", removed}, {"changed", changed}} {
		if len(w.ids) > 0 {
			words = append(words, w.name+"="+strings.Join(w.ids, ","))
		}
	}
	return strings.Join(words, " ")
}
