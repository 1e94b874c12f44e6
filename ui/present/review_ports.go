package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// ReviewDesk is what the review asks of the house besides the charts: who is at work on a document, where the person left
// it, and what colleagues tell each other about it.
type ReviewDesk interface {
	// Claim holds a document for the person and gives who holds it then; with takeOver it is the person in any case, and who
	// had it is told.
	Claim(ctx context.Context, id chart.DocumentID, takeOver bool) (chart.Claim, error)
	Unclaim(ctx context.Context, id chart.DocumentID) error
	// SaveWork seals where the person leaves a document; work without a field drops it. Work gives it back to the same person.
	SaveWork(ctx context.Context, id chart.DocumentID, w chart.Work) error
	Work(ctx context.Context, id chart.DocumentID) (chart.Work, error)
	PutNote(ctx context.Context, n chart.Note) error
	// Ask gives a field away with a question about it, both or neither.
	Ask(ctx context.Context, id chart.DocumentID, version int64, dec chart.Decision, n chart.Note) (*chart.Dossier, error)
	Notes(ctx context.Context, id chart.DocumentID) ([]chart.Note, error)
	Peers(ctx context.Context) ([]chart.Person, error)
	// Preview gives a page as its redacted copy will show it: the same boxes, to the pixel.
	Preview(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
	// EditTable changes tables, all or nothing.
	EditTable(ctx context.Context, id chart.DocumentID, version int64, edits []chart.TableEdit) (*chart.Dossier, error)
}
