// Package trail makes of the entries of the audit trail what people and other systems read: CSV, FHIR R4 AuditEvents (IHE Basic
// Audit Log Patterns), RFC 5424 lines, the chain of custody of a document, the accounting of disclosures (45 CFR 164.528), the
// access review, and alerts by rules that are data.
//
// Guaranteed: pure functions of entries, people and a clock that is handed in. Nothing of a chart comes in, so nothing goes
// out: entries hold ids and machine words, and people are staff. A line of RFC 5424 is one line whatever an entry holds; a cell
// of CSV is never taken for a formula. A rule file with an unknown word is refused whole.
//
// Refused: storage, keys, clocks. trail imports chart, access and assets; app/wire joins it with storage/audit, and the command
// line and screens show what it makes.
package trail
