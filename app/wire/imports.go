package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Import brings files in, one after the other; the pages of each are read side by side. Urgent files are read before all
// others, in the middle of a file that is being read. A file that is refused does not stop the others; a lock or a cancel
// does, and what was read so far is kept and goes on at the next sign-in.
func (d *Desk) Import(ctx context.Context, paths []string, urgent bool, progress func(present.ImportProgress)) (present.ImportReport, error) {
	ses, err := d.at("import", chart.ActImport)
	if err != nil {
		return present.ImportReport{}, err
	}
	var report present.ImportReport
	defer func() { d.keepReport(ctx, ses, report.Files) }()
	count := &counter{files: len(paths), tell: progress}
	for i, path := range paths {
		count.file = i + 1
		one, err := d.importFile(ctx, ses, path, urgent, count)
		if err != nil {
			return report, err
		}
		report.Files = append(report.Files, one)
		d.tell()
	}
	return report, nil
}

func (d *Desk) importFile(ctx context.Context, ses *vault.Session, path string, urgent bool, count *counter) (present.ImportedFile, error) {
	one := present.ImportedFile{Name: filepath.Base(path)}
	data, err := readFile(path)
	if err != nil {
		one.Refusal = &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "the file could not be opened"}
		return one, nil //nolint:nilerr // the error would name the path
	}
	return d.importBytes(ctx, ses, one.Name, data, urgent, count)
}

// importRead brings in one file that was read already, and keeps what became of it.
func (d *Desk) importRead(ctx context.Context, name string, data []byte, urgent bool) (present.ImportedFile, error) {
	ses, err := d.at("import", chart.ActImport)
	if err != nil {
		return present.ImportedFile{}, err
	}
	one, err := d.importBytes(ctx, ses, name, data, urgent, &counter{file: 1, files: 1})
	if err != nil {
		return one, err
	}
	d.keepReport(ctx, ses, []present.ImportedFile{one})
	d.tell()
	return one, nil
}

func (d *Desk) importBytes(ctx context.Context, ses *vault.Session, name string, data []byte, urgent bool, count *counter) (present.ImportedFile, error) {
	one := present.ImportedFile{Name: name}
	mediaType, err := d.takeIn(ctx, ses, &one, data)
	if err != nil || mediaType == "" {
		return one, err
	}
	if urgent {
		if err := d.cases.HurryImport(ctx, ses, one.Import); err != nil {
			return one, err
		}
	}
	if !ses.Holds(chart.Working) { // a technician brings in and does not see: it is read when somebody comes who may
		one.Waits = true
		return one, nil
	}
	d.tell()
	out, err := d.readInTurn(ctx, ses, one.Import, pipeline.File{MediaType: mediaType, Bytes: data}, urgent, count)
	one.Documents, one.Pages, one.Refusal = out.Documents, out.Pages, out.Refusal
	return one, err
}

// readInTurn reads a file when its turn comes, giving way to urgent ones in the middle where it is not urgent itself.
func (d *Desk) readInTurn(ctx context.Context, ses *vault.Session, id chart.ImportID, file pipeline.File, urgent bool, count *counter) (casestore.Outcome, error) {
	for {
		if err := d.turns.take(ctx, urgent); err != nil {
			return casestore.Outcome{}, err
		}
		out, err := d.readOnce(ctx, ses, id, file, urgent, count)
		d.turns.give(urgent)
		if !errors.Is(err, errGiveWay) {
			return out, err
		}
	}
}

// readOnce reads what is left of a file and says what became of it; somebody else may have read it meanwhile.
func (d *Desk) readOnce(ctx context.Context, ses *vault.Session, id chart.ImportID, file pipeline.File, urgent bool, count *counter) (casestore.Outcome, error) {
	out, err := d.cases.Outcome(ctx, id)
	if err != nil || out.Finished || out.Refusal != nil {
		return out, err
	}
	err = d.readImport(ctx, ses, id, file, func() bool { return !urgent && d.turns.mustGiveWay() }, count)
	var refusal *chart.Refusal
	if errors.As(err, &refusal) {
		err = d.cases.RefuseImport(ctx, ses, id, *refusal)
	}
	if err != nil {
		return casestore.Outcome{}, err
	}
	return d.cases.Outcome(ctx, id)
}

// readImport reads the pages that are not there yet, stores each as it comes, and makes the documents. It stops with
// errGiveWay after a page once giveWay says so.
func (d *Desk) readImport(ctx context.Context, ses *vault.Session, id chart.ImportID, file pipeline.File, giveWay func() bool, count *counter) error {
	if err := d.cases.MarkReading(ctx, ses, id); err != nil {
		return err
	}
	have, err := d.cases.Pages(ctx, ses, id)
	if err != nil {
		return err
	}
	early := d.beginEarly(ctx, ses, id, have)
	_, err = d.stage.ReadMissing(ctx, file, have, func(r pipeline.PageRead) error {
		if err := d.addPage(ctx, ses, id, r); err != nil {
			return err
		}
		early.add(r.Page)
		count.page(r.Page.Number)
		if giveWay() {
			return errGiveWay
		}
		return nil
	}, func(pages, missing int) error {
		count.pages(pages, missing)
		defer early.expect(pages, file)
		return d.cases.Expect(ctx, ses, id, pages)
	})
	pages := early.end()
	if err != nil {
		return err
	}
	drafts, err := d.drafts(ctx, ses, id, pages)
	if err != nil {
		return err
	}
	_, err = d.cases.FinishImport(ctx, ses, id, drafts)
	return err
}

