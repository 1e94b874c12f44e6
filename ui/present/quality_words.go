package present

import (
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
)

// The pictures, by the names of engine/quality/plots.
const (
	qualityDrift    = "drift"
	qualityErrors   = "errors"
	qualityCurve    = "curve"
	qualitySpeed    = "speed"
	qualityStraight = "straight"
	qualityScanners = "scanners"
	qualityForms    = "forms"
)

// words says the figures.
func (p *QualityPresenter) words() {
	f := &p.report.Figures
	p.snap.Figures, p.snap.Empty = f, !f.Enough()
	p.snap.Days = Say("{{.From}} to {{.Until}}", Data{"From": dayWord(p.report.From), "Until": dayWord(p.report.Until)})
	p.snap.State, p.snap.Tone = promiseOf(f)
	p.snap.Drift, p.snap.DriftTone = driftOf(f)
	p.snap.Tiles, p.snap.Rows, p.snap.Words = tilesOf(f), figuresOf(f), namesOf(f)
	p.snap.At = min(p.snap.At, max(0, len(p.snap.Rows)-1))
	if p.snap.Empty {
		p.snap.Tiles, p.snap.Rows, p.snap.Table, p.snap.People = nil, nil, nil, false
		return
	}
	switch {
	case p.snap.People:
		p.snap.Table = p.peopleTable()
	case p.snap.Table != nil:
		p.snap.Table = p.tableOf(p.snap.Rows[p.snap.At].Chart)
	}
}

// promiseOf is the sentence at the top.
func promiseOf(f *kpi.Figures) (Line, Tone) {
	data := Data{"Wrong": f.Machine.N, "Of": f.Machine.Of, "Promise": Percent(f.Promised)}
	switch {
	case !f.Enough():
		return Say("Numbers appear after the first 20 fields."), Quiet
	case f.Promise == kpi.PromiseHolds:
		return Say("{{.Wrong}} of {{.Of}} unreviewed values were wrong; the promise of {{.Promise}} % holds.", data), Done
	case f.Promise == kpi.PromiseBroken:
		return Say("{{.Wrong}} of {{.Of}} unreviewed values were wrong; the promise of {{.Promise}} % does not hold.", data), Wrong
	case f.Promise == kpi.PromiseOpen:
		return Say("{{.Wrong}} of {{.Of}} unreviewed values were wrong; nothing speaks against the promise of {{.Promise}} % so far.", data), Quiet
	}
	return Say("Nobody has looked at a sampled value yet, so nothing is known of the promise of {{.Promise}} %.", data), Quiet
}

func driftOf(f *kpi.Figures) (Line, Tone) {
	if !f.Enough() {
		return Line{}, Quiet
	}
	if f.Shift.At < 0 || f.Shift.At >= len(f.ByWeek) {
		return Say("Not more wrong than usual in any week."), Quiet
	}
	w := f.ByWeek[f.Shift.At]
	return Say("More wrong than usual since week {{.Week}}: {{.After}} of the values had to be corrected; before, it was {{.Before}}.",
		Data{"Week": w.Number, "After": shareWord(f.Shift.After), "Before": shareWord(f.Shift.Before)}), Wrong
}

func shareWord(s kpi.Share) Line {
	if s.Of == 0 {
		return Say("not known")
	}
	return Say("{{.N}} %", Data{"N": strconv.FormatFloat(100*s.Of1(), 'f', 1, 64)})
}

func ofWord(s kpi.Share) Line {
	return Say("{{.N}} of {{.Of}}", Data{"N": s.N, "Of": s.Of})
}

func rateWord(v float64) Line {
	if v <= 0 {
		return Say("not known")
	}
	return asIs(strconv.FormatFloat(v, 'f', 0, 64))
}

// asIs is a number or a name, the same in every language.
func asIs(text string) Line { return Say("{{.Plain}}", Data{"Plain": text}) }

// spanWord writes a time.
func spanWord(d time.Duration) Line {
	switch {
	case d <= 0:
		return Say("not known")
	case d < time.Hour:
		return Say("{{.M}} min", Data{"M": int(d.Minutes())})
	case d < 48*time.Hour:
		return Say("{{.H}} h {{.M}} min", Data{"H": int(d.Hours()), "M": int(d.Minutes()) % 60})
	}
	return Say("{{.D}} d {{.H}} h", Data{"D": int(d.Hours()) / 24, "H": int(d.Hours()) % 24})
}

