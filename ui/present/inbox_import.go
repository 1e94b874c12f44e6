package present

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
)

// ImportSnapshot is the import under way, or the report of the last one.
type ImportSnapshot struct {
	Running bool
	Done    float64 // 0 to 1
	Says    Line    // "File 2 of 3, page 4 of 12"
	Left    Line    // "about 2 min left"; empty until known
	Report  *ReportSnapshot
}

// ReportSnapshot tells what became of the files.
type ReportSnapshot struct {
	Says    Line // one line of numbers
	Refused Line // "1 file was not taken"; empty when all were
	Files   []ReportRow
	Problem *Trouble // the import ended early
	Back    int      // of a kept import: 1 the last, 2 the one before; 0: the report of an import that has just ended
}

// ReportRow is one file. Name is shown and kept nowhere.
type ReportRow struct {
	Name    string
	Says    Line
	Tone    Tone
	Refused *Trouble

	Nameless bool // the name is not kept, or not for who looks
}

// stoppable is work that a person can stop; stop may come from the UI goroutine before the work has begun.
type stoppable struct {
	mu      sync.Mutex
	stopped bool
	cancel  context.CancelFunc
}

func (j *stoppable) begin(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cancel = cancel
	if j.stopped {
		cancel()
	}
	return ctx
}

func (j *stoppable) stop() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.stopped = true
	if j.cancel != nil {
		j.cancel()
	}
}

// Import brings files in; while an import runs, further files wait for their turn.
func (p *InboxPresenter) Import(paths []string) {
	if len(paths) == 0 || p.watch == nil {
		return
	}
	if p.job != nil {
		p.pending = append(p.pending, paths...)
		return
	}
	p.begin(paths, false)
}

// ImportUrgent brings files in that are read before all others: an import under way gives way to them.
func (p *InboxPresenter) ImportUrgent(paths []string) {
	if len(paths) == 0 || p.watch == nil {
		return
	}
	if p.job == nil {
		p.begin(paths, true)
		return
	}
	p.run.Go(func(ctx context.Context) {
		report, err := p.house.Import(ctx, paths, true, nil)
		p.run.Do(func() { p.besides(report, err) })
	})
}

// besides keeps what became of urgent files for the report of the import that gave way to them.
func (p *InboxPresenter) besides(report ImportReport, err error) {
	switch {
	case p.watch == nil: // locked meanwhile
	case p.job != nil:
		p.beside.Files = append(p.beside.Files, report.Files...)
		if err != nil {
			p.besideErr = err
		}
		p.Reload()
	default: // the other one has told already: nothing that nobody closed is taken off the screen
		p.told.Files = append(p.told.Files, report.Files...)
		p.snap.Import = &ImportSnapshot{Done: 1, Report: reportOf(p.told, err)}
		p.Reload()
	}
}

// ImportScan brings scanned sheets in as one file, beside an import under way. kept is told whether the file is sealed here.
func (p *InboxPresenter) ImportScan(sheets []Sheet, kept func(bool)) {
	if len(sheets) == 0 || p.watch == nil {
		kept(false)
		return
	}
	bring := func(ctx context.Context, progress func(ImportProgress)) (ImportReport, error) {
		report, err := p.house.ImportScan(ctx, sheets, progress)
		sealed := slices.ContainsFunc(report.Files, func(f ImportedFile) bool { return f.Import != "" })
		p.run.Do(func() { kept(sealed) })
		return report, err
	}
	if p.job == nil {
		p.start(1, bring)
		return
	}
	p.run.Go(func(ctx context.Context) {
		report, err := bring(ctx, nil)
		p.run.Do(func() { p.besides(report, err) })
	})
}

func (p *InboxPresenter) begin(paths []string, urgent bool) {
	p.start(len(paths), func(ctx context.Context, progress func(ImportProgress)) (ImportReport, error) {
		return p.house.Import(ctx, paths, urgent, progress)
	})
}

// start begins an import of so many files.
func (p *InboxPresenter) start(files int, bring func(context.Context, func(ImportProgress)) (ImportReport, error)) {
	job := &stoppable{}
	p.job, p.told = job, ImportReport{}
	p.snap.Import = &ImportSnapshot{Running: true, Says: Count("Starting with {{.N}} files", files)}
	p.render()
	p.run.Go(func(ctx context.Context) {
		ctx = job.begin(ctx)
		defer job.stop()
		report, err := bring(ctx, func(at ImportProgress) {
			p.run.Do(func() { p.progress(job, at) })
		})
		p.run.Do(func() { p.imported(job, report, err) })
	})
}