// addPage keeps a page as read with its picture.
func (d *Desk) addPage(ctx context.Context, ses *vault.Session, id chart.ImportID, r pipeline.PageRead) error {
	picture, err := pagefile.Encode(r.Raster, 0)
	if err != nil {
		return err
	}
	d.keepResolution(ctx, id, r.Page)
	return d.cases.AddPage(ctx, ses, id, r.Page, picture)
}

// drafts makes the documents of pages.
func (d *Desk) drafts(ctx context.Context, ses *vault.Session, id chart.ImportID, pages []chart.Page) ([]casestore.DocumentDraft, error) {
	if err := d.readForms(ctx, ses); err != nil {
		return nil, err
	}
	known, err := d.stage.Understand(ctx, pages)
	if err != nil {
		return nil, err
	}
	docs := known.Documents
	d.proposeTwice(ctx, ses, id, docs, pages)
	sample(docs, string(id), d.share(), machineDrawing(ses))
	out := make([]casestore.DocumentDraft, 0, len(docs))
	for _, doc := range docs {
		dr := d.draft(doc, known.PHI)
		dr.Cut = cutPages(doc, pages, known.Pages)
		if dr.State == chart.StateReady && inkUnread(doc, pages) {
			dr.State = chart.StateReview
		}
		out = append(out, dr)
	}
	return out, nil
}

// cutPages gives the pages of a document of which its forms cut something away.
func cutPages(doc chart.Document, pages, left []chart.Page) []chart.Page {
	var out []chart.Page
	for i, p := range left {
		if slices.Contains(doc.Pages, p.Number) && (len(p.Words) < len(pages[i].Words) || len(p.Regions) < len(pages[i].Regions)) {
			out = append(out, p)
		}
	}
	return out
}

// inkUnread reports whether a page of the document has ink that no reader made a word of: a person looks at it.
func inkUnread(doc chart.Document, pages []chart.Page) bool {
	return slices.ContainsFunc(pages, func(p chart.Page) bool {
		return slices.Contains(doc.Pages, p.Number) && slices.ContainsFunc(p.Regions, func(r chart.Region) bool { return r.Kind == chart.RegionUnread || r.Kind == chart.RegionStamp })
	})
}

// draft gives a document the redactions of its pages and the state that its fields call for.
func (d *Desk) draft(doc chart.Document, spans []chart.Span) casestore.DocumentDraft {
	doc.Fields = append(slices.Clone(doc.Fields), doc.DoubtfulCells()...)
	dr := casestore.DocumentDraft{Document: doc, State: chart.StateReady, Notices: d.readers.notices(), Urgent: doc.Type == chart.IntakeForm}
	for _, s := range spans {
		if slices.Contains(doc.Pages, s.Page) {
			dr.Spans = append(dr.Spans, s)
		}
	}
	if len(doc.Alarms) > 0 || doc.TypeConfidence < chart.DoubtfulType || slices.ContainsFunc(doc.Fields, func(f chart.Field) bool { return f.NeedsReview }) {
		dr.State = chart.StateReview
	}
	return dr
}

// resume goes on with what a crash, a cancel or a lock has left unread. What cannot be read now does not hold up the rest.
func (d *Desk) resume(ctx context.Context, ses *vault.Session) {
	if !ses.Holds(chart.Originals) || !ses.Holds(chart.Working) {
		return
	}
	left, err := d.cases.Unfinished(ctx)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "unfinished imports not listed", "kind", string(chart.KindOf(err)))
		return
	}
	for _, u := range left {
		if err := d.resumeOne(ctx, ses, u); err != nil {
			d.opts.Log.WarnContext(ctx, "import not resumed", "import", string(u.ID), "kind", string(chart.KindOf(err)))
			if ctx.Err() != nil || ses.Alive() != nil {
				return
			}
		}
		d.tell()
	}
}

func (d *Desk) resumeOne(ctx context.Context, ses *vault.Session, u casestore.Unfinished) error {
	data, src, err := d.cases.Original(ctx, ses, u.ID)
	if err != nil {
		return err
	}
	_, err = d.readInTurn(ctx, ses, u.ID, pipeline.File{MediaType: src.MediaType, Bytes: data}, u.Urgent, &counter{files: 1, file: 1})
	return err
}

// maxFile is one byte more than intake takes, so that intake refuses what is too large.
const maxFile = 512<<20 + 1

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return nil, fmt.Errorf("not a regular file")
	}
	return io.ReadAll(io.LimitReader(f, maxFile))
}

// counter turns pages as they come, in any order, into progress with the time left, at most thirty times a second.
type counter struct {
	file, files int
	before      int // pages that were there when the reading began or went on
	done, total int // pages read since, and of the whole file
	start, last time.Time
	tell        func(present.ImportProgress)
}

// pages begins the count of a file, or goes on with it after it gave way: the time left follows from how fast it is read, not from how
// long it waited.
func (c *counter) pages(total, missing int) {
	c.before, c.done, c.total, c.start = total-missing, 0, total, time.Now()
}

func (c *counter) page(int) {
	c.done++
	now := time.Now()
	if c.tell == nil || now.Sub(c.last) < time.Second/30 && c.before+c.done < c.total {
		return
	}
	c.last = now
	p := present.ImportProgress{File: c.file, Files: c.files, Page: c.before + c.done, Pages: c.total}
	if c.total > 0 && c.done > 0 {
		p.Left = now.Sub(c.start) / time.Duration(c.done) * time.Duration(c.total-c.before-c.done)
	}
	c.tell(p)
}
