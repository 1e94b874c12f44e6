package wire

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// proposeEvery is how often the schedule is looked at while somebody is signed in who may order a disposal.
const proposeEvery = 24 * time.Hour

// propose looks what the schedule lets go, now and once a day, for as long as the session lives. It never disposes of anything:
// it proposes, and people order and approve. What was approved before a crash goes on.
func (d *Desk) propose(ctx context.Context, ses *vault.Session, looked chan<- struct{}) {
	if err := d.ResumeDisposals(ctx, ses); err != nil {
		d.opts.Log.WarnContext(ctx, "disposal not resumed", "kind", string(chart.KindOf(err)))
	}
	if !access.May(ses.Person(), chart.ActDispose) {
		close(looked)
		return
	}
	gone := make(chan struct{})
	ses.OnClose(func() { close(gone) })
	tick := time.NewTicker(proposeEvery)
	defer tick.Stop()
	for first := true; ; first = false {
		preview, _, err := d.preview(ctx, ses)
		if err != nil {
			d.opts.Log.WarnContext(ctx, "schedule not looked at", "kind", string(chart.KindOf(err)))
		} else {
			d.suggest(preview)
		}
		if first {
			close(looked)
		}
		select {
		case <-tick.C:
		case <-gone:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (d *Desk) suggest(p present.DisposalPreview) {
	var due present.DisposalProposal
	for _, l := range p.Go {
		switch keeps.Kind(l.Kind) {
		case keeps.KindOriginal:
			due.Originals++
		case keeps.KindChart:
			due.Charts++
		case keeps.KindRefused:
			due.Refused++
		case keeps.KindRelease:
			due.Releases++
		}
	}
	d.mu.Lock()
	d.due = due
	d.mu.Unlock()
	if due.Things() > 0 {
		d.tell()
	}
}

// told is the setting that names the day on which a person was told of a proposal.
func told(id chart.PersonID) string { return "retention.told." + string(id) }

// DisposalProposal waits for the first look at the schedule since the person came and says what may go, once a day to each person
// who may order it.
func (d *Desk) DisposalProposal(ctx context.Context) present.DisposalProposal {
	var none present.DisposalProposal
	d.mu.Lock()
	ses, looked := d.session, d.scheduled
	d.mu.Unlock()
	if ses == nil || ses.Alive() != nil || d.opts.Office || d.Damage() != nil || !access.May(ses.Person(), chart.ActDispose) {
		return none
	}
	select {
	case <-looked:
	case <-ctx.Done():
		return none
	case <-d.life.Done():
		return none
	}
	d.mu.Lock()
	due := d.due
	d.mu.Unlock()
	key, today := told(ses.Person().ID), d.opts.Now().Format(time.DateOnly)
	if was, err := d.cases.Preference(ctx, key); due.Things() == 0 || err != nil || was == today {
		return none
	}
	if d.cases.SetPreference(ctx, ses, key, today) != nil {
		return none
	}
	return due
}

var _ present.RetentionHouse = (*Desk)(nil)

// GoOnDisposing carries out what was approved and not brought to its end, for the person at the desk.
func (d *Desk) GoOnDisposing(ctx context.Context) error {
	ses, err := d.at("go on with disposal", chart.ActDisposeApprove)
	if err != nil {
		return err
	}
	return d.ResumeDisposals(ctx, ses)
}
