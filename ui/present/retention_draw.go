package present

import (
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// retentionTrouble says what went wrong, in three lines.
func retentionTrouble(err error) Trouble {
	safe := Say("Nothing was disposed of.")
	switch {
	case errors.Is(err, ErrPassword):
		return Trouble{Say("The password is not right."), safe, Say("Type it again.")}
	case chart.KindOf(err) == chart.NotAllowed:
		return Trouble{Say("This needs another person."), safe, Say("Ask a colleague whose role names it: a disposal and the end of a hold are agreed to by somebody else.")}
	case chart.KindOf(err) == chart.Conflict:
		return Trouble{Say("Something has changed meanwhile."), safe, Say("Look through the list again, then order it.")}
	case chart.KindOf(err) == chart.BadState:
		return Trouble{Say("It is not time for this, or somebody was there first."), safe, Say("Where nobody else may agree, the same person looks again a day later.")}
	case chart.KindOf(err) == chart.BadInput:
		return Trouble{Say("Something is missing, or a number is another."), safe, Say("Count again, and fill in what is empty.")}
	case chart.KindOf(err) == chart.Tampered:
		return Trouble{Say("A hold or a disposal is not as the trail tells."), Say("Nothing more is disposed of until it is cleared up."), Say("Ask the auditor to verify the trail, and restore the workspace where it was changed.")}
	}
	return TroubleOf(err)
}

func (p *RetentionPresenter) waiting() *DisposalRun {
	if i := slices.IndexFunc(p.runs, func(r DisposalRun) bool { return r.State == "ordered" || r.State == "approved" }); i >= 0 {
		return &p.runs[i]
	}
	return nil
}

func (p *RetentionPresenter) drawDue() {
	for _, l := range p.preview.Go {
		p.snap.Rows = append(p.snap.Rows, RetentionRow{Title: Say("{{.What}} {{.ID}}", Data{"What": ThingWord(l.Kind), "ID": short(l.ID)}),
			About: Say("{{.Why}}: {{.Rule}}", Data{"Why": WhyWord(l.Why), "Rule": l.Rule}), Tone: Needs})
	}
	for _, l := range p.preview.Kept {
		about := WhyWord(l.Why)
		if !l.Until.IsZero() {
			about = Say("kept until {{.Day}}: {{.Rule}}", Data{"Day": day(l.Until), "Rule": l.Rule})
		}
		p.snap.Rows = append(p.snap.Rows, RetentionRow{Title: Say("{{.What}} {{.ID}}", Data{"What": ThingWord(l.Kind), "ID": short(l.ID)}), About: about})
	}
	p.snap.Lines = []Line{Count("{{.N}} things may go", len(p.preview.Go)), Count("{{.N}} are kept", len(p.preview.Kept)),
		Say("Nothing goes by itself: one person orders it, another one agrees. A hold always wins. What goes opens for nobody any more; its certificate stays.")}
	switch w := p.waiting(); {
	case w != nil:
		p.waits(*w)
	case len(p.preview.Go) > 0 && p.may(chart.ActDispose):
		p.snap.Form = OrderForm
	case !p.may(chart.ActDispose):
		p.snap.Lines, p.snap.Empty = nil, Say("The privacy officer sees what may go and orders it.")
	default:
		p.snap.Empty = Say("Nothing may go today.")
	}
}

// waits shows a disposal that waits for a second person.
func (p *RetentionPresenter) waits(r DisposalRun) {
	p.snap.Lines = []Line{Say("{{.Name}} ordered it on {{.Day}}.", Data{"Name": r.ByName, "Day": day(r.Ordered)}), Count("{{.N}} things go", r.Things)}
	if r.State == "approved" {
		p.snap.Lines = append(p.snap.Lines, Say("It is agreed to and goes on by itself when somebody signs in who may agree."))
		return
	}
	p.snap.MayCancel = p.may(chart.ActDisposeCancel)
	if !p.may(chart.ActDisposeApprove) {
		return
	}
	p.snap.Form, p.snap.Count = ApproveForm, r.Mine
	if r.Mine {
		p.snap.Lines = append(p.snap.Lines, Say("You ordered it. Another person agrees; where nobody else may, look again a day later and type how many things go."))
	}
}

func (p *RetentionPresenter) drawHolds() {
	for _, h := range p.holds {
		row := RetentionRow{Title: HoldWord(h.Kind), About: Count("{{.N}} documents, set by {{.Name}} on {{.Day}}", h.Documents, Data{"Name": h.ByName, "Day": day(h.Made)}), Tone: Needs}
		switch h.State {
		case "asked":
			row.About = Say("{{.Name}} asks to release it; it holds on", Data{"Name": h.AskedName})
		case "released":
			row.About, row.Tone = Say("released on {{.Day}}", Data{"Day": day(h.Released)}), Quiet
		}
		p.snap.Rows = append(p.snap.Rows, row)
	}
	if p.snap.At < 0 || p.snap.At >= len(p.holds) {
		if p.may(chart.ActHold) {
			p.snap.Form = HoldForm
		}
		p.snap.Lines = []Line{Say("What is held is not disposed of, whatever the schedule says. To release a hold takes two people.")}
		return
	}
	h := p.holds[p.snap.At]
	if h.Matter != "" {
		p.snap.Lines = append(p.snap.Lines, Say("Matter: {{.Matter}}", Data{"Matter": h.Matter.Reveal()}), Say("Reason: {{.Reason}}", Data{"Reason": h.Reason.Reveal()}))
	}
	for _, look := range h.Looks {
		p.snap.Lines = append(p.snap.Lines, Say("Holds what this finds: {{.Search}}", Data{"Search": look.Reveal()}))
	}
	switch {
	case h.State == "active" && p.may(chart.ActHoldAsk):
		p.snap.Form = AskForm
	case h.State == "asked" && p.may(chart.ActHoldRelease):
		p.snap.Form, p.snap.Count = ReleaseForm, h.Mine
	}
}

func (p *RetentionPresenter) drawRules() {
	t := p.table
	p.snap.State, p.snap.Provider, p.snap.Programs, p.snap.MayChange = t.State, t.Provider, t.Programs, p.may(chart.ActRetention)
	for _, r := range t.Rules {
		row := RetentionRow{Title: Say("{{.Rule}}: {{.Kept}}", Data{"Rule": r.ID, "Kept": periodWord(r)}), About: Say("{{.Source}}", Data{"Source": r.Source})}
		if r.Check {
			row.About, row.Tone = Say("{{.Source}}. Check with counsel.", Data{"Source": r.Source}), Doubtful
		}
		p.snap.Rows = append(p.snap.Rows, row)
	}
	confirmed := Say("The state's rows are confirmed.")
	switch {
	case t.State == "":
		confirmed = Say("No state is set: no record is disposed of.")
	case !t.Confirmed:
		confirmed = Say("The state's rows are not confirmed: no record is disposed of.")
	}
	p.snap.Lines = []Line{confirmed, Say("Table of {{.Day}}. Facts with their sources, not legal advice.", Data{"Day": t.Dated})}
	p.snap.MayConfirm = p.snap.MayChange && t.State != "" && !t.Confirmed
	if p.snap.At < 0 || p.snap.At >= len(t.Rules) {
		return
	}
	r := t.Rules[p.snap.At]
	p.snap.Lines = []Line{Say("{{.Rule}}: {{.Kept}}", Data{"Rule": r.ID, "Kept": periodWord(r)})}
	for _, l := range []Line{minorsWord(r), words(r.Note), words(r.Reason)} {
		if !l.Empty() {
			p.snap.Lines = append(p.snap.Lines, l)
		}
	}
	if r.Shorter {
		p.snap.Lines = append(p.snap.Lines, Say("Shorter than the table."))
	}
	if p.snap.MayChange {
		p.snap.Form = RuleForm
	}
}

// words shows text of the table, or of an administrator, as it is.
func words(s string) Line {
	if s == "" {
		return Line{}
	}
	return Say("{{.Source}}", Data{"Source": s})
}

func (p *RetentionPresenter) drawRuns() {
	for _, r := range p.runs {
		p.snap.Rows = append(p.snap.Rows, RetentionRow{Title: Say("Disposal of {{.Day}}: {{.State}}", Data{"Day": day(r.Ordered), "State": RunWord(r.State)}),
			About: Count("{{.N}} things, ordered by {{.Name}}", r.Things, Data{"Name": r.ByName})})
	}
	if len(p.runs) == 0 {
		p.snap.Empty = Say("Nothing was disposed of so far.")
	}
	if p.snap.At < 0 || p.snap.At >= len(p.runs) {
		return
	}
	r := p.runs[p.snap.At]
	if r.State == "ordered" {
		p.waits(r)
		return
	}
	p.snap.Lines = []Line{Say("{{.Gone}} gone, {{.Kept}} kept after all", Data{"Gone": r.Gone, "Kept": r.Kept})}
	if r.ApprovedName != "" {
		p.snap.Lines = append(p.snap.Lines, Say("{{.Name}} agreed on {{.Day}}.", Data{"Name": r.ApprovedName, "Day": day(r.Approved)}))
	}
	if r.SecondLook == "same_person_later_rekeyed" {
		p.snap.Lines = append(p.snap.Lines, Say("The same person looked again a day later and counted; it is recorded as such."))
	}
	if r.Remaining > 0 {
		p.snap.Lines = append(p.snap.Lines, Count("{{.N}} files could not be wiped; their keys are destroyed.", r.Remaining))
	}
	if r.State == "done" {
		p.snap.Form = CertificateForm
	}
}
