// Package sqlitedb opens the workspace's SQLite database and hands out transactions.
//
// Guaranteed: one process holds a workspace at a time (chart.Conflict for the second); one writer at a time, every write
// transaction takes the write lock when it begins, and a committed one survives a crash (WAL, synchronous FULL); deleted
// content is overwritten (secure_delete); the schema is brought up by numbered migrations and a newer schema than ours is
// refused; every error that leaves the package is a chart.Error, a damaged file is chart.Tampered.
//
// Refused: any SQL of its own beyond the schema, and any clear text of a chart in a column (the callers seal before they
// write). Only storage/* imports it.
package sqlitedb
