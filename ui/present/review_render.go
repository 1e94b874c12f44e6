package present

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// render builds what the screen shows and hands it over.
func (p *ReviewPresenter) render() {
	s := ReviewSnapshot{Phase: p.phase, Mode: p.mode, ID: p.id, Notice: p.notice, Problem: p.problem}
	if d := p.standing(); d != nil && p.phase == ReviewOpen {
		p.fill(&s, d)
	}
	p.view.Render(s)
}

func (p *ReviewPresenter) fill(s *ReviewSnapshot, d *chart.Dossier) {
	s.Title, s.About = TypeWord(d.Document.Type), p.about(d)
	s.ReadOnly, s.Remark = p.readOnly(d), p.remark(d)
	if pg, ok := pageOf(d, p.pages.number); ok && spoilt(pg) {
		s.Fault = Say("This page: {{.Fault}}", Data{"Fault": faultLine(pg)})
	}
	s.All = len(d.Document.Fields)
	mine := p.mine(d)
	flagged := slices.DeleteFunc(review.Flagged(d), func(id chart.FieldID) bool {
		f, _ := review.Field(d, id)
		return !access.MayCorrect(p.person, f.Name)
	})
	if s.ReadOnly.Empty() {
		s.Of, s.At = len(flagged), slices.Index(flagged, p.field)+1
	}
	p.lists(s, d, mine)
	s.Field = p.fieldAt(d)
	if p.mode == ModeTable {
		s.Table, s.Field = p.tableSnapshot(d), p.cellAt(d)
	}
	s.Thumbs = p.thumbs(d, mine)
	s.Page = p.page(d)
	s.Saving = len(p.w.pending)
	s.SignWhy = p.signWhy(d)
	s.CanSign = s.SignWhy.Empty()
	s.Sign, s.Reveal, s.Purpose = p.sign, p.open.on(), p.purpose
	if access.May(p.person, chart.ActReveal) {
		_, _, s.Reveals = p.hidden(d)
	}
	if p.mode == ModePurpose {
		s.Purposes = access.RevealPurposes(p.person)
	}
	s.CanUndo, s.CanRedo = p.history.CanUndo(), p.history.CanRedo()
	s.Find = FindSnapshot{Query: p.find.query, Of: len(p.find.hits)}
	if s.Find.Of > 0 {
		s.Find.At = p.find.at + 1
	}
	s.Notes = p.noteLines(d)
	s.Held = !p.heldBy().Empty()
	s.First = p.first(d)
	s.Exported, s.Freeing = p.page2.kind == asExported, len(p.freeing)
	if p.page2.kind == asChanged {
		s.Changes = p.changes(d)
	}
	if p.edit.on {
		s.Box = p.boxSnapshot()
	}
	if p.mode == ModeHandOver {
		s.Ask = p.askSnapshot()
	}
	if p.mode == ModeRetype {
		s.Types = chart.Types
	}
}

// about is the line over the page: pages, page, resolution, quality.
func (p *ReviewPresenter) about(d *chart.Dossier) []Line {
	out := []Line{Count("{{.N}} pages", len(p.pages.numbers))}
	if i := p.pages.index(); i >= 0 && len(p.pages.numbers) > 1 {
		out = append(out, Say("page {{.N}}", Data{"N": i + 1}))
	}
	if pg, ok := pageOf(d, p.pages.number); ok && pg.DPI > 0 {
		out = append(out, Say("scanned {{.DPI}} dpi, {{.Quality}}", Data{"DPI": int(pg.DPI + 0.5), "Quality": qualityWord(pg.Quality)}))
		if why := faultLine(pg); !why.Empty() && !spoilt(pg) {
			out = append(out, why)
		}
	}
	return out
}

