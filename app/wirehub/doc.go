// Package wirehub joins the hub's surface to its record store and its key file: what the hub's program and a desktop that
// runs the practice's hub both start.
//
// Guaranteed: no window toolkit and no C code; one process a folder; the key file is readable by its owner only and is
// never replaced by a new one.
//
// Refused: any decision about records. app/chartproofhub and app/wire import wirehub.
package wirehub
