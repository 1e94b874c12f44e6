package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// askState is what is being written to a colleague.
type askState struct {
	to      int  // among the others; -1: whoever comes
	whole   bool // the whole document, not the field at hand
	answers chart.Note
}

// AskSnapshot is the panel that writes to a colleague.
type AskSnapshot struct {
	To     Line // "Anybody", or a name
	More   bool // the up and down keys choose another
	Whole  bool
	Answer Line // the question that is answered; empty: it is a question
}

// ReviewNote is what somebody wrote about the document.
type ReviewNote struct {
	Who, About, When Line
	Text             string
	Waits            bool // for this person
}

// others are the colleagues whom a question may go to.
func (p *ReviewPresenter) others() []chart.Person {
	return slices.DeleteFunc(slices.Clone(p.with.peers), func(o chart.Person) bool { return o.ID == p.person.ID })
}

// Ask opens the question to a colleague, or the answer to one that waits at the field at hand; HandOver sends it.
func (p *ReviewPresenter) Ask() {
	d := p.standing()
	f, ok := p.at(d)
	if !ok || !p.canDecide(d, f) {
		return
	}
	p.ask = askState{to: -1}
	for _, n := range p.with.notes {
		if n.Kind == chart.NoteQuestion && n.Waits(p.person.ID) && n.Field == f.ID {
			p.ask.answers = n
		}
	}
	p.mode, p.notice = ModeHandOver, Line{}
	p.render()
}

// AskTo goes through the colleagues whom it may go to.
func (p *ReviewPresenter) AskTo(by int) {
	if n := len(p.others()) + 1; p.mode == ModeHandOver && p.ask.answers.ID == "" {
		p.ask.to = ((p.ask.to+1+by)%n+n)%n - 1
		p.render()
	}
}

// AskWhole hands over the whole document instead of asking about the field at hand, or the other way round.
func (p *ReviewPresenter) AskWhole() {
	if p.mode == ModeHandOver && p.ask.answers.ID == "" && p.o.Desk != nil {
		p.ask.whole = !p.ask.whole
		p.render()
	}
}

func (p *ReviewPresenter) askSnapshot() AskSnapshot {
	s := AskSnapshot{To: Say("Anybody"), More: len(p.others()) > 0, Whole: p.ask.whole}
	if who := p.askedPerson(); who.ID != "" {
		s.To = Say("{{.Name}}", Data{"Name": who.DisplayName})
	}
	if n := p.ask.answers; n.ID != "" {
		s.Answer = Say("{{.Name}} asks: {{.Note}}", Data{"Name": p.nameOf(n.From), "Note": n.Text.Reveal()})
	}
	return s
}

func (p *ReviewPresenter) askedPerson() chart.Person {
	if all := p.others(); p.ask.to >= 0 && p.ask.to < len(all) {
		return all[p.ask.to]
	}
	return chart.Person{}
}

// HandOver sends what was written: an answer, a question about the field at hand, or the whole document.
func (p *ReviewPresenter) HandOver(text string) {
	d := p.standing()
	f, ok := p.at(d)
	if p.mode != ModeHandOver || !ok || !p.canDecide(d, f) {
		return
	}
	p.mode = ModeFields
	n := chart.Note{Document: p.id, Kind: chart.NoteQuestion, To: p.askedPerson().ID, Field: f.ID, Text: chart.Text(review.Tidy(text))}
	switch {
	case p.ask.answers.ID != "":
		n.Kind, n.Answers, n.To = chart.NoteAnswer, p.ask.answers.ID, p.ask.answers.From
		p.send(n, func() {
			p.say(Say("Answered. {{.Name}} sees it at the document.", Data{"Name": p.nameOf(n.To)}))
		})
	case p.ask.whole:
		n.Kind = chart.NoteHanded
		p.send(n, p.handedOver)
	default:
		dec := p.desk().HandOver(f, n.Text)
		dec.Value = review.Current(d, f)
		if p.o.Desk == nil {
			p.decide(d, dec, true)
			return
		}
		p.decideBy(d, dec, true, p.asking(dec, n))
	}
}

