package wire

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid"
	deidcode "chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// releasable are the states in which a document may leave, once nobody must decide on it: not one that is held, or that a second
// person still has to look at.
func releasable() []chart.State {
	return []chart.State{chart.StateReview, chart.StateReady, chart.StateSigned, chart.StateSent, chart.StateSettled}
}

// Releasable gives the documents on which nobody must decide any more, newest first.
func (d *Desk) Releasable(ctx context.Context) ([]chart.Summary, error) {
	ses, err := d.at("list documents for a release", chart.ActDeidentify)
	if err != nil {
		return nil, err
	}
	all, err := d.cases.List(ctx, ses, casestore.Filter{States: releasable()})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(s chart.Summary) bool { return s.ID == "" || s.Open > 0 })
	slices.SortStableFunc(all, func(a, b chart.Summary) int { return b.Imported.Compare(a.Imported) })
	return all, nil
}

// Rehearse says what a release would be: everything is made and proved as for one, but for the redacted copies, and nothing
// is kept.
func (d *Desk) Rehearse(ctx context.Context, o present.ReleaseOrder, progress func(done, all int)) (present.ReleaseReport, error) {
	ses, err := d.at("rehearse a release", chart.ActDeidentify)
	if err != nil {
		return present.ReleaseReport{}, err
	}
	if err := freeFolder(o.Folder); err != nil {
		return present.ReleaseReport{}, err
	}
	order := orderOf(o)
	order.Release = NewRelease()
	order.Formats = slices.DeleteFunc(order.Formats, func(f deid.Format) bool { return f == deid.PDF })
	if len(order.Formats) == 0 {
		order.Formats = []deid.Format{deid.Text}
	}
	engine, err := d.deidentifier()
	if err != nil {
		return present.ReleaseReport{}, err
	}
	cert, err := engine.Release(ctx, order, d.chartsFor(ctx, ses, order.Method, o.Documents, nil, progress), func(string, []byte) error { return nil })
	if err != nil {
		return present.ReleaseReport{}, err
	}
	return releaseReport(o, cert), nil
}

// Release makes a release into the order's folder, after the password was asked for again. What left stands in the trail, or
// nothing of it stays.
func (d *Desk) Release(ctx context.Context, o present.ReleaseOrder, password string, progress func(done, all int)) (present.ReleaseReport, error) {
	var none present.ReleaseReport
	room, err := d.Tokens()
	if err != nil {
		return none, err
	}
	defer room.Close()
	ctx, end := context.WithCancel(ctx)
	defer end()
	defer context.AfterFunc(d.life, end)()
	d.work.Add(1) // a desk that closes waits until what was begun is taken back
	defer d.work.Done()
	order := orderOf(o)
	order.Release = NewRelease() // where codes are kept, the vault gives the release its own
	if err := order.Check(d.opts.Now()); err != nil {
		return none, err
	}
	engine, err := d.deidentifier()
	if err != nil {
		return none, err
	}
	if err := room.Signs(ctx, engine, password); err != nil {
		return none, refusedPassword(err)
	}
	if err := makeFolder(o.Folder); err != nil {
		return none, err
	}
	if order.Reversible {
		if engine.Codes, err = room.Begin(ctx, &order); err != nil {
			return none, errors.Join(err, emptyFolder(o.Folder, nil))
		}
	}
	r := making{Desk: d, room: room, order: order, ask: o}
	cert, err := r.all(ctx, engine, progress)
	if err == nil {
		err = r.trace(ctx, cert)
	}
	if err != nil {
		return none, errors.Join(err, r.unmake())
	}
	return releaseReport(o, cert), nil
}

// refusedPassword tells the refusal of a password from that of a role.
func refusedPassword(err error) error {
	if chart.KindOf(err) == chart.NotAllowed {
		return fmt.Errorf("%w: %w", present.ErrPassword, err)
	}
	return err
}

// making is a release that is being made.
type making struct {
	*Desk
	room    *TokenRoom
	order   deid.Order
	ask     present.ReleaseOrder
	written []string // files that this release has made, and nobody else
}

