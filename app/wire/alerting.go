package wire

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/storage/audit"
)

// raised reads all alerts out of the trail, the newest first.
func (d *Desk) raised(ctx context.Context) ([]trail.Raised, error) {
	entries, err := d.trail.Entries(ctx, audit.Filter{Actions: []chart.Action{chart.ActAlert, chart.ActAlertDone}})
	if err != nil {
		return nil, err
	}
	return trail.Alerts(entries), nil
}

// OpenAlerts is how many alerts nobody has acknowledged yet: for the banner, to whose role may read the trail; 0 to everybody else.
// It is no look at the trail and leaves no entry.
func (d *Desk) OpenAlerts(ctx context.Context) (open, grave int, err error) {
	ses, err := d.at("count alerts", chart.ActSignOut)
	if err != nil {
		return 0, 0, err
	}
	if !access.SeesTrail(ses.Person()) {
		return 0, 0, nil
	}
	all, err := d.raised(ctx)
	for _, a := range all {
		if a.Done {
			continue
		}
		if open++; a.Severity == "high" {
			grave++
		}
	}
	return open, grave, err
}

// Alerts lists the alerts, the newest first, and writes that somebody looked.
func (d *Desk) Alerts(ctx context.Context) ([]trail.Raised, error) {
	ses, err := d.at("list alerts", chart.ActTrailRead)
	if err != nil {
		return nil, err
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "alerts", nil); err != nil {
		return nil, err
	}
	return d.raised(ctx)
}

// Acknowledge says that an alert was dealt with, and what was found. Nobody acknowledges an alert about himself where somebody else
// can: the rule of two who look.
func (d *Desk) Acknowledge(ctx context.Context, alert int64, note chart.Text) error {
	const op = "acknowledge alert"
	ses, err := d.at(op, chart.ActAlertDone)
	if err != nil {
		return err
	}
	all, err := d.raised(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Index != alert || a.Person != ses.Person().ID {
			continue
		}
		others, err := d.othersMay(ctx, ses.Person().ID, chart.ActAlertDone)
		if err != nil {
			return err
		}
		if others {
			return chart.E(chart.NotAllowed, op, errors.New("the alert is about you: a colleague acknowledges it"))
		}
	}
	if err := d.alerts.Acknowledge(ctx, ses, alert, note); err != nil {
		return err
	}
	d.mu.Lock()
	r := d.relay
	d.mu.Unlock()
	if r != nil { // where the alert is about the trail, the hub waits for this
		r.Wake()
	}
	d.tell()
	return nil
}

// othersMay reports whether somebody else who can sign in may take the action: a disabled login gives no second pair of eyes.
func (d *Desk) othersMay(ctx context.Context, me chart.PersonID, action chart.Action) (bool, error) {
	roster, err := d.vault.Roster(ctx)
	for _, s := range roster {
		if s.Person.ID != me && !s.Disabled && access.May(s.Person, action) {
			return true, err
		}
	}
	return false, err
}

// AlertNote opens what somebody wrote about an alert.
func (d *Desk) AlertNote(ctx context.Context, id string) (chart.Text, error) {
	ses, err := d.at("read an alert's note", chart.ActTrailRead)
	if err != nil {
		return "", err
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "alert_note", nil); err != nil {
		return "", err
	}
	return d.alerts.Note(ctx, ses, id)
}

// AlertRules gives the rules that hold, and whether they are the practice's own.
func (d *Desk) AlertRules(ctx context.Context) (rules trail.Rules, own bool, err error) {
	if _, err := d.at("read alert rules", chart.ActTrailRead); err != nil {
		if _, also := d.at("read alert rules", chart.ActRules); also != nil {
			return trail.Rules{}, false, err
		}
	}
	file, err := d.alerts.Rules(ctx)
	return d.alarm.held(), file != nil, err
}

// SetAlertRules makes a rule file hold from now on, or with nil those of the release.
func (d *Desk) SetAlertRules(ctx context.Context, file []byte) error {
	ses, err := d.at("change alert rules", chart.ActRules)
	if err != nil {
		return err
	}
	rules, err := trail.ReleaseRules()
	if file != nil {
		rules, err = trail.ParseRules(file)
	}
	if err != nil {
		return fmt.Errorf("change alert rules: %w", err)
	}
	if err := d.alerts.SetRules(ctx, ses, file, ruleWords(d.alarm.held(), rules)); err != nil {
		return err
	}
	d.alarm.use(rules)
	return nil
}
