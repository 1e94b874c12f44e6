package present

import (
	"context"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review/coding"
)

// Ask begins to type: a code to look for, modifiers, units or a day.
func (p *CodingPresenter) Ask(a CodingAsk) {
	if p.snap.Step != CodingSheet || p.snap.Busy || p.snap.Pages == 0 {
		return
	}
	r, ok := p.row()
	if a >= AskModifiers && (!ok || !r.Service) || a == AskOther && !ok {
		return
	}
	p.snap.Step, p.snap.Ask, p.snap.Wrong, p.snap.Hits, p.snap.HitAt = CodingType, a, Line{}, nil, 0
	if a <= AskOther {
		p.snap.Step = CodingFind
	}
	p.snap.Typed++
	p.render()
}

// Find looks for codes while the coder types.
func (p *CodingPresenter) Find(text string) {
	if p.snap.Step != CodingFind {
		return
	}
	p.finds++
	mine, day, services := p.finds, p.work.Sheet.Encounter.Service, p.snap.Ask == AskService
	if r := p.at(); p.snap.Ask == AskOther {
		services = r.Service
	}
	async(p.run, func(ctx context.Context) ([]CodeHit, error) { return p.house.FindCodes(ctx, text, day, services) }, func(hits []CodeHit, err error) {
		if mine != p.finds || p.snap.Step != CodingFind {
			return
		}
		p.snap.Hits, p.snap.HitAt = hits, 0
		if err != nil {
			p.snap.Problem = ptr(codingTrouble(err))
		}
		p.render()
	})
}

func (p *CodingPresenter) at() CodingRow {
	if p.snap.At < len(p.snap.Rows) {
		return p.snap.Rows[p.snap.At]
	}
	return CodingRow{}
}

// Choose takes the code at hand, or what was typed where it is a code of a list that is not loaded.
func (p *CodingPresenter) Choose(at int, typed string) {
	if p.snap.Step != CodingFind || p.snap.Busy {
		return
	}
	code := strings.ToUpper(strings.TrimSpace(typed))
	if at >= 0 && at < len(p.snap.Hits) {
		if p.snap.Hits[at].Header {
			p.snap.Wrong = Say("A claim may not bear this category: choose a code below it.")
			p.render()
			return
		}
		code = p.snap.Hits[at].Code
	}
	c := coding.Change{Kind: coding.AddDiagnosis, Code: code}
	service := p.snap.Ask == AskService
	switch p.snap.Ask {
	case AskService:
		c.Kind = coding.AddLine
	case AskOther:
		c.Kind, c.ID, service = coding.Recode, p.at().ID, p.at().Service
	}
	if service && !coding.IsService(code) || !service && !coding.IsDiagnosis(code) {
		p.snap.Wrong = Say("No code was chosen. Type other words, or the code itself.")
		p.render()
		return
	}
	p.change(c, func() { p.leave(); p.goTo(code) })
}

// Type ends an entry of modifiers, units or a day.
func (p *CodingPresenter) Type(text string) {
	if p.snap.Step != CodingType || p.snap.Busy {
		return
	}
	c := coding.Change{ID: p.at().ID}
	switch p.snap.Ask {
	case AskUnits:
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if c.Kind, c.N = coding.Units, n; err != nil || n < 1 {
			p.wrong(Say("Units are a whole number from 1."))
			return
		}
	case AskDay:
		if c.Kind, c.Day = coding.SetDay, coding.Day(text); c.Day == "" {
			p.wrong(Say("A day is like 03/14/2026."))
			return
		}
	default:
		c.Kind, c.Modifiers = coding.Modify, strings.Fields(strings.ReplaceAll(text, ",", " "))
	}
	p.change(c, p.leave)
}

func (p *CodingPresenter) wrong(l Line) { p.snap.Wrong = l; p.render() }

func (p *CodingPresenter) leave() {
	p.snap.Step, p.snap.Wrong, p.snap.Hits = CodingSheet, Line{}, nil
	p.snap.Typed++
}