// all writes every file.
func (r *making) all(ctx context.Context, engine *deid.Engine, progress func(done, all int)) (*deid.Certificate, error) {
	signers, err := r.room.signers(ctx)
	if err != nil {
		return nil, err
	}
	copies := func(ctx context.Context, dossier *chart.Dossier) (copied, []byte, error) {
		return r.provenCopy(ctx, r.room.ses, dossier, signers)
	}
	if !slices.Contains(r.ask.Formats, present.ReleasePDF) {
		copies = nil
	}
	charts := r.chartsFor(ctx, r.room.ses, r.order.Method, r.ask.Documents, copies, progress)
	return engine.Release(ctx, r.order, charts, func(name string, data []byte) error {
		if err := writeFresh(r.ask.Folder, name, data); err != nil {
			return err
		}
		r.written = append(r.written, name)
		return nil
	})
}

// deidentifier is Deidentifier with this desk's clock.
func (d *Desk) deidentifier() (*deid.Engine, error) {
	e, err := Deidentifier(d.program, nil, nil)
	if err == nil {
		e.Now = d.opts.Now
	}
	return e, err
}

// orderOf says an order in the engine's words.
func orderOf(o present.ReleaseOrder) deid.Order {
	out := deid.Order{Method: deid.Method(o.Method), Recipient: o.Recipient, Agreement: o.Agreement, Attested: o.Attested, Reversible: o.Reversible(),
		Approval: deidcode.Approval{Board: o.Board, Protocol: o.Protocol, Approved: o.Approved, Expires: o.Expires}}
	for _, f := range o.Formats {
		out.Formats = append(out.Formats, deid.Format(f))
	}
	return out
}

// chartsFor reads the documents one by one. One that cannot be taken is an error of its own and does not stop the others.
func (d *Desk) chartsFor(ctx context.Context, ses *vault.Session, method deid.Method, ids []chart.DocumentID,
	copies func(context.Context, *chart.Dossier) (copied, []byte, error), progress func(done, all int)) iter.Seq2[deid.Chart, error] {
	return func(yield func(deid.Chart, error) bool) {
		for i, id := range ids {
			progress(i, len(ids))
			c, err := d.chartFor(ctx, ses, method, id, copies)
			switch chart.KindOf(err) {
			case chart.BadState, chart.NotFound: // somebody has opened it again, or it is gone
				err = chart.E(chart.BadInput, "take a document", errors.New("it is not finished any more"))
			}
			if !yield(c, err) {
				return
			}
		}
		progress(len(ids), len(ids))
	}
}

func (d *Desk) chartFor(ctx context.Context, ses *vault.Session, method deid.Method, id chart.DocumentID,
	copies func(context.Context, *chart.Dossier) (copied, []byte, error)) (deid.Chart, error) {
	if err := d.mayLeave(id, method); err != nil {
		return deid.Chart{}, err
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return deid.Chart{}, err
	}
	if !slices.Contains(releasable(), dossier.State) {
		return deid.Chart{}, chart.E(chart.BadState, "take a document", errors.New("it is held, or somebody must look at it"))
	}
	c, err := deid.FromDossier(dossier, review.Rows(dossier), nil, nil)
	if err != nil {
		return c, err
	}
	c.Engines = d.readers.versions()
	if copies == nil {
		return c, nil
	}
	made, certificate, err := copies(ctx, dossier)
	if ctx.Err() != nil {
		return c, context.Cause(ctx)
	}
	if err == nil { // else the release's certificate says that there was no proved copy
		c.PDF, c.Redaction, c.Certificate = made.pdf, &made.red, certificate
	}
	return c, nil
}

// provenCopy redacts a document anew and certifies the copy.
func (d *Desk) provenCopy(ctx context.Context, ses *vault.Session, dossier *chart.Dossier, signers []record.Signer) (copied, []byte, error) {
	file, err := d.filedOf(ctx, ses, dossier)
	if err != nil {
		return copied{}, nil, err
	}
	c, err := d.redacted(ctx, dossier, file)
	if err != nil {
		return copied{}, nil, err
	}
	certificate, err := c.certify(c.making(newUUID(), d.program, d.opts.Now(), d.readers.versions()), signers...)
	return c, certificate, err
}

