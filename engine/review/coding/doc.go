// Package coding is a coder's work on a signed document as pure logic: the sheet of diagnoses and services as they were signed, the
// changes made to it, whether it may be signed as an addendum, and what differs between a superbill, the coded lines and the payer's
// explanation of benefits.
//
// Guaranteed: nothing here changes what it is given; a sheet is what Start made of the signed document with every change applied in
// order, and undo is a change of its own, so that who changed what stays whole. Amounts are whole cents and days are ISO dates.
//
// Refused: storage, clocks, lists of codes (engine/find/codes), identifiers: who a sheet is about is a token. It imports chart and geom only;
// storage/casestore, engine/send/record, present, app/wire and app/chartproofctl may import it.
package coding
