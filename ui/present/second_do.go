package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

type lookOpened struct {
	work  LookWork
	field chart.FieldID
	draft chart.Text
}

// Open shows a document that waits for a look.
func (p *SecondPresenter) Open(id chart.DocumentID) { p.open(id, nil) }

// open shows a document, and with it what after makes of how it stands now.
func (p *SecondPresenter) open(id chart.DocumentID, after func(LookWork) Trouble) {
	seal := p.leave()
	p.forget()
	p.id, p.phase = id, SecondLoading
	p.render()
	load := p.loads
	async(p.run, func(ctx context.Context) (lookOpened, error) {
		var o lookOpened
		if err := seal(ctx); err != nil {
			return o, err
		}
		var err error
		if o.work, err = p.house.OpenLook(ctx, id); err != nil {
			return o, err
		}
		if o.field, o.draft, err = p.house.Draft(ctx, id); err != nil { // a lost draft keeps nobody from work
			o.field, o.draft = "", ""
		}
		return o, nil
	}, func(o lookOpened, err error) {
		if load != p.loads {
			return
		}
		if err != nil {
			p.phase, p.problem = SecondFailed, ptr(TroubleOf(err))
			p.render()
			return
		}
		p.take(o.work)
		if after != nil {
			p.problem = ptr(after(o.work))
			p.render()
		}
		if p.phase == SecondOpen && o.field == p.work.Field.ID && o.draft != "" {
			p.typed, p.notice = o.draft, Say("What you had typed is back. Enter keeps it.")
			p.stamp++
			p.render()
		}
	})
}

// take shows what comes next.
func (p *SecondPresenter) take(w LookWork) {
	before := p.work.Field
	same := before != nil && w.Field != nil && before.ID == w.Field.ID
	p.work, p.busy, p.problem = w, false, nil
	switch {
	case w.Field != nil:
		p.phase = SecondOpen
	case w.State.StepOf() == "" || p.done > 0 && !w.Waits.Mine:
		p.phase = SecondDone
	default:
		p.phase = SecondWaits
	}
	if p.phase != SecondOpen {
		p.drop()
		p.until(w.Waits.From)
		p.render()
		return
	}
	if !same {
		p.typed, p.mark, p.warned, p.warn, p.notice = "", "", false, Line{}, Line{}
		p.stamp++
		if n := w.Field.Page; n > 0 || p.page == 0 {
			p.page = max(n, 0)
			if p.page == 0 && len(w.Pages) > 0 {
				p.page = w.Pages[0].Number
			}
		}
		p.glance++
	}
	p.render()
	p.loadPage()
}

// Typed is told what stands in the entry.
func (p *SecondPresenter) Typed(text string) {
	if p.phase != SecondOpen || p.busy || len(p.work.Field.Choices) > 0 {
		return
	}
	p.typed, p.mark, p.warned, p.warn, p.notice = chart.Text(text), "", false, Line{}, Line{}
	p.render()
}

// Mark says that the field is not on the page and, pressed again, that it cannot be read; Enter then goes on.
func (p *SecondPresenter) Mark() {
	if p.phase != SecondOpen || p.busy || len(p.work.Field.Choices) > 0 {
		return
	}
	if p.mark == chart.NotOnPage {
		p.mark = chart.CantRead
	} else {
		p.mark = chart.NotOnPage
	}
	p.typed, p.warn, p.notice = "", Line{}, Say("Enter goes on. F3 again changes it; typing takes it back.")
	p.stamp++
	p.render()
}

// GoOn says what the person sees and goes on; there is no way back.
func (p *SecondPresenter) GoOn() {
	if p.busy {
		return
	}
	switch p.phase {
	case SecondWaits, SecondDone:
		if p.o.Next != nil {
			p.o.Next(p.id)
		}
		return
	case SecondOpen:
	default:
		return
	}
	f := p.work.Field
	if len(f.Choices) > 0 {
		p.say(Say("Choose with the number before the value."))
		return
	}
	t := LookTyped{Field: f.ID, Verdict: p.mark, Value: chart.Text(review.Tidy(p.typed.Reveal()))}
	switch {
	case p.mark != "":
		t.Value = ""
	case t.Value == "":
		p.say(Say("Type what you see; F3 says that it is not on the page."))
		return
	default:
		t.Verdict = chart.Confirmed
		if p.o.Check != nil && !p.warned {
			if _, ok := p.o.Check(f.Name, t.Value.Reveal()); !ok {
				p.warned, p.warn = true, Say("It does not pass its check. Enter again keeps it as typed.")
				p.render()
				return
			}
		}
	}
	p.ask(true, func(ctx context.Context, id chart.DocumentID, version int64) (LookWork, error) {
		return p.house.TakeLook(ctx, id, version, t)
	})
}

