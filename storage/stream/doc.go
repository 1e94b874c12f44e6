// Package stream keeps the hub's records and its small state in NATS JetStream, embedded in the hub's own process.
//
// Guaranteed: what a method acknowledged is on disk (the server syncs every write before it answers); a record is
// there whole or not at all, whenever the process ends: the body is written first, and the entry that names it is created
// last and once. Revisions guard every small value.
//
// Refused: opening records, listening on anything but the process's own memory. wirehub imports stream.
package stream