// trace writes what left into the trail, all or nothing of it: the release, and each of its documents. A release that was cancelled
// or locked out at its very end is none.
func (r *making) trace(ctx context.Context, cert *deid.Certificate) error {
	if err := errors.Join(context.Cause(ctx), r.room.ses.Alive()); err != nil {
		return err
	}
	out := map[int]bool{}
	for _, left := range cert.Refused {
		out[left.Chart-1] = true
	}
	detail := fmt.Sprintf("release=%s method=%s", r.order.Release, r.order.Method)
	entries := []chart.AuditEntry{{Action: chart.ActDeidentify,
		Detail: fmt.Sprintf("%s documents=%d left_out=%d files=%d", detail, len(r.ask.Documents)-len(out), len(out), len(cert.Files))}}
	for i, id := range r.ask.Documents {
		if !out[i] {
			entries = append(entries, chart.AuditEntry{Action: chart.ActDeidentify, Document: id, Detail: detail})
		}
	}
	return r.cases.TrailOf(r.life, r.person(), entries...)
}

func (r *making) person() chart.PersonID { return r.room.ses.Person().ID }

// unmake takes back what a release has written that did not come to its end, its codes included. It goes on though the
// person has cancelled, the screen has locked or the desk closes.
func (r *making) unmake() error {
	ctx := context.WithoutCancel(r.life)
	errs := []error{emptyFolder(r.ask.Folder, r.written)}
	if r.order.Reversible {
		errs = append(errs, r.room.store.TakeBack(ctx, r.person(), r.order.Release))
	}
	detail := fmt.Sprintf("release=%s method=%s unmade=%d", r.order.Release, r.order.Method, len(r.written))
	errs = append(errs, r.cases.TrailOf(ctx, r.person(), chart.AuditEntry{Action: chart.ActDeidentify, Detail: detail}))
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("%w: %w", present.ErrRemains, err)
	}
	return nil
}

// releaseReport says a certificate in the screen's words.
func releaseReport(o present.ReleaseOrder, c *deid.Certificate) present.ReleaseReport {
	r := present.ReleaseReport{Release: c.Release, Label: c.Label, Knowledge: c.Knowledge, Reverse: c.Reverse, KeptBack: c.NoPDF,
		Files: len(c.Files), Documents: len(o.Documents) - len(c.Refused), Holds: c.Holds, Folder: o.Folder}
	for _, left := range c.Refused {
		if i := left.Chart - 1; i >= 0 && i < len(o.Documents) {
			r.Left = append(r.Left, present.LeftOut{Document: o.Documents[i], Why: left.Why})
		}
	}
	for _, s := range c.Small {
		r.Small = append(r.Small, present.SmallGroup{What: s.What, People: s.People})
	}
	for _, id := range c.Eighteen {
		r.Eighteen = append(r.Eighteen, present.CheckedIdentifier{Letter: id.Letter, Words: id.Words, How: id.How, Found: id.Found, Left: id.Left})
	}
	return r
}

// freeFolder refuses a folder in which something stands: files of another release must not be taken for this one's.
func freeFolder(folder string) error {
	const op = "choose the folder of a release"
	if !filepath.IsAbs(folder) {
		return chart.E(chart.BadInput, op, errors.New("the whole path is needed"))
	}
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return chart.E(chart.BadInput, op, errors.New("it cannot be read"))
	case len(entries) > 0:
		return chart.E(chart.Conflict, op, errors.New("it is not empty"))
	}
	return nil
}

func makeFolder(folder string) error {
	if err := freeFolder(folder); err != nil {
		return err
	}
	if os.MkdirAll(folder, 0o700) != nil { // the cause names the folder
		return chart.E(chart.BadInput, "make the folder of a release", errors.New("it cannot be made"))
	}
	return nil
}

// emptyFolder takes files away, every one that it can, and their folder, where nothing else stands in it.
func emptyFolder(folder string, names []string) error {
	left := 0
	for _, name := range names {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			left++
		}
	}
	_ = os.Remove(folder) // a folder that somebody else uses stays
	if left > 0 {
		return chart.E(chart.Internal, "take a release back", fmt.Errorf("%d of %d files could not be taken away", left, len(names)))
	}
	return nil
}

// writeFresh writes a file that was not there before, whole and durable, or not at all. Names are the engine's: codes.
func writeFresh(folder, name string, data []byte) error {
	bad := chart.E(chart.Internal, "write a file of a release", errors.New("it could not be written"))
	if name != filepath.Base(name) {
		return bad
	}
	path := filepath.Join(folder, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return bad
	}
	_, err = f.Write(data)
	if errors.Join(err, f.Sync(), f.Close()) == nil {
		return nil
	}
	if os.Remove(path) != nil {
		return fmt.Errorf("%w: %w", present.ErrRemains, bad)
	}
	return bad
}