// asking keeps a question with the decision that gives its field away, and then shows it among the notes.
func (p *ReviewPresenter) asking(dec chart.Decision, n chart.Note) sendDecision {
	desk, load := p.o.Desk, p.loads
	return func(ctx context.Context, _ Charts, id chart.DocumentID, version int64) (*chart.Dossier, error) {
		d, err := desk.Ask(ctx, id, version, dec, n)
		if err != nil {
			return nil, err
		}
		if notes, err := desk.Notes(ctx, id); err == nil { // else they are there when it is opened again
			p.run.Do(func() {
				if load == p.loads {
					p.with.notes = notes
					p.render()
				}
			})
		}
		return d, nil
	}
}

// send writes a note; done is called when it is kept.
func (p *ReviewPresenter) send(n chart.Note, done func()) {
	load := p.loads
	p.render()
	async(p.run, func(ctx context.Context) ([]chart.Note, error) {
		if err := p.o.Desk.PutNote(ctx, n); err != nil {
			return nil, err
		}
		return p.o.Desk.Notes(ctx, n.Document)
	}, func(notes []chart.Note, err error) {
		switch {
		case load != p.loads:
		case err != nil:
			p.tell(Trouble{Happened: Say("The note could not be kept."), Safe: Say("Nothing else changed."), Do: Say("Press F8 and write it again.")})
		default:
			p.with.notes = notes
			p.render()
			done()
		}
	})
}

// handedOver goes on with the next document: this one is the colleague's.
func (p *ReviewPresenter) handedOver() {
	p.with.claim = chart.Claim{} // the note has let it go
	if next, ok := p.following(); ok {
		p.Open(next)
	} else {
		p.Close()
	}
	p.say(Say("Handed over. It stands at the front of the queue."))
}

// answered reports whether a question of this person about a field has come back.
func (p *ReviewPresenter) answered(f chart.FieldID) bool {
	open := false
	back := false
	for _, n := range p.with.notes {
		if n.Field == f && n.Kind == chart.NoteQuestion && n.From == p.person.ID {
			open, back = !n.Done, n.Done
		}
	}
	return back && !open
}

// noteLines are the notes about the field at hand and about the whole document, the latest first.
func (p *ReviewPresenter) noteLines(d *chart.Dossier) []ReviewNote {
	var out []ReviewNote
	now := p.clock.Now()
	for _, n := range slices.Backward(p.with.notes) {
		field := p.fieldOfNote(n)
		if field != p.field && (n.Kind == chart.NoteQuestion || n.Kind == chart.NoteAnswer) && !n.Waits(p.person.ID) {
			continue
		}
		row := ReviewNote{Who: noteWord(n, p.nameOf(n.From), n.From == p.person.ID), When: Ago(now.Sub(n.At)), Text: n.Text.Reveal(), Waits: n.Waits(p.person.ID)}
		if f, ok := review.Field(d, field); ok && field != p.field {
			row.About = labelOf(d, f)
		}
		out = append(out, row)
	}
	return out[:min(len(out), notesAtOnce)]
}

// notesAtOnce is how many notes are shown beside a field.
const notesAtOnce = 4

// fieldOfNote is the field that a note is about; an answer is about that of its question.
func (p *ReviewPresenter) fieldOfNote(n chart.Note) chart.FieldID {
	for _, q := range p.with.notes {
		if n.Field == "" && n.Answers != "" && q.ID == n.Answers {
			return q.Field
		}
	}
	return n.Field
}

func noteWord(n chart.Note, name any, mine bool) Line {
	who := Data{"Name": name}
	switch {
	case n.Kind == chart.NoteTaken:
		return Say("{{.Name}} went on with this document.", who)
	case n.Kind == chart.NoteHanded && mine:
		return Say("You handed this over.")
	case n.Kind == chart.NoteHanded:
		return Say("{{.Name}} handed this over.", who)
	case n.Kind == chart.NoteAnswer && n.Text == "":
		return Say("{{.Name}} decided on it.", who)
	case n.Kind == chart.NoteAnswer && mine:
		return Say("You answered:")
	case n.Kind == chart.NoteAnswer:
		return Say("{{.Name}} answers:", who)
	case mine:
		return Say("You asked:")
	}
	return Say("{{.Name}} asks:", who)
}