// lists sorts the other fields into those that need the person next and those that are done.
func (p *ReviewPresenter) lists(s *ReviewSnapshot, d *chart.Dossier, mine func(chart.Field) bool) {
	m := p.mask(d)
	order := review.Order(d)
	at := max(slices.Index(order, p.field), 0)
	for i := range order {
		f, _ := review.Field(d, order[(at+i)%len(order)])
		row := ReviewRow{ID: f.ID, Label: labelOf(d, f), Masked: !m.value(f) || m.tokened(f), Instead: instead(d, f)}
		if !row.Masked {
			row.Value = review.Current(d, f)
		}
		if d.NeedsPerson(f) && mine(f) {
			s.Need++
			if f.ID == p.field {
				continue
			}
			row.Word, row.Tone = reasonWord(d, f), Doubtful
			if _, waiting := p.aside[f.ID]; waiting {
				row.Word = Say("typed, not confirmed")
			}
			if last := d.Final(f.ID); last.Verdict != chart.Undecided {
				row.Word, row.Tone = verdictWord(last, false)
			}
			s.Next = append(s.Next, row)
		} else {
			row.Word, row.Tone = verdictWord(d.Final(f.ID), !f.NeedsReview)
			if p.onItsWay(f.ID) {
				row.Word, row.Tone = Say("saving"), Quiet
			}
			s.Done = append(s.Done, row)
		}
	}
	slices.SortStableFunc(s.Done, func(a, b ReviewRow) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
}

func (p *ReviewPresenter) onItsWay(id chart.FieldID) bool {
	return slices.ContainsFunc(p.w.pending, func(c reviewChange) bool { return c.field == id })
}

func (p *ReviewPresenter) fieldAt(d *chart.Dossier) ReviewField {
	f, ok := p.at(d)
	if !ok {
		return ReviewField{Stamp: p.stamp}
	}
	out := ReviewField{ID: f.ID, Label: labelOf(d, f), Stamp: p.stamp, Page: f.Page, Place: p.pages.place(f.Page), Box: f.Box, Touched: p.touched,
		Identifies: access.Identifies(f.Name), Editable: p.editable(d, f), DigitsTake: !digitsType(f.Name) && !p.touched}
	if m := p.mask(d); !m.value(f) || m.tokened(f) {
		out.Masked, out.Editable, out.Instead, out.Reasons = true, false, instead(d, f), []Line{m.why(f)}
		return out
	}
	out.Value, out.Suggestions = p.typed, f.Suggestions
	if p.typed == f.Value {
		out.Doubt = review.Doubtful(f)
	}
	last := d.Final(f.ID)
	if last.Verdict != chart.Undecided {
		out.Decided, _ = verdictWord(last, false)
	}
	if last.Verdict.Open() {
		p.reasons(&out, d, f)
	}
	if last.Verdict == chart.HandedOver && last.Note != "" {
		out.Asked = Say("A colleague asks: {{.Note}}", Data{"Note": last.Note.Reveal()})
		if last.By == p.person.ID {
			out.Asked = Say("You asked: {{.Note}}", Data{"Note": last.Note.Reveal()})
		}
	}
	if p.each {
		out.Each = eachReading(f)
	}
	if p.warned {
		out.Warn = Say("It does not pass its check. Enter again keeps it as typed.")
		if review.Tidy(p.typed.Reveal()) == "" {
			out.Warn = Say("The entry is empty. Enter again says that it is not on the page.")
		}
	}
	// A suggestion in the entry was taken and can be changed for another one; a typed value is the person's own.
	if slices.Contains(f.Suggestions, p.typed) {
		out.DigitsTake = !digitsType(f.Name)
	}
	return out
}

// eachReading says what each reader read of a field.
func eachReading(f chart.Field) []Line {
	if len(f.Readings) == 0 {
		return []Line{Say("Only what stands in the entry was read.")}
	}
	out := make([]Line, 0, len(f.Readings))
	for _, r := range f.Readings {
		name := string(r.Engine)
		switch r.Engine {
		case chart.Tesseract:
			name = "Tesseract"
		case chart.Paddle:
			name = "PaddleOCR"
		}
		value := marked(r, f.Readings)
		if value == "" {
			value = "–"
		}
		out = append(out, Say("{{.Reader}}: {{.Value}}", Data{"Reader": name, "Value": value}))
	}
	return out
}

// marked is what a reader read, the characters in which another read something else between ‹ and ›.
func marked(r chart.Reading, all []chart.Reading) string {
	value := []rune(r.Value.Reveal())
	for _, other := range all {
		if at, differ := review.Difference(value, []rune(other.Value.Reveal())); differ && other.Value != "" {
			return string(value[:at.From]) + "‹" + string(value[at.From:at.To]) + "›" + string(value[at.To:])
		}
	}
	return string(value)
}

// reasonsAtOnce is how many reasons are said unasked: whoever confirms hundreds of fields a day reads no more.
const reasonsAtOnce = 2

// reasons says the gravest reasons, and all of them beside what each reader read.
func (p *ReviewPresenter) reasons(out *ReviewField, d *chart.Dossier, f chart.Field) {
	all := reasonsOf(d, f)
	if !p.each {
		all = all[:min(len(all), reasonsAtOnce)]
	}
	for _, r := range all {
		line := reasonLine(r, f)
		if alarm := p.alarmLine(d, r); !alarm.Empty() {
			line = alarm
		}
		out.Reasons = append(out.Reasons, line)
	}
}

func (p *ReviewPresenter) thumbs(d *chart.Dossier, mine func(chart.Field) bool) []ReviewThumb {
	open := map[int]int{}
	for _, f := range d.Document.Fields {
		if d.NeedsPerson(f) && mine(f) {
			open[f.Page]++
		}
	}
	out := make([]ReviewThumb, 0, len(p.pages.numbers))
	at := map[int]int{}
	for _, n := range p.pages.numbers {
		at[n] = len(out)
		out = append(out, ReviewThumb{Page: n, Place: p.pages.place(n), Open: open[n], Current: n == p.pages.number, Turn: p.turn(d, n), Picture: p.pages.thumbs[n]})
	}
	m, hidden := p.mask(d), map[int]int{}
	for _, s := range d.Spans {
		i, here := at[s.Page]
		for _, b := range s.Boxes {
			if here && b.Area() > knownAtAnySize && hidden[s.Page] < len(out[i].Hidden) && m.hides(s) {
				out[i].Hidden[hidden[s.Page]] = b
				hidden[s.Page]++
			}
		}
	}
	return out
}

// knownAtAnySize is the share of a page from which on a photograph or a signature is known in the small picture.
const knownAtAnySize = 0.008
