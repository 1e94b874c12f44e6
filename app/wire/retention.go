package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/retention"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// plan is the table, what the practice says of itself, and the schedule that follows.
type plan struct {
	table    retention.Table
	settings retention.Settings
	version  int64
	retention.Schedule
}

func (d *Desk) plan(ctx context.Context, ses *vault.Session) (p plan, err error) {
	if p.table, err = retention.BuiltIn(); err != nil {
		return p, err
	}
	kept, version, err := d.keeps.Schedule(ctx, ses)
	if err != nil {
		return p, err
	}
	p.version = version
	if kept != nil && json.Unmarshal(kept, &p.settings) != nil {
		return p, chart.E(chart.Tampered, "read retention schedule", errors.New("malformed"))
	}
	p.Schedule, err = retention.Make(p.table, p.settings)
	return p, err
}

// keep stores other settings, after a look whether they make a schedule.
func (d *Desk) keep(ctx context.Context, ses *vault.Session, p plan, detail string) error {
	if _, err := retention.Make(p.table, p.settings); err != nil {
		return err
	}
	data, err := json.Marshal(p.settings)
	if err != nil {
		return chart.E(chart.Internal, "keep retention schedule", errors.New("no JSON"))
	}
	return d.keeps.SetSchedule(ctx, ses, p.version, data, detail)
}

// RetentionTable gives the schedule as it holds.
func (d *Desk) RetentionTable(ctx context.Context) (present.RetentionTable, error) {
	ses, err := d.at("show retention schedule", chart.ActKeeping)
	if err != nil {
		return present.RetentionTable{}, err
	}
	p, err := d.plan(ctx, ses)
	if err != nil {
		return present.RetentionTable{}, err
	}
	out := present.RetentionTable{Dated: p.table.Dated, Note: p.table.Note, State: p.settings.State, Provider: string(p.settings.Provider),
		Confirmed: p.Confirmed(), Version: p.version, Digest: p.StateDigest()}
	for code, name := range p.table.States() {
		out.States = append(out.States, present.StateName{Code: code, Name: name})
	}
	slices.SortFunc(out.States, func(a, b present.StateName) int { return strings.Compare(a.Name, b.Name) })
	printed := map[string]retention.Rule{}
	for _, r := range p.table.Rules {
		printed[r.ID] = r
		if r.Program != "" && !slices.ContainsFunc(out.Programs, func(have present.RetentionProgram) bool { return have.Name == r.Program }) {
			on, said := p.settings.Programs[r.Program]
			out.Programs = append(out.Programs, present.RetentionProgram{Name: r.Program, On: on || !said && !r.Optional})
		}
	}
	for _, r := range p.Rules() {
		c, changed := p.settings.Changes[r.ID]
		out.Rules = append(out.Rules, present.RetentionRule{ID: r.ID, Subject: string(r.Subject), State: r.State, Name: r.Name, Provider: string(r.Provider),
			Program: r.Program, Types: r.Types, From: string(r.From), Years: r.Years, Days: r.Days, MinorYears: r.MinorYears, AfterMajority: r.AfterMajority,
			UntilAge: r.UntilAge, Majority: r.Majority, Forever: r.Forever, Check: r.Check, Changed: changed, Shorter: changed && c.Shortens(printed[r.ID]),
			Source: r.Source, Note: r.Note, Reason: c.Reason})
	}
	return out, nil
}

// SetRetentionPractice says where and what the practice is. The state's row must be confirmed anew.
func (d *Desk) SetRetentionPractice(ctx context.Context, to present.RetentionPractice) error {
	ses, err := d.at("change retention schedule", chart.ActRetention)
	if err != nil {
		return err
	}
	p, err := d.plan(ctx, ses)
	if err != nil {
		return err
	}
	switch retention.Provider(to.Provider) {
	case "", retention.Practice, retention.Hospital:
	default:
		return chart.E(chart.BadInput, "change retention schedule", errors.New("no such kind of provider"))
	}
	was := p.settings
	p.settings.State, p.settings.Provider, p.settings.Confirmed = strings.ToUpper(to.State), retention.Provider(to.Provider), ""
	programs := map[string]bool{}
	for _, r := range p.table.Rules {
		if on, ok := to.Programs[r.Program]; ok && r.Program != "" {
			programs[r.Program] = on
		} else if on, ok := was.Programs[r.Program]; ok {
			programs[r.Program] = on
		}
	}
	p.settings.Programs = programs
	return d.keep(ctx, ses, p, fmt.Sprintf("state=%s was=%s provider=%s programs=%d", p.settings.State, was.State, p.settings.Provider, len(programs)))
}

// ConfirmRetention says that the rows of the practice's state were checked, as they stand under that digest.
func (d *Desk) ConfirmRetention(ctx context.Context, digest string) error {
	const op = "confirm retention schedule"
	ses, err := d.at(op, chart.ActRetention)
	if err != nil {
		return err
	}
	p, err := d.plan(ctx, ses)
	if err != nil {
		return err
	}
	if p.settings.State == "" {
		return chart.E(chart.BadState, op, errors.New("no state is set"))
	}
	if digest != p.StateDigest() {
		return chart.E(chart.Conflict, op, errors.New("the rows are others by now"))
	}
	p.settings.Confirmed = digest
	return d.keep(ctx, ses, p, fmt.Sprintf("state=%s confirmed=%s", p.settings.State, digest))
}

// ChangeRetentionRule gives one rule the practice's own numbers.
func (d *Desk) ChangeRetentionRule(ctx context.Context, c present.RuleChange) error {
	const op = "change retention rule"
	ses, err := d.at(op, chart.ActRetention)
	if err != nil {
		return err
	}
	p, err := d.plan(ctx, ses)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.table.Rules, func(r retention.Rule) bool { return r.ID == c.Rule })
	if i < 0 {
		return chart.E(chart.NotFound, op, errors.New("there is no such rule"))
	}
	changes := map[string]retention.Change{}
	for id, have := range p.settings.Changes {
		changes[id] = have
	}
	detail := "rule=" + c.Rule
	if c.Drop {
		delete(changes, c.Rule)
		detail += " back=true"
	} else {
		to := retention.Change{Years: c.Years, Days: c.Days, MinorYears: c.MinorYears, AfterMajority: c.AfterMajority, UntilAge: c.UntilAge, Reason: c.Reason}
		changes[c.Rule] = to
		detail += changeWords(to) + fmt.Sprintf(" shorter=%t", to.Shortens(p.table.Rules[i]))
	}
	p.settings.Changes = changes
	return d.keep(ctx, ses, p, detail)
}

// changeWords are the numbers of a change in the trail.
func changeWords(c retention.Change) (out string) {
	for _, n := range []struct {
		word string
		n    *int
	}{{"years", c.Years}, {"days", c.Days}, {"minor_years", c.MinorYears}, {"after_majority", c.AfterMajority}, {"until_age", c.UntilAge}} {
		if n.n != nil {
			out += fmt.Sprintf(" %s=%d", n.word, *n.n)
		}
	}
	return out
}
