package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review/coding"
)

// CodingHouse opens signed documents to coders, and keeps what they change.
type CodingHouse interface {
	// Coding opens a signed document for coding, and writes the look into the trail.
	Coding(ctx context.Context, id chart.DocumentID) (CodingWork, error)
	// CodedPage gives a page of the redacted copy.
	CodedPage(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
	// ChangeCoding appends a change; changes is how many there were.
	ChangeCoding(ctx context.Context, id chart.DocumentID, changes int, c coding.Change) (CodingWork, error)
	// SignCoding signs what was changed as an addendum to the record.
	SignCoding(ctx context.Context, id chart.DocumentID, changes int, password string) (CodingWork, error)
	// FindCodes looks for codes by prefix or words; day is the day of service, services looks among procedures.
	FindCodes(ctx context.Context, text, day string, services bool) ([]CodeHit, error)
	// CompareBills compares the coding with the bills and payers' statements of the same encounter.
	CompareBills(ctx context.Context, id chart.DocumentID) (coding.Comparison, error)
	// ExportDifferences writes what CompareBills finds as a table of codes and amounts, and gives the file's path.
	ExportDifferences(ctx context.Context, id chart.DocumentID) (string, error)
}

// CodingWork is a document as it is coded.
type CodingWork struct {
	Document    chart.DocumentID
	Sheet       coding.Sheet
	Before      map[string]bool // codes that were signed with the record
	Pages       int
	Turns       []int              // degrees clockwise by which each page stands upright; a page without one does already
	Titles      map[string]CodeHit // by plain code, of what stands on the sheet
	Problems    []coding.Problem
	Suggestions []CodeSuggestion
	Places      map[string][]CodePlace // where the codes of the sheet stand, by plain code
	Lists       CodingLists
}

// CodingLists says which lists are loaded.
type CodingLists struct {
	Codes  int
	Loaded bool // the official list of diagnoses is
	CPT    bool
}

// CodeHit is a code with its title.
type CodeHit struct {
	Code, Title string
	Header      bool     // a claim may not bear it
	Late        bool     // not valid on the day of service
	Above       []string // its category and subcategory, with their titles
	Sides       bool     // there is one for each side
}

// CodePlace is words on a page.
type CodePlace struct {
	Page int
	Box  geom.Box
}

// CodeSuggestion is a code that words of the page speak for.
type CodeSuggestion struct {
	CodeHit
	Said    chart.Text
	Places  []CodePlace
	Printed bool // the code itself stands on the page
}
