package present

import (
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// alarmLine says which pages raise an alarm and what settles it; it is empty for a reason that is none.
func (p *ReviewPresenter) alarmLine(d *chart.Dossier, why chart.Reason) Line {
	at := slices.IndexFunc(d.Document.Alarms, func(a chart.Alarm) bool { return a.Reason == why })
	if at < 0 {
		return Line{}
	}
	var places []string
	for _, n := range d.Document.Alarms[at].Pages {
		if place := p.pages.place(n); place > 0 {
			places = append(places, strconv.Itoa(place))
		}
	}
	whole := len(places) == 0 || len(places) == len(p.pages.numbers)
	pages := Data{"Pages": strings.Join(places, ", ")}
	switch {
	case why == chart.ScannedTwice:
		return Say("Page {{.Pages}}: the same sheet seems to have been scanned before. Shift+F2 shows that scan; confirm the name if both stay.", pages)
	case why == chart.FormUnsure:
		return Say("Page {{.Pages}}: nearly one of the practice's forms, or a zone of it lies off the page. Check what is covered; confirm the name if it is right.", pages)
	case why == chart.AnotherPatient && whole:
		return Say("This document names another patient than the rest of the file. F7 says so; confirm the name if it belongs here.")
	case why == chart.AnotherPatient:
		return Say("Page {{.Pages}}: another patient is named. F7 says so; confirm the name if it belongs here.", pages)
	case whole:
		return Say("No two identifiers tell whose document this is. Compare it with the rest of the file.")
	}
	return Say("Page {{.Pages}}: no two identifiers tell whose it is. Compare it with the rest.", pages)
}

// first is the page that the page at hand, or else another of the document, seems to be a second scan of; nil where there is none.
func (p *ReviewPresenter) first(d *chart.Dossier) *chart.PageAt {
	at := slices.IndexFunc(d.Document.Alarms, func(a chart.Alarm) bool { return a.Reason == chart.ScannedTwice })
	if at < 0 {
		return nil
	}
	a := d.Document.Alarms[at]
	i := max(0, slices.Index(a.Pages, p.pages.number))
	if i >= len(a.First) {
		return nil
	}
	return &a.First[i]
}
