// Package deid makes de-identified releases of processed charts: Safe Harbor (45 CFR 164.514(b)(2)), a Limited Data Set
// (164.514(e)), a date-shifted research set, or surrogates; as FHIR R4 bundles, CSV, text with codes, and the redacted PDF.
//
// What leaves is chosen, not what stays: a field or cell that the tables of fields.go do not name is left out. Free text
// loses, in this order, every span that was found on its page; every word, number and place that the chart itself knows of
// its people (other people are known from their spans); every pattern that identifies; the names behind words of kin and work, and
// on pages every capitalised word that neither the language nor medicine knows; numbers of four digits and more that
// are no year, amount or code of a diagnosis; and what a detector still finds in the rest, until it finds nothing. Words
// that no reader was sure of, handwriting and stains do not leave at all. Years stand where they are not indicative of an
// age over 89; ages over 89 become 90+; ZIP codes keep three digits where a dated list allows it.
//
// Guaranteed: engine/protect/deid/proof, which shares no code with these rules, reads every file again before it is handed
// on, against all that is known of the chart and against patterns of its own; a case with a doubt is refused as a whole and
// named only by kinds and counts. The certificate says of each of the eighteen what was found, what was taken out and that
// nothing is left, and names every file by its SHA-256. Codes are random (engine/protect/deid/code) and are kept, where they
// are kept, before the first file that bears them is handed on. Every file bears its label: what is not Safe Harbor says so.
//
// A limited data set is refused without its data-use agreement and recipient; a set whose codes or offsets are kept, the
// date-shifted one always, without an approval in force. Groups of fewer than eleven people are warned of.
//
// Refused: charts that nobody read, pictures other than a redacted copy of which every part is proved, and the judgement
// whether what is left could identify somebody together with what else is known: that is the covered entity's to attest
// (164.514(b)(2)(ii)). Errors hold no text. deid declares its ports (Codes, Engine) and imports chart, geom, its own
// sub-packages and the lists of assets; the desktop and the commands reach it through app/wire.
package deid
