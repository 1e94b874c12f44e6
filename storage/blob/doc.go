// Package blob keeps what is too large for the database: originals, page pictures, redacted files, sealed records, each as
// one sealed file in the workspace's folder "pages".
//
// A file is named by the SHA-256 of its sealed bytes, so the name says nothing of the content and a changed file is found
// before it is opened. It is sealed under its owner's key (vault.Key), bound to owner, kind and number.
//
// Guaranteed: a row names a file only after the file is durable (written beside, synced, renamed, folder synced); a
// missing or changed file is chart.Tampered, and Check names its owner; files that no row names are removed by Sweep only,
// which is for a workspace whose rows are known to be whole.
//
// Refused: clear content, and names from outside. storage/casestore and app/wire import it.
package blob
