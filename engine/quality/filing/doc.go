// Package filing rehearses the worst error of a record room, a page in the wrong patient's chart: it makes charts out of words
// in which pages of a twin, a father of the same name, a namesake or a neighbour in the register lie, as they are misfed or
// misnamed in practice, and counts those that the finding side would file without a person.
//
// Guaranteed: the same seed makes the same charts; nobody in them exists; a page whose print does not differ from the patient's
// own in any identifier is counted apart, because nothing on it can tell. Text out of a chart appears in no report.
//
// Refused: pictures (the words carry a reader's errors instead), knowing how finding works: it is handed in. Tests and the
// command line's bench command may import it.
package filing