// CancelImport stops the import under way and forgets the files that wait; what was read stays.
func (p *InboxPresenter) CancelImport() {
	p.pending = nil
	if p.job != nil {
		p.job.stop()
	}
}

// CloseReport takes the report off the screen.
func (p *InboxPresenter) CloseReport() {
	if p.snap.Import != nil && !p.snap.Import.Running {
		p.snap.Import, p.told = nil, ImportReport{}
		p.render()
	}
}

func (p *InboxPresenter) progress(job *stoppable, at ImportProgress) {
	if job != p.job {
		return
	}
	s := &ImportSnapshot{Running: true, Done: doneOf(at)}
	switch {
	case at.Pages > 0:
		s.Says = Say("File {{.File}} of {{.Files}}, page {{.Page}} of {{.Pages}}",
			Data{"File": at.File, "Files": at.Files, "Page": at.Page, "Pages": at.Pages})
	default:
		s.Says = Say("File {{.File}} of {{.Files}}", Data{"File": at.File, "Files": at.Files})
	}
	s.Left = leftOf(at.Left)
	p.snap.Import = s
	p.render()
}

// doneOf counts the pages of the file at hand as their share of one file.
func doneOf(at ImportProgress) float64 {
	if at.Files <= 0 {
		return 0
	}
	done := float64(max(at.File-1, 0))
	if at.Pages > 0 {
		done += float64(at.Page) / float64(at.Pages)
	}
	return min(done/float64(at.Files), 1)
}

func (p *InboxPresenter) imported(job *stoppable, report ImportReport, err error) {
	if job != p.job {
		return
	}
	p.job = nil
	report.Files = append(report.Files, p.beside.Files...)
	err = cmp.Or(err, p.besideErr)
	p.beside, p.besideErr = ImportReport{}, nil
	if next := p.pending; len(next) > 0 && err == nil { // told together with those
		p.pending, p.beside = nil, report
		p.begin(next, false)
		p.Reload()
		return
	}
	p.told = report
	p.snap.Import = &ImportSnapshot{Done: 1, Report: reportOf(report, err)}
	p.Reload()
	p.render()
}

func reportOf(report ImportReport, err error) *ReportSnapshot {
	out := &ReportSnapshot{}
	pages, docs, refused, waits := 0, 0, 0, 0
	for _, f := range report.Files {
		row := ReportRow{Name: f.Name, Tone: Done}
		switch {
		case f.Refusal != nil:
			t := RefusalWords(*f.Refusal)
			row.Says, row.Refused, row.Tone = t.Happened, &t, Wrong
			refused++
		case f.Duplicate:
			row.Says, row.Tone = Say("already here, not read twice"), Quiet
		case f.Waits:
			row.Says, row.Tone = Say("taken and sealed; it waits to be read by somebody whose role sees charts"), Quiet
			waits++
		default:
			row.Says = Say("{{.Pages}} in {{.Documents}}",
				Data{"Pages": Count("{{.N}} pages", f.Pages), "Documents": Count("{{.N}} documents", len(f.Documents))})
			pages += f.Pages
			docs += len(f.Documents)
		}
		out.Files = append(out.Files, row)
	}
	out.Says = Say("{{.Files}} came in: {{.Pages}} in {{.Documents}}", Data{
		"Files": Count("{{.N}} files", len(report.Files)-refused), "Pages": Count("{{.N}} pages", pages),
		"Documents": Count("{{.N}} documents", docs)})
	if waits > 0 && docs == 0 {
		out.Says = Count("{{.N}} files came in and wait to be read", waits)
	}
	if refused > 0 {
		out.Refused = Count("{{.N}} files were not taken", refused)
	}
	switch {
	case errors.Is(err, context.Canceled):
		out.Problem = &Trouble{Say("The import was stopped."), Say("What was read before is in the queue, complete."),
			Say("Import the rest again when you like; nothing is read twice.")}
	case err != nil:
		out.Problem = ptr(TroubleOf(err))
	}
	return out
}