func tilesOf(f *kpi.Figures) []QualityTile {
	return []QualityTile{
		{Say("Pages per hour"), rateWord(f.PagesPerHour()), Count("{{.N}} pages", f.Pages)},
		{Say("Fields per hour"), rateWord(f.FieldsPerHour()), Count("{{.N}} fields", f.Decided)},
		{Say("Nobody had to touch"), shareWord(f.StraightFields), Say("of fields; of documents {{.Share}}", Data{"Share": shareWord(f.Straight)})},
		{Say("Import to signature"), spanWord(f.Median), Say("nine in ten within {{.Most}}", Data{"Most": spanWord(f.Most)})},
		{Say("Done again"), shareWord(f.Redo), Say("{{.Some}} documents", Data{"Some": ofWord(f.Redo)})},
		{Say("Exports stopped"), asIs(strconv.Itoa(f.Blocked)), Say("covered text was found again")},
	}
}

// figuresOf gives each picture's number in words.
func figuresOf(f *kpi.Figures) []QualityRow {
	drift, tone := driftOf(f)
	errs := Say("Machine: {{.Machine}}. Second looks: {{.Second}}. Known answers: {{.Known}}.", Data{"Machine": foundWord(f.Machine), "Second": foundWord(f.Second), "Known": foundWord(f.Vigilance)})
	curve := Say("No sampled value says yet how sure the machine was.")
	if n := len(f.Curve); n > 0 {
		b := f.Curve[n-1]
		curve = Say("Where it said {{.Said}} it was right in {{.Was}} ({{.Some}}).", Data{"Said": shareWord(kpi.Share{N: int(1000*b.Said + 0.5), Of: 1000}), "Was": shareWord(b.Was), "Some": ofWord(b.Was)})
	}
	return []QualityRow{
		{qualityDrift, Say("Values corrected, by week"), drift, tone},
		{qualityErrors, Say("Errors that were found"), errs, promiseTone(f)},
		{qualityCurve, Say("What the machine said, and what was right"), curve, Quiet},
		{qualitySpeed, Say("Fields per hour, by week"), lastWeek(f, func(w kpi.Week) Line { return rateWord(w.FieldsPerHour()) }), Quiet},
		{qualityStraight, Say("Documents nobody had to touch, by week"), lastWeek(f, func(w kpi.Week) Line { return shareWord(w.Straight) }), Quiet},
		groupsRow(qualityScanners, Say("Values corrected, by scanner"), f.ByScanner, func(n string) Line { return asIs(n) }),
		groupsRow(qualityForms, Say("Values corrected, by form"), f.ByForm, formWord),
	}
}

func promiseTone(f *kpi.Figures) Tone {
	if f.Promise == kpi.PromiseBroken {
		return Wrong
	}
	return Quiet
}

// foundWord says a share and of how many.
func foundWord(s kpi.Share) Line {
	if s.Of == 0 {
		return Say("none looked at yet")
	}
	return Say("{{.Share}} ({{.Some}})", Data{"Share": shareWord(s), "Some": ofWord(s)})
}

func lastWeek(f *kpi.Figures, of func(kpi.Week) Line) Line {
	if len(f.ByWeek) == 0 {
		return Say("not known")
	}
	w := f.ByWeek[len(f.ByWeek)-1]
	return Say("Week {{.Week}}: {{.Value}}", Data{"Week": w.Number, "Value": of(w)})
}

// groupsRow names the group that stands out, or says that none does.
func groupsRow(chartName string, title Line, groups []kpi.Group, name func(string) Line) QualityRow {
	for _, g := range groups {
		switch {
		case g.Worse:
			return QualityRow{chartName, title, Say("{{.Name}}: {{.Share}}, more than the others", Data{"Name": name(g.Name), "Share": shareWord(g.Wrong)}), Wrong}
		case g.Since != "":
			return QualityRow{chartName, title, Say("{{.Name}}: more than it was, since {{.Day}}", Data{"Name": name(g.Name), "Day": dayWord(g.Since)}), Wrong}
		}
	}
	return QualityRow{chartName, title, Say("None stands out among {{.N}}.", Data{"N": len(groups)}), Quiet}
}

// formWord is a form's name: its type, or its own.
func formWord(name string) Line { return TypeWord(chart.Type(name)) }

// namesOf gives what stands on pictures for the names that they know.
func namesOf(f *kpi.Figures) map[string]Line {
	out := map[string]Line{"machine, sampled": Say("machine, sampled"), "people, second look": Say("people, second look"), "people, known answers": Say("people, known answers")}
	for _, g := range f.ByForm {
		out[g.Name] = formWord(g.Name)
	}
	return out
}
