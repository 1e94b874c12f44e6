package present

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// FormUse says what happens with what stands in a zone of a form.
type FormUse string

// The uses of zones.
const (
	UseCapture FormUse = "capture" // it is a field's value
	UseRedact  FormUse = "redact"  // it is covered whatever it is
	UseCrop    FormUse = "crop"    // it is covered and left out of the words that are kept of the page
)

// FormUses lists them.
func FormUses() []FormUse { return []FormUse{UseCapture, UseRedact, UseCrop} }

// FormZone is a part of a form, in fractions of the page as it came in. Cut says that it does not
// lie on the page as a whole, or that the print around it has moved.
type FormZone struct {
	Box   geom.Box
	Use   FormUse
	Field chart.FieldName // of UseCapture
	Cut   bool
}

// Form is a form that is known again by its print. Zones has no boxes in a list of forms: they lie on the form. Of a broken one,
// which cannot be used and holds up every import, the ID alone is known.
type Form struct {
	ID     string // empty: new
	Broken bool
	Name   string
	Type   chart.Type // empty: any
	Zones  []FormZone
}

// FormSheet is the page of a form that is at hand. It is kept nowhere.
type FormSheet struct {
	Page    chart.Page
	Picture *geom.Raster
	Type    chart.Type // as it was classified
}

// FormMatch is the form that a page is of, or nearly of, and where its zones lie on it.
type FormMatch struct {
	Form
	Sure  bool
	Share float64 // of the form's print that stands where it should
}

// ErrBrokenForm is in the chain of an import's error where a kept form cannot be used any more: what it covers would be left open.
var ErrBrokenForm = errors.New("a form template does not hold any more")

// Forms is the practice's own forms. All of it is the administrator's.
type Forms interface {
	Forms(ctx context.Context) ([]Form, error)
	// FormSheet reads a page of a file; nothing of it is kept.
	FormSheet(ctx context.Context, path string, page int) (FormSheet, error)
	// FormSheetOf gives a page of a document to those whose role opens charts as well.
	FormSheetOf(ctx context.Context, id chart.DocumentID, page int) (FormSheet, error)
	// SaveForm learns the form from the page and keeps it with its zones; it gives the form's id.
	SaveForm(ctx context.Context, f Form, from FormSheet) (string, error)
	DropForm(ctx context.Context, id string) error
	// TryForms gives the form that a page is of; false for none.
	TryForms(ctx context.Context, sheet FormSheet) (FormMatch, bool, error)
}
