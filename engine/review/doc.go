// Package review is the person's part of a chart as pure logic: which fields need a person and in what order, what is
// doubtful in a value, the decisions that a person can take, undo and redo, whether a document may be signed, and what the
// work cost in keys; and how the pages of a file may be laid anew (PagePlan), with pages of later scans among them,
// of which none of the file is ever lost.
//
// Guaranteed: nothing here changes a dossier; every step gives a chart.Decision to append. Undo appends the decision that
// stood before, so that the record of who decided what stays whole. A document with one open field cannot be signed.
//
// Refused: storage, clocks (the caller says when), roles (access) and screens. review imports chart and geom; presenters and
// the pipeline may import it.
package review
