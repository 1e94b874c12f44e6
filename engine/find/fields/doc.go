// Package fields takes the values of the contract out of the words of a document: from labels and what stands beside, below
// or above them, from sections and lists, from tables, from letterheads and from sentences.
//
// Every place that may hold a value is offered to the field's grammar (a date, a name, an identifier, a code …); what the
// grammar takes is scored by the label's match, its place and the checks it passes, and the best one stands. Value is
// always what is printed. A value that fails its check (NPI Luhn, SSN areas, categories of ICD-10-CM, days that do not exist
// or follow in the wrong order, a birth that no printed age fits, totals that do not add up) keeps the reason failed_check,
// and what would pass stands in Suggestions. So does a value in which a letter was read for a digit or a sign for a letter:
// only where the slot's shape leaves one possibility is that one given as the canonical form, and a person always looks.
//
// Headings say whose data stands below them, in their column; two fields that exclude each other never share a word; boxes
// to tick and ink are taken from the page's regions where it has any.
//
// A page that is set without capitals is read as if its names had them; what is found on it is given as it is printed.
//
// What stands without a label is read by its place: stickers, lines of cells that show who the patient is, letters by their form,
// the maker of a paper at its head; menus by the marks on them.
//
// Beside the rules stands a second way of finding that knows none of them (find/around): every text that a grammar takes for a value is
// judged by what stands around it. What both say weighs more, what only the rules say weighs less, and what only the surroundings
// say is offered where they are sure. Items of lists have no grammar: every stretch between two bounds is judged, the likeliest of those
// that overlap stand, and a rule that drew other bounds gives way to them.
//
// Tables are found by the words of their header (on up to three lines), their columns by where the rows have gaps, and what a
// column holds by its name and by the shape of what stands in it: numbers, units, ranges, flags, money, dates, codes. Rows without
// a header are read by their shape alone. A row is checked as a whole; what does not hold together keeps failed_check.
//
// A term of a section that neither the built-in lists nor those the practice loaded (Terms) bear out is a doubt; names near an
// unknown drug stand in Suggestions, each with those it is confused with, and never in its place. Bar codes, check digits, ages
// and sums that hold are evidence; those that do not are failed_check.
//
// Guaranteed: no input panics; no text of a chart reaches an error or a log; pages are read once each. Boxes are on the page
// as it came in.
//
// Refused: deciding who must look (routing) and what is PHI (phi). fields imports chart, geom, find/layout,
// find/around, assets/lexicon and assets/medical; the pipeline may import it.
package fields
