package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// MostLookChoices is how many values a third person chooses between at most: those, and what they typed.
const MostLookChoices = review.MostChoices + 1

// LookPolicies is who validates high-risk fields; administrators change it.
type LookPolicies interface {
	LookPolicy(ctx context.Context) (chart.LookPolicy, error)
	SetLookPolicy(ctx context.Context, p chart.LookPolicy) error
	// Lookers counts the people who may take a second look.
	Lookers(ctx context.Context) (int, error)
}

// Handing ends the first pass.
type Handing interface {
	// HandToSecond hands a document to whoever takes the second look, and gives what it waits for.
	HandToSecond(ctx context.Context, id chart.DocumentID, version int64) (chart.Waits, error)
}

// SecondHouse is what the second look asks of the house. Nothing that it gives tells what anybody made of a field before both
// have said what they see.
type SecondHouse interface {
	Handing
	Page(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
	// OpenLook gives a document that waits for a blind look, and the field that comes first.
	OpenLook(ctx context.Context, id chart.DocumentID) (LookWork, error)
	// TakeLook says what the person sees. A third person's look that says what neither of the two said gives the choices.
	TakeLook(ctx context.Context, id chart.DocumentID, version int64, t LookTyped) (LookWork, error)
	// ShowValues gives a third person the values among which to choose, after the picture.
	ShowValues(ctx context.Context, id chart.DocumentID, version int64, f chart.FieldID) (LookWork, error)
	// ChooseLook takes one of the choices that were given, counted from 0.
	ChooseLook(ctx context.Context, id chart.DocumentID, version int64, f chart.FieldID, choice int) (LookWork, error)
	// TakeBack ends the waiting: the document is in review again.
	TakeBack(ctx context.Context, id chart.DocumentID, version int64) error
	SaveDraft(ctx context.Context, id chart.DocumentID, f chart.FieldID, value chart.Text) error
	Draft(ctx context.Context, id chart.DocumentID) (chart.FieldID, chart.Text, error)
}

// LookTyped is what a person sees in a field, without having seen what others made of it.
type LookTyped struct {
	Field   chart.FieldID
	Verdict chart.Verdict // confirmed, not_on_page or illegible
	Value   chart.Text
}

// LookWork is a document that waits for a blind look: its pages without words and the one field at hand.
type LookWork struct {
	ID      chart.DocumentID
	Version int64
	State   chart.State
	Type    chart.Type
	Pages   []chart.Page // number, size and rotation
	Waits   chart.Waits
	Done    int // of those that wait for this look, how many this opening has settled so far; counted by the screen
	Left    int
	Field   *LookField // nil: nothing is left for this person
}

// LookField is the field at hand.
type LookField struct {
	ID      chart.FieldID
	Name    chart.FieldName
	Line    int // of its table, from 1; 0 where it is no cell
	Page    int // 0: it was not found
	Box     geom.Box
	Hidden  []PlaceHidden // identifiers that this look does not need
	Choices []LookChoice  // a third person's, once they may be seen
}

// PlaceHidden is a place on a page that is painted over.
type PlaceHidden struct {
	Page  int
	Box   geom.Box
	Class Class
}

// LookChoice is one of the values between which a third person chooses.
type LookChoice struct {
	Verdict chart.Verdict
	Value   chart.Text
	Mine    bool // what the third person typed
}

// SecondLooks is SecondHouse without what the house offers elsewhere.
type SecondLooks interface {
	Handing
	OpenLook(ctx context.Context, id chart.DocumentID) (LookWork, error)
	TakeLook(ctx context.Context, id chart.DocumentID, version int64, t LookTyped) (LookWork, error)
	ShowValues(ctx context.Context, id chart.DocumentID, version int64, f chart.FieldID) (LookWork, error)
	ChooseLook(ctx context.Context, id chart.DocumentID, version int64, f chart.FieldID, choice int) (LookWork, error)
	TakeBack(ctx context.Context, id chart.DocumentID, version int64) error
}
