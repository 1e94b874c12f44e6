// Package backup is the screen of backups: what lies on the drive, whether restoring was rehearsed, whether the workspace holds.
//
// Guaranteed: it decides nothing (present.BackupPresenter does); a passphrase leaves the entries with the request that it was
// typed for.
//
// Refused: storage. ui/shell imports it.
package backup
