package chart

// RowEvidence is what speaks for a row of a table and against it.
type RowEvidence struct {
	Way     Way     // ByTable under a header, ByClue by what its line holds, ByLabel on a card, ByList in a list, ByProse in text
	Named   float64 // the share of the header's columns whose names are known; 0 without a header
	Guessed bool    // nothing but what stands in the rows says which table the header is of
	Filled  float64 // the share of the header's named columns that hold something in the row
	Others  int     // rows of its table on the page that were found in the same way
	Alike   float64 // the share of those that have the same cells
	Strays  float64 // the share of the words on its lines that no row took
	Passed  int     // checks that hold and would hardly hold by chance
}

// CellEvidence is what speaks for a cell and against it.
type CellEvidence struct {
	Readings  []Reading    // what each engine read
	Doubt     []Confidence // of each character, absent where the reader is sure of all
	Disagreed bool         // the engines read it differently
	Words     float64      // the confidence of the least sure word
	Head      float64      // how surely a header names its column, 0 to 1
	Parted    bool         // it shares its column with another cell of the row
	Cut       bool         // words were left out of it
	Gap       float64      // the widest gap between two of its words on a line, in heights
	Near      float64      // the gap to the next word on its line that no row took, in heights
	Under     float64      // the gap to the next word below or above it that no row took, in heights
	Lines     int          // that it runs over
	Twins     int          // other cells of its name in the row
	Label     float64      // the share of its words that columns are named by
	Frayed    bool         // it begins or ends with a sign that no text does
	Shape     float64      // how much its text alone looks like what the cell holds, 0 to 1
	Column    float64      // the same of the cells of the same name in like rows, on average
	Aligned   float64      // the share of those that stand above or below it
}

// Odd reports whether what stands in the cell is hardly what its column holds: its text has another shape, or is the form's own
// words, or the row has the cell twice. A vaccine may be given on several days.
func (c *Cell) Odd() bool {
	e := &c.Evidence
	return e.Shape == 0 || e.Label > 0.99 || e.Twins > 0 && c.Name != "date"
}
