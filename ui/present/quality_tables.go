package present

import (
	"fmt"
	"strconv"

	"chartproof.org/chartproof/engine/quality/kpi"
)

func countWord(n int) Line { return asIs(strconv.Itoa(n)) }

// tableOf gives the numbers behind a picture.
func (p *QualityPresenter) tableOf(name string) *QualityTable {
	f := &p.report.Figures
	switch name {
	case qualityErrors:
		return errorsTable(f)
	case qualityCurve:
		return curveTable(f)
	case qualityScanners:
		return groupTable(Say("Values corrected, by scanner"), Say("Scanner"), f.ByScanner, asIs)
	case qualityForms:
		return groupTable(Say("Values corrected, by form"), Say("Form"), f.ByForm, formWord)
	}
	return weekTable(f)
}

func weekTable(f *kpi.Figures) *QualityTable {
	t := &QualityTable{Title: Say("By week"), Head: []Line{Say("Week"), Say("Documents"), Say("Pages"), Say("Fields per hour"), Say("Nobody had to touch"), Say("Corrected"),
		Say("Chance goes up to"), Say("Says")}}
	for i := len(f.ByWeek) - 1; i >= 0; i-- { // the newest first
		w := f.ByWeek[i]
		says := Say("as usual")
		switch {
		case f.Shift.At >= 0 && i >= f.Shift.At:
			says = Say("more than usual")
		case w.Over():
			says = Say("above its limit, alone")
		}
		t.Rows = append(t.Rows, []Line{Say("{{.Week}}, from {{.Day}}", Data{"Week": w.Number, "Day": dayWord(w.Monday)}), countWord(w.Documents), countWord(w.Pages), rateWord(w.FieldsPerHour()),
			shareWord(w.Straight), foundWord(w.Wrong), asIs(fmt.Sprintf("%.1f %%", 100*w.Limit)), says})
	}
	return t
}

func errorsTable(f *kpi.Figures) *QualityTable {
	t := &QualityTable{Title: Say("Errors that were found"), Head: []Line{Say("Found by"), Say("Wrong"), Say("Looked at"), Say("Share"), Say("95 % sure between")}}
	for _, r := range []struct {
		name  Line
		share kpi.Share
	}{{Say("machine, sampled"), f.Machine}, {Say("people, second look"), f.Second}, {Say("people, known answers"), f.Vigilance}} {
		low, high := r.share.Within(0.95)
		t.Rows = append(t.Rows, []Line{r.name, countWord(r.share.N), countWord(r.share.Of), shareWord(r.share), between(low, high)})
	}
	return t
}

func between(low, high float64) Line {
	return asIs(fmt.Sprintf("%.1f – %.1f %%", 100*low, 100*high))
}

func curveTable(f *kpi.Figures) *QualityTable {
	t := &QualityTable{Title: Say("What the machine said, and what was right"), Head: []Line{Say("It was this sure"), Say("On average"), Say("Right"), Say("95 % sure between")}}
	for _, b := range f.Curve {
		low, high := b.Was.Within(0.95)
		t.Rows = append(t.Rows, []Line{between(b.Low, b.High), asIs(fmt.Sprintf("%.1f %%", 100*b.Said)), foundWord(b.Was), between(low, high)})
	}
	return t
}

func groupTable(title, first Line, groups []kpi.Group, name func(string) Line) *QualityTable {
	t := &QualityTable{Title: title, Head: []Line{first, Say("Documents"), Say("Corrected"), Say("95 % sure between"), Say("Says")}}
	for _, g := range groups {
		says := Say("as the others")
		switch {
		case g.Worse && g.Since != "":
			says = Say("more than the others, and than it was")
		case g.Worse:
			says = Say("more than the others")
		case g.Since != "":
			says = Say("more than it was, since {{.Day}}", Data{"Day": dayWord(g.Since)})
		}
		t.Rows = append(t.Rows, []Line{name(g.Name), countWord(g.Documents), foundWord(g.Wrong), between(g.Low, g.High), says})
	}
	return t
}

// peopleTable gives who did how much. What says too little of a person is not shown as a rate.
func (p *QualityPresenter) peopleTable() *QualityTable {
	t := &QualityTable{Title: Say("Your own figures"), Head: []Line{Say("Person"), Say("Fields"), Say("Fields per hour"), Say("Documents"), Say("Pages"), Say("Second look said otherwise"),
		Say("Known answers missed")}}
	if p.report.Everybody {
		t.Title = Say("By person")
	}
	few := Say("fewer than {{.N}}", Data{"N": kpi.MinPerson})
	rate := func(s kpi.Share) Line {
		if _, ok := kpi.Rate(s); !ok {
			return few
		}
		return foundWord(s)
	}
	for _, one := range p.report.People {
		hour := few
		if v, ok := one.FieldsPerHour(); ok {
			hour = rateWord(v)
		}
		t.Rows = append(t.Rows, []Line{asIs(p.report.Name(one.ID)), countWord(one.Decided), hour, countWord(one.Documents), countWord(one.Pages), rate(one.Second), rate(one.Vigilance)})
	}
	return t
}
