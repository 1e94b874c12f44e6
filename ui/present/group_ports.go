package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// GroupLook says what of a chart a grid shows: the field and how many of them; no field is its page.
type GroupLook struct {
	Document chart.DocumentID
	Name     chart.FieldName
	Fields   int
}

// GroupHouse is what checking alike together asks of the house.
type GroupHouse interface {
	// Alike gives the fields that wait in the documents that the person may work on, and how many documents it left out because
	// somebody else is at work on them. It is no look: nothing of them is shown before LookTogether.
	Alike(ctx context.Context, progress func(done, of int)) (all []review.Waiting, held int, err error)
	// LookTogether writes the looks into the trail, one entry a document, and gives the documents that may not be shown after all.
	LookTogether(ctx context.Context, looks []GroupLook) (closed []chart.DocumentID, err error)
	// Snippet gives the part of a page that a box touches, as it came in.
	Snippet(ctx context.Context, id chart.DocumentID, page int, box geom.Box) (*geom.Raster, error)
	// DecideTogether appends the decisions on fields of one document, all or none, and gives its version then.
	DecideTogether(ctx context.Context, id chart.DocumentID, version int64, decs []chart.Decision) (int64, error)
	// UndoTogether takes back what the person has decided together, all or none.
	UndoTogether(ctx context.Context, id chart.DocumentID, fields []chart.FieldID) (int64, error)
	// SettleBlank says that a document is a blank page, as it seems to be, and gives its version then. among is how many the same key
	// settles.
	SettleBlank(ctx context.Context, id chart.DocumentID, version int64, among int) (int64, error)
	// UnsettleBlank takes that back where nothing has changed since.
	UnsettleBlank(ctx context.Context, id chart.DocumentID, version int64) (int64, error)
	// Vigilant writes down how the person took a text that was known to be wrong.
	Vigilant(ctx context.Context, id chart.DocumentID, field chart.FieldID, right bool) error
	// VigilanceRate is the share of texts known to be wrong among those that people look at.
	VigilanceRate(ctx context.Context) float64
}
