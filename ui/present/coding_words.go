package present

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/review/coding"
)

// take shows the work as it stands now.
func (p *CodingPresenter) take(w CodingWork) {
	p.work = w
	e := w.Sheet.Encounter
	p.snap.Pages = w.Pages
	p.snap.Head = Say("Patient {{.Patient}} · provider {{.Provider}}", Data{"Patient": orDash(e.Patient), "Provider": orDash(e.Provider)})
	p.snap.Dates = Say("Service {{.Day}}", Data{"Day": orDash(e.Service)})
	if e.Admitted != "" {
		p.snap.Dates = Say("Admitted {{.From}}, discharged {{.To}}", Data{"From": e.Admitted, "To": orDash(e.Left)})
	}
	p.snap.Lists = listsLine(w.Lists)
	p.snap.Rows = nil
	for i, d := range w.Sheet.Diagnoses {
		p.snap.Rows = append(p.snap.Rows, p.rowOf(CodingRow{ID: d.ID, Mark: string(rune('A' + i)), Code: d.Code}))
	}
	for i, l := range w.Sheet.Lines {
		r := p.rowOf(CodingRow{ID: l.ID, Mark: fmt.Sprint(i + 1), Code: l.Code, Service: true})
		r.More = Say("{{.Units}} × · {{.Day}} · for {{.Letters}} {{.Modifiers}}", Data{"Units": l.Units, "Day": orDash(l.Day),
			"Letters": orDash(w.Sheet.Letters(l)), "Modifiers": strings.Join(l.Modifiers, " ")})
		p.snap.Rows = append(p.snap.Rows, r)
	}
	p.snap.At = min(p.snap.At, max(0, len(p.snap.Rows)-1))
	p.snap.Suggestions = w.Suggestions[:min(len(w.Suggestions), 9)]
	p.snap.MaySign = coding.MaySign(w.Sheet, w.Problems)
	p.snap.Changed = Line{}
	if w.Sheet.Open > 0 {
		p.snap.Changed = Count("{{.N}} changes since it was signed", w.Sheet.Open)
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func listsLine(l CodingLists) Line {
	switch {
	case !l.Loaded:
		return Say("{{.N}} common codes come with the program. An administrator loads the official lists in the settings.", Data{"N": l.Codes})
	case !l.CPT:
		return Say("{{.N}} codes are loaded. CPT is not among them: a practice with a licence loads its own list.", Data{"N": l.Codes})
	}
	return Say("{{.N}} codes are loaded.", Data{"N": l.Codes})
}

func (p *CodingPresenter) rowOf(r CodingRow) CodingRow {
	r.Title = p.work.Titles[coding.Plain(r.Code)].Title
	r.New = !p.work.Before[coding.Plain(r.Code)]
	for _, problem := range p.work.Problems {
		if problem.ID != r.ID {
			continue
		}
		r.Note, r.Tone = troubleLine(problem.Trouble), Doubtful
		if problem.Trouble.Blocks() {
			r.Tone = Wrong
			break
		}
	}
	return r
}

func troubleLine(t coding.Trouble) Line {
	switch t {
	case coding.NotComplete:
		return Say("A category: more characters are needed")
	case coding.NotListed:
		return Say("Not in the loaded lists")
	case coding.NotThatDay:
		return Say("The loaded list is not of the day of service")
	case coding.NoSide:
		return Say("There are codes for the right and the left side")
	case coding.NoPointer:
		return Say("Say for which diagnosis: press its letter")
	case coding.NoDay:
		return Say("No day of service")
	}
	return Line{}
}

// differenceRow says what differs.
func differenceRow(d coding.Difference) CodingDifference {
	out := CodingDifference{Code: d.Code, Day: d.Day, Says: differsLine(d)}
	if d.Cent != 0 {
		out.Amount = coding.Money(d.Cent)
	}
	return out
}

func differsLine(d coding.Difference) Line {
	both := Data{"Want": orDash(d.Want), "Got": orDash(d.Got)}
	switch d.Differs {
	case coding.NotCoded:
		return Say("On the bill, not coded")
	case coding.NotBilled:
		return Say("Coded, not on the bill")
	case coding.OtherUnits:
		return Say("Units: {{.Want}} on the bill, {{.Got}} coded", both)
	case coding.OtherModifier:
		return Say("Modifiers: {{.Want}} on the bill, {{.Got}} coded", both)
	case coding.OtherCharge:
		return Say("Charge: {{.Want}} on the bill, {{.Got}} on the statement", both)
	case coding.NoDiagnosis:
		return Say("Diagnosis on the bill, not coded")
	case coding.MoreDiagnosis:
		return Say("Diagnosis coded, not on the bill")
	case coding.Unanswered:
		return Say("Billed, not on the payer's statement")
	case coding.Unasked:
		return Say("On the payer's statement, not billed")
	case coding.Denied:
		return Say("Denied {{.Reason}}", Data{"Reason": reasonOf(d.Reason)})
	case coding.Adjusted:
		return Say("Adjusted {{.Reason}}", Data{"Reason": reasonOf(d.Reason)})
	case coding.Unbalanced:
		return Say("Paid and owed are {{.Got}}, allowed was {{.Want}}", both)
	case coding.OtherTotal:
		return Say("The lines sum up to {{.Got}}, the total says {{.Want}}", both)
	}
	return Line{}
}

func reasonOf(code string) string {
	if title := coding.ReasonTitle(code); title != "" {
		return code + " " + title
	}
	return code
}