// ShowValues shows a third person the values among which to choose.
func (p *SecondPresenter) ShowValues() {
	if p.phase != SecondOpen || p.busy || p.work.Waits.Step != chart.ThirdLook || len(p.work.Field.Choices) > 0 {
		return
	}
	field := p.work.Field.ID
	p.ask(false, func(ctx context.Context, id chart.DocumentID, version int64) (LookWork, error) {
		return p.house.ShowValues(ctx, id, version, field)
	})
}

// Choose takes one of the choices, counted from 1.
func (p *SecondPresenter) Choose(n int) {
	if p.phase != SecondOpen || p.busy || n < 1 || n > len(p.work.Field.Choices) {
		return
	}
	field := p.work.Field.ID
	p.ask(true, func(ctx context.Context, id chart.DocumentID, version int64) (LookWork, error) {
		return p.house.ChooseLook(ctx, id, version, field, n-1)
	})
}

// ask sends a look and shows what comes next. settles says that the field is done with when another comes.
func (p *SecondPresenter) ask(settles bool, do func(context.Context, chart.DocumentID, int64) (LookWork, error)) {
	p.busy, p.problem = true, nil
	p.render()
	load, id, version, field := p.loads, p.id, p.work.Version, p.work.Field.ID
	done := p.done
	async(p.run, func(ctx context.Context) (LookWork, error) { return do(ctx, id, version) }, func(w LookWork, err error) {
		if load != p.loads {
			return
		}
		if err != nil {
			p.failed(err)
			return
		}
		if settles && (w.Field == nil || w.Field.ID != field) {
			p.done = done + 1
		}
		p.take(w)
	})
}

func (p *SecondPresenter) failed(err error) {
	p.busy = false
	t := TroubleOf(err)
	switch chart.KindOf(err) {
	case chart.Conflict, chart.Held, chart.BadState:
		version := p.work.Version
		p.open(p.id, func(now LookWork) Trouble {
			if now.Version == version { // nobody went on: somebody holds it, or it is too soon
				return t
			}
			return Trouble{Happened: Say("Somebody else went on with this document first."), Safe: Say("What you said of the fields before this one is kept."),
				Do: Say("It is shown as it stands now; go on from there.")}
		})
		return
	}
	p.problem = &t
	p.render()
}

// TakeBack ends the waiting, so that the first pass can be changed.
func (p *SecondPresenter) TakeBack() {
	if p.busy || p.phase != SecondWaits && (p.phase != SecondOpen || !p.work.Waits.First) {
		return
	}
	p.busy = true
	p.render()
	load, id, version := p.loads, p.id, p.work.Version
	async(p.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.house.TakeBack(ctx, id, version) },
		func(_ struct{}, err error) {
			switch {
			case load != p.loads:
			case err != nil:
				p.failed(err)
			case p.o.Sign != nil:
				p.busy = false
				p.o.Sign(id)
			}
		})
}

// Sign opens the document for signing once all looks agree.
func (p *SecondPresenter) Sign() {
	if p.phase == SecondDone && p.work.State == chart.StateReady && p.o.Sign != nil {
		p.o.Sign(p.id)
	}
}

// Dismiss takes the trouble away.
func (p *SecondPresenter) Dismiss() {
	p.problem = nil
	p.render()
}

func (p *SecondPresenter) say(l Line) {
	p.notice = l
	p.render()
}

// Sealer takes what is half typed off the screen and gives what seals it; the screen is blank when it returns.
func (p *SecondPresenter) Sealer() Sealer {
	seal := p.leave()
	p.forget()
	p.render()
	return seal
}

// Close leaves the document; what is half typed is sealed for the same person.
func (p *SecondPresenter) Close() {
	seal := p.Sealer()
	p.run.Go(func(ctx context.Context) { _ = seal(ctx) })
}

func (p *SecondPresenter) leave() Sealer {
	if p.phase != SecondOpen || p.typed == "" || p.work.Field == nil {
		return func(context.Context) error { return nil }
	}
	id, field, text := p.id, p.work.Field.ID, p.typed
	return func(ctx context.Context) error { return p.house.SaveDraft(ctx, id, field, text) }
}

// forget drops everything of the chart.
func (p *SecondPresenter) forget() {
	p.sleep()
	p.loads++
	p.id, p.phase, p.problem, p.notice, p.busy, p.work, p.done = "", SecondEmpty, nil, Line{}, false, LookWork{}, 0
	p.drop()
}

// drop drops what is typed and the pages.
func (p *SecondPresenter) drop() {
	p.typed, p.mark, p.warned, p.warn, p.page, p.whole = "", "", false, Line{}, 0, false
	p.sheets, p.missing, p.turned = nil, nil, nil
	p.stamp++
}
