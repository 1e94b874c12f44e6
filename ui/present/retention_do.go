package present

import (
	"context"
	"strings"
)

// Order orders what the list shows; the person signs with the password.
func (p *RetentionPresenter) Order(password string) {
	digest := p.preview.Digest
	p.does(Say("Ordering …"), Say("Ordered. Nothing is gone before another person agrees."), func(ctx context.Context) error {
		_, err := p.house.OrderDisposal(ctx, digest, password)
		return err
	})
}

// atRun is the disposal that the form at hand is about.
func (p *RetentionPresenter) atRun() string {
	if p.snap.Place == RunPlace && p.snap.At >= 0 && p.snap.At < len(p.runs) {
		return p.runs[p.snap.At].ID
	}
	if w := p.waiting(); w != nil {
		return w.ID
	}
	return ""
}

// Approve agrees to the disposal that waits, and has it carried out.
func (p *RetentionPresenter) Approve(password, counted string) {
	id, n := p.atRun(), numberOf(counted)
	p.does(Say("Disposing …"), Say("Done. The certificate lies under Disposals."), func(ctx context.Context) error {
		_, err := p.house.ApproveDisposal(ctx, id, n, password, func(done, all int) {
			p.run.Do(func() {
				if !p.snap.Busy.Empty() {
					p.snap.Busy = Say("Disposing: {{.Done}} of {{.All}}", Data{"Done": done, "All": all})
					p.view.Render(p.snap)
				}
			})
		})
		return err
	})
}

// Cancel takes an order back.
func (p *RetentionPresenter) Cancel() {
	id := p.atRun()
	p.does(Say("Cancelling …"), Say("Cancelled. Nothing is gone."), func(ctx context.Context) error { return p.house.CancelDisposal(ctx, id) })
}

// SetHold sets a hold on the document at hand, its patient, what a search finds, or everything.
func (p *RetentionPresenter) SetHold(kind, search, matter, reason string) {
	h := NewHold{Kind: kind, Document: p.doc, Search: strings.TrimSpace(search), Matter: strings.TrimSpace(matter), Reason: strings.TrimSpace(reason)}
	switch {
	case h.Document == "" && (kind == "document" || kind == "patient"):
		p.snap.Problem = &Trouble{Say("No document is at hand."), Say("Nothing was changed."), Say("Choose a document in the queue first, or hold what a search finds.")}
	case h.Matter == "" || h.Reason == "" || kind == "search" && h.Search == "":
		p.snap.Problem = &Trouble{Say("Something is missing."), Say("Nothing was changed."), Say("A hold needs the matter's number and a reason; a search needs words.")}
	default:
		p.does(Say("Setting the hold …"), Say("The hold is set."), func(ctx context.Context) error {
			_, _, err := p.house.SetHold(ctx, h)
			return err
		})
		return
	}
	p.view.Render(p.snap)
}

func (p *RetentionPresenter) atHold() string {
	if p.snap.At >= 0 && p.snap.At < len(p.holds) {
		return p.holds[p.snap.At].ID
	}
	return ""
}

// AskRelease asks for the hold at hand to be released.
func (p *RetentionPresenter) AskRelease() {
	id := p.atHold()
	p.does(Say("Asking …"), Say("Asked. It holds on until another person agrees."), func(ctx context.Context) error { return p.house.AskHoldRelease(ctx, id) })
}

// Release agrees to release the hold at hand.
func (p *RetentionPresenter) Release(password, counted string) {
	id, n := p.atHold(), numberOf(counted)
	p.does(Say("Releasing …"), Say("The hold is released."), func(ctx context.Context) error { return p.house.ReleaseHold(ctx, id, n, password) })
}

// Keep refuses to release the hold at hand.
func (p *RetentionPresenter) Keep() {
	id := p.atHold()
	p.does(Say("Keeping the hold …"), Say("The hold goes on."), func(ctx context.Context) error { return p.house.KeepHold(ctx, id) })
}

// SetPractice says where and what the practice is.
func (p *RetentionPresenter) SetPractice(state, provider string) {
	to := RetentionPractice{State: stateOf(state), Provider: provider}
	p.does(Say("Keeping …"), Say("Kept. The state's rows wait to be confirmed."), func(ctx context.Context) error { return p.house.SetRetentionPractice(ctx, to) })
}

// ToggleProgram says that the practice takes part in a program, or not.
func (p *RetentionPresenter) ToggleProgram(name string) {
	to := RetentionPractice{State: p.table.State, Provider: p.table.Provider, Programs: map[string]bool{}}
	for _, have := range p.table.Programs {
		to.Programs[have.Name] = have.On != (have.Name == name)
	}
	p.does(Say("Keeping …"), Say("Kept. The state's rows wait to be confirmed."), func(ctx context.Context) error { return p.house.SetRetentionPractice(ctx, to) })
}

// Confirm says that the rows of the practice's state were checked.
func (p *RetentionPresenter) Confirm() {
	digest := p.table.Digest
	p.does(Say("Confirming …"), Say("The state's rows are confirmed."), func(ctx context.Context) error { return p.house.ConfirmRetention(ctx, digest) })
}

// ChangeRule gives the rule at hand the practice's own numbers; what is left empty stays the table's.
func (p *RetentionPresenter) ChangeRule(years, days, afterMajority, untilAge, reason string) {
	if p.snap.At < 0 || p.snap.At >= len(p.table.Rules) {
		return
	}
	c := RuleChange{Rule: p.table.Rules[p.snap.At].ID, Years: maybe(years), Days: maybe(days), AfterMajority: maybe(afterMajority), UntilAge: maybe(untilAge), Reason: strings.TrimSpace(reason)}
	p.does(Say("Keeping …"), Say("Kept."), func(ctx context.Context) error { return p.house.ChangeRetentionRule(ctx, c) })
}

// DropRule takes the practice's change of the rule at hand back.
func (p *RetentionPresenter) DropRule() {
	if p.snap.At < 0 || p.snap.At >= len(p.table.Rules) {
		return
	}
	c := RuleChange{Rule: p.table.Rules[p.snap.At].ID, Drop: true}
	p.does(Say("Keeping …"), Say("The table's numbers hold again."), func(ctx context.Context) error { return p.house.ChangeRetentionRule(ctx, c) })
}

// SaveCertificate writes the certificate of the disposal at hand into a folder.
func (p *RetentionPresenter) SaveCertificate(folder string) {
	id := p.atRun()
	p.does(Say("Writing …"), Say("The certificate is written."), func(ctx context.Context) error {
		return p.house.SaveCertificate(ctx, id, strings.TrimSpace(folder))
	})
}
