// Package casestore keeps imports, documents, decisions, redactions, signed records and the outbox.
//
// An import is one file that came in: its original (zone originals) and its pages as read (zone working). FinishImport
// makes documents of it; GrowImport makes them of the pages that are there so far, so that a person can begin. Rearrange lays
// the pages of a file that was read in other documents, or in another order, with what people did on them; no page is lost, and
// one that is read anew leaves the one that came in where it was. Pages of a later scan can be put into a file, or stand for a page
// of it; the scan lies sealed beside the original and goes with it. A document's fields, redactions and decisions are sealed under
// the document's key, pages and original under the import's: purging a document shreds the first, purging an import the second.
//
// Signing keeps, beside the record, what those see whose work needs no identifiers: clinical values and tokens (zone
// structured) and the redacted copy (zone redacted). A reveal is judged and written down in one transaction.
//
// Guaranteed: one exported method is one transaction with its trail entry inside; a change names the version that it was
// made on and a stale one is chart.Conflict; state goes only where chart.State.CanGo lets it; a signed record and its
// outbox row are written together or not at all, once a document. Clear columns hold ids, states, document types, counts,
// sizes and times. The search index holds keyed hashes bound to their document, so that equal names in two documents do
// not show; to search is to compute one hash a document and term.
//
// The templates of the practice's forms are kept as sealed bytes that anybody who signs in may open: they identify nobody.
//
// A *chart.Dossier that is handed out shares its Pages with later ones: callers must not change them.
//
// Refused: policy (engine/protect/access) and review rules (engine/review); text of a chart in errors. Only app/wire
// imports it.
package casestore
