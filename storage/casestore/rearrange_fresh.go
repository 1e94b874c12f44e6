package casestore

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// FreshPage is a page that was read because a person turned one, or put a page of a later scan into the file. It has a number of its
// own, and the page that it stands for stays as it was, in no document any more.
type FreshPage struct {
	Page     chart.Page
	Picture  []byte
	Replaces int // 0: it stands for none, which is for pages of scans only
	Turned   int // degrees clockwise from the picture of the page that it stands for to this one: 0, 90, 180 or 270
	Scan     int // counts Rearrangement.Scans from 1; 0: the page that it stands for was turned
	Sheet    int // its number in that scan
}

func (s *Store) writePictures(ctx context.Context, ses *vault.Session, imp chart.ImportID, fresh []FreshPage) (out []blob.Written, err error) {
	if len(fresh) == 0 {
		return nil, ses.Alive()
	}
	var k *vault.Key
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		k, err = ses.Key(tx, string(imp), chart.Working)
		return err
	})
	for _, f := range fresh {
		if err != nil {
			break
		}
		var w blob.Written
		if w, err = s.blobs.Write(ctx, k, kindPage, f.Page.Number, f.Picture); err == nil {
			out = append(out, w)
		}
	}
	return out, err
}

func (s *Store) putFresh(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, f FreshPage, picture blob.Written) error {
	k, err := ses.Key(tx, string(imp), chart.Working)
	if err != nil {
		return err
	}
	sealed, err := sealJSON(k, pageCell(f.Page.Number), f.Page)
	if err != nil {
		return err
	}
	if err := s.blobs.Link(tx, picture); err != nil {
		return err
	}
	if err := tx.Exec(`INSERT INTO page (import, number, sealed, glance, replaces, scan, sheet) VALUES (?, ?, ?, 0, ?, ?, ?)`,
		string(imp), f.Page.Number, sealed, f.Replaces, f.Scan, f.Sheet); err != nil {
		return err
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActRead, Person: ses.Person().ID,
		Detail: fmt.Sprintf("import=%s page=%d", imp, f.Page.Number) + f.cameFrom()})
}

// cameFrom is what the trail says of where a page came from: "scan=1 sheet=2 instead=3".
func (f FreshPage) cameFrom() (out string) {
	if f.Scan > 0 {
		out = fmt.Sprintf(" scan=%d sheet=%d", f.Scan, f.Sheet)
	}
	if f.Replaces > 0 {
		out += fmt.Sprintf(" instead=%d", f.Replaces)
	}
	return out
}

// laidWord is what the trail says of a page that a document has anew.
func (f FreshPage) laidWord() string {
	switch {
	case f.Scan == 0:
		return fmt.Sprintf(" turned=%d", f.Replaces)
	case f.Replaces > 0:
		return fmt.Sprintf(" replaced=%d by=%d", f.Replaces, f.Page.Number)
	}
	return fmt.Sprintf(" inserted=%d", f.Page.Number)
}

// turn puts what people decided and what is redacted on pages that are read anew onto their fresh pages: nothing that was hidden
// comes to light because its page was turned. What was released there is not: the fresh page is looked through anew. Another scan
// lies differently: nothing of the page that it stands for is put onto it.
func (st *standing) turn(fresh []FreshPage) {
	for _, f := range fresh {
		if f.Scan > 0 {
			continue
		}
		for i := range st.decided {
			if at := &st.decided[i].field; at.Page == f.Replaces {
				at.Page, at.Box = f.Page.Number, at.Box.Rotate(f.Turned)
			}
		}
		st.Spans = slices.DeleteFunc(st.Spans, func(sp chart.Span) bool { return sp.Page == f.Replaces && !sp.Redacted })
		for i := range st.Spans {
			if sp := &st.Spans[i]; sp.Page == f.Replaces {
				*sp = sp.Turned(f.Page.Number, f.Turned)
			}
		}
	}
}

// scannedAnew sends what stands on a new scan of a page to a person: whoever looked at it before looked at another picture.
func scannedAnew(d DocumentDraft, fresh []FreshPage) DocumentDraft {
	if slices.ContainsFunc(d.Document.Pages, func(n int) bool { return isAnew(n, fresh) }) {
		d.State = chart.StateReview
		d.Document.Fields = askAnew(slices.Clone(d.Document.Fields), fresh)
	}
	return d
}

// askAnew asks, in place, about the fields on new scans of pages. Such fields are none that were there before.
func askAnew(fields []chart.Field, fresh []FreshPage) []chart.Field {
	for i := range fields {
		if f := &fields[i]; isAnew(f.Page, fresh) {
			f.ID, f.NeedsReview = "", true
			f.Reasons = append(slices.Clone(f.Reasons), chart.ScannedAnew)
		}
	}
	return fields
}

func isAnew(page int, fresh []FreshPage) bool {
	return slices.ContainsFunc(fresh, func(f FreshPage) bool { return f.Page.Number == page && f.Scan > 0 && f.Replaces > 0 })
}

// notScannedAnew leaves out the fields of pages for which another scan stands: a field on that is none of them.
func notScannedAnew(fields []chart.Field, fresh []FreshPage) []chart.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f chart.Field) bool {
		return slices.ContainsFunc(fresh, func(p FreshPage) bool { return p.Scan > 0 && p.Replaces > 0 && p.Replaces == f.Page })
	})
}
