package present

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// Type opens a line to type what the picture at hand says.
func (p *GroupPresenter) Type() {
	c, ok := p.atHand()
	if !ok || c.Blank || p.snap.Typing || p.known[c.ID()] || p.fixed[c.ID()] != "" || p.pics.have[c.ID()] == nil || !p.looked[c.Document] {
		return
	}
	p.snap.Typing, p.warned = true, false
	p.snap.Typed = []rune(c.Value.Reveal())
	p.snap.Caret = len(p.snap.Typed)
	switch {
	case c.Other != "": // whoever says that one reader is wrong is offered what the other read
		p.snap.Typed = []rune(c.Other.Reveal())
		p.snap.Caret = len(p.snap.Typed)
	case len(c.Doubt) > 0 && c.Doubt[0] < len(p.snap.Typed):
		p.snap.Caret, p.over = c.Doubt[0], true
	}
	p.snap.Notice = Line{}
	p.render()
}

func (p *GroupPresenter) endTyping() {
	for i := range p.snap.Typed {
		p.snap.Typed[i] = 0
	}
	p.snap.Typing, p.snap.Typed, p.snap.Caret, p.warned, p.over = false, nil, 0, false, false
}

// Rune types a character; the first one replaces the character in doubt.
func (p *GroupPresenter) Rune(r rune) {
	const longest = 200
	if !p.snap.Typing || len(p.snap.Typed) >= longest {
		return
	}
	if p.over && p.snap.Caret < len(p.snap.Typed) {
		p.snap.Typed = slices.Delete(slices.Clone(p.snap.Typed), p.snap.Caret, p.snap.Caret+1)
	}
	p.edit(slices.Insert(slices.Clone(p.snap.Typed), p.snap.Caret, r), p.snap.Caret+1)
}

// Erase takes away the character before the caret, or after it.
func (p *GroupPresenter) Erase(after bool) {
	at := p.snap.Caret
	if !after {
		at--
	}
	if p.snap.Typing && at >= 0 && at < len(p.snap.Typed) {
		p.edit(slices.Delete(slices.Clone(p.snap.Typed), at, at+1), at)
	}
}

// MoveCaret moves the caret by so many characters.
func (p *GroupPresenter) MoveCaret(by int) {
	if p.snap.Typing {
		p.over = false
		p.snap.Caret = min(max(p.snap.Caret+by, 0), len(p.snap.Typed))
		p.render()
	}
}

func (p *GroupPresenter) edit(text []rune, caret int) {
	p.snap.Typed, p.snap.Caret, p.warned, p.over = text, caret, false, false
	p.snap.Notice = Line{}
	p.render()
}

// confirmTyped keeps what was typed for the picture at hand.
func (p *GroupPresenter) confirmTyped() {
	c, ok := p.atHand()
	if !ok {
		return
	}
	typed := chart.Text(review.Tidy(string(p.snap.Typed)))
	if typed == "" {
		p.say(Say("Nothing is typed. Esc leaves the line; Space leaves the picture open for review."), Doubtful)
		return
	}
	if c.Trap { // whoever corrects it has seen it
		p.endTyping()
		p.marks[c.ID()] = true
		p.draw()
		return
	}
	desk := review.Desk{By: p.me.ID, Now: p.clock.Now, Check: p.o.Check}
	v := desk.Accept(chart.Field{ID: c.Field, Name: c.Name, Value: c.Value}, c.Value, typed)
	if v.Fails && !p.warned {
		p.warned = true
		p.say(Say("This does not look right for the field. Enter keeps it all the same."), Doubtful)
		return
	}
	dec := v.Decision
	dec.Together = 1
	p.endTyping()
	p.taken = append(p.taken, screenDone{cells: []review.Cell{c}, fix: true})
	p.writer.add([]groupJob{{document: c.Document, decs: []chart.Decision{dec}}})
	delete(p.marks, c.ID())
	p.fixed[c.ID()], p.done[refOf(c)] = typed, true
	p.snap.Notice, p.snap.Tone = Say("Kept as typed."), Done
	p.draw()
}
