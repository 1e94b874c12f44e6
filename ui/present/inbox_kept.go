package present

import "context"

// keptImports is how many imports can be looked at again from the queue.
const keptImports = 100

// ShowKept shows the last import again, and at each further call the one before it, then the last anew. While an import runs, its
// progress stays. A report that was looked at is taken away by CloseReport.
func (p *InboxPresenter) ShowKept() {
	if p.watch == nil || p.job != nil {
		return
	}
	at := 0
	if p.snap.Import != nil && p.snap.Import.Report != nil {
		at = p.snap.Import.Report.Back
	}
	shown := p.snap.Import
	p.run.Go(func(ctx context.Context) {
		kept, err := p.house.LastImports(ctx, keptImports)
		p.run.Do(func() {
			if p.watch == nil || p.job != nil || p.snap.Import != shown { // something else came up meanwhile
				return
			}
			p.told = ImportReport{}
			p.snap.Import = &ImportSnapshot{Done: 1, Report: keptReport(kept, at, err)}
			p.render()
		})
	})
}

// keptReport tells of the import that many steps back, of the last where there are not so many.
func keptReport(kept []KeptImport, at int, err error) *ReportSnapshot {
	if err != nil {
		return &ReportSnapshot{Says: Say("The last imports"), Problem: ptr(TroubleOf(err))}
	}
	if len(kept) == 0 {
		return &ReportSnapshot{Says: Say("Nothing was imported yet")}
	}
	at %= len(kept)
	one := kept[at]
	out := &ReportSnapshot{Back: at + 1}
	pages, refused := 0, 0
	for _, f := range one.Report.Files {
		out.Files = append(out.Files, keptRow(f))
		switch {
		case f.Refusal != nil:
			refused++
		case !f.Duplicate:
			pages += f.Pages
		}
	}
	out.Says = Say("Import {{.At}} of {{.All}}, {{.When}}: {{.Files}}, {{.Pages}}", Data{"At": at + 1, "All": len(kept), "When": keyDay(one.At),
		"Files": Count("{{.N}} files", len(one.Report.Files)), "Pages": Count("{{.N}} pages", pages)})
	if refused > 0 {
		out.Refused = Count("{{.N}} files were not taken", refused)
	}
	return out
}

// keptRow says where the pages of a file are now.
func keptRow(f ImportedFile) ReportRow {
	row := ReportRow{Name: f.Name, Nameless: f.Name == "", Tone: Quiet}
	switch {
	case f.Refusal != nil:
		t := RefusalWords(*f.Refusal)
		row.Says, row.Refused, row.Tone = t.Happened, &t, Wrong
	case f.Duplicate:
		row.Says = Say("already here, not read twice")
	case f.Waits:
		row.Says = Say("taken and sealed, not read to its end yet")
	case f.Unbalanced:
		t := Trouble{Say("{{.Pages}} came in, and not all are in a document.", Data{"Pages": Count("{{.N}} pages", f.Pages)}),
			Say("The file as it came in is kept, sealed."), Say("Tell whoever looks after this program, before anything of this file is signed.")}
		row.Says, row.Refused, row.Tone = t.Happened, &t, Wrong
	case f.Added > 0:
		row.Says = Say("{{.Pages}} in, {{.Added}} put in later, {{.Filed}} filed, {{.Blank}} blank, {{.Sheets}} separator sheets: {{.Documents}}",
			Data{"Pages": Count("{{.N}} pages", f.Pages), "Added": f.Added, "Filed": f.Filed, "Blank": f.Blank, "Sheets": f.Separators,
				"Documents": Count("{{.N}} documents", len(f.Documents))})
	default:
		row.Says = Say("{{.Pages}} in, {{.Filed}} filed, {{.Blank}} blank, {{.Sheets}} separator sheets: {{.Documents}}",
			Data{"Pages": Count("{{.N}} pages", f.Pages), "Filed": f.Filed, "Blank": f.Blank, "Sheets": f.Separators,
				"Documents": Count("{{.N}} documents", len(f.Documents))})
	}
	return row
}