// AskSign begins to sign: the password is typed again.
func (p *CodingPresenter) AskSign() {
	if p.snap.Step == CodingSheet && p.snap.MaySign && !p.snap.Busy {
		p.snap.Step, p.snap.Wrong = CodingSign, Line{}
		p.snap.Typed++
		p.render()
	}
}

// Sign signs what was changed as an addendum.
func (p *CodingPresenter) Sign(password string) {
	if p.snap.Step != CodingSign || p.snap.Busy || password == "" {
		return
	}
	id, n := p.id, p.work.Sheet.Changes
	p.snap.Wrong = Line{}
	p.do(func(ctx context.Context) (CodingWork, error) { return p.house.SignCoding(ctx, id, n, password) }, func() {
		p.leave()
		p.snap.Says = Say("Signed as addendum {{.N}}. The record that was signed before stays as it is.", Data{"N": len(p.work.Sheet.Signed)})
	})
}

// Compare compares the coding with the bills and statements of the encounter.
func (p *CodingPresenter) Compare() {
	if p.snap.Step != CodingSheet || p.snap.Busy || p.snap.Pages == 0 {
		return
	}
	mine, id := p.loads, p.id
	p.snap.Busy = true
	p.render()
	async(p.run, func(ctx context.Context) (coding.Comparison, error) { return p.house.CompareBills(ctx, id) }, func(c coding.Comparison, err error) {
		if mine != p.loads {
			return
		}
		if p.snap.Busy = false; err != nil {
			p.snap.Problem = ptr(codingTrouble(err))
			p.render()
			return
		}
		p.compare = c
		p.snap.Step, p.snap.DifferAt, p.snap.Differences = CodingDiffer, 0, nil
		for _, d := range c.Differences {
			p.snap.Differences = append(p.snap.Differences, differenceRow(d))
		}
		p.snap.Compared = Say("Differences: {{.N}} · lines that agree: {{.Agree}} · bills: {{.Bills}} · payers' statements: {{.Statements}} · charged {{.Charged}}, paid {{.Paid}}",
			Data{"N": len(c.Differences), "Agree": c.Agree, "Bills": len(c.Bills), "Statements": len(c.Statements), "Charged": coding.Money(c.Charged), "Paid": coding.Money(c.Paid)})
		p.render()
	})
}

// Differ goes to a difference, and lights it where it is of the document that is open.
func (p *CodingPresenter) Differ(at int) {
	if at < 0 || at >= len(p.compare.Differences) {
		return
	}
	p.snap.DifferAt = at
	d := p.compare.Differences[at]
	places := p.work.Places[coding.Plain(d.Code)]
	if d.Document == p.id && !d.Box.Empty() {
		places = []CodePlace{{Page: d.Page, Box: d.Box}}
	}
	p.light(places)
	p.render()
}

// Export writes the differences as a table.
func (p *CodingPresenter) Export() {
	if p.snap.Step != CodingDiffer || p.snap.Busy {
		return
	}
	mine, id := p.loads, p.id
	p.snap.Busy = true
	p.render()
	async(p.run, func(ctx context.Context) (string, error) { return p.house.ExportDifferences(ctx, id) }, func(path string, err error) {
		if mine != p.loads {
			return
		}
		if p.snap.Busy = false; err != nil {
			p.snap.Problem = ptr(codingTrouble(err))
		} else {
			p.snap.Says = Say("Written to {{.Path}}: codes, days and amounts only.", Data{"Path": path})
		}
		p.render()
	})
}

// codingTrouble says what is wrong in the words of coding.
func codingTrouble(err error) Trouble {
	if chart.KindOf(err) == chart.Conflict {
		return Trouble{Happened: Say("Somebody else has coded this document meanwhile."), Safe: Say("What both of you changed is kept."), Do: Say("Open it again and look at the codes.")}
	}
	if chart.KindOf(err) == chart.BadInput {
		return Trouble{Happened: Say("This change cannot be made: the code stands there already, or it is none."), Safe: Say("The codes are as they were."), Do: Say("Look at the list of codes and choose another.")}
	}
	return codedTrouble(err)
}
