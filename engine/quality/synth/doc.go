// Package synth makes synthetic charts with truth: page images, and for each page the words, fields, table rows and
// identifiers that stand on it, with their boxes. Nobody in them exists; phone numbers are of the range kept for fiction.
//
// Guaranteed: the same Config gives the same bytes on the same platform; a truth box sits on the ink of what it names, also
// after skew, perspective or a turn of the page; every document type of the contract that carries fields is drawn in several
// layout families that share content but no layout code.
//
// Mixed files (Config.Mixed) hold two to six documents of one to three patients as a feeder scans them: fax covers, patch
// sheets, dividers and patients' covers between documents (type separator), blank backs (type blank), pages out of order
// where printed page numbers tell, a stray page of another patient inside a longer document, and patients that are taken
// for each other (Trap): twins, Sr and Jr with and without the suffix, one birthday, one name. Truth.Documents stand by
// their first page and list their pages in the document's own order; Truth.Filing says of every page whose it is.
//
// What is keyed, so that families agree: the ordering physician of a laboratory report is provider_name, of radiology and
// pathology referring_provider; the patient's own phone is a field wherever it stands, e-mail on forms only, the address on
// forms, claims, cards, prescriptions and statements of benefits, not in the window of other letters; the date written on a
// prescription, list of medicines or superbill is date_of_service, the date of a letter is not; the date of a notice or
// statement of a plan is reported_date; signature_present is ink, an electronic signature gives signature_date only; a
// ticked choice is the value of its field; the date of the first service line of a claim or statement is date_of_service;
// the doctor of an insurance card, a face sheet or a list of medicines is provider_name. A list that sets one medicine or
// one problem a line is rows as a ruled table is, each problem once; medicines in a sentence or on a prescription and the
// diagnoses of a bill or claim are fields only. Values written by hand have the reason handwriting, their words the engine
// "hand"; stamps have "stamp". The text of a BARCODE region is its payload.
//
// Refused: real data. Families a to h are for tuning; family i (HeldOut; family_i*.go) is held out: who writes rules that
// read, find or classify neither reads its code nor looks at its pages or errors, and looks at its totals seldom. Families g
// and h were held out until their figures had been looked at too often. Family g prints as large record systems, national
// laboratories and payers do, family h as small practices, imaging centres, pharmacies and home care do (both: renewed.go);
// each document of family i is laid out as another kind of house does it. They are about practices, plans, illnesses,
// medicines, tests and services of their own and set tables with one hand (renewed_table.go).
//
// May import it: engine/quality, tests, and the command line's synth and bench commands.
package synth
