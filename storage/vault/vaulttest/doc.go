// Package vaulttest is a workspace for tests of the stores: a database in a folder of the test's own, its trail, its vault with a
// keyring in memory, a privacy officer, and whoever a test adds.
//
// Guaranteed: the clock stands still but for what a sign-up needs and what the test adds; the database is closed when the test
// ends. Refused: use outside tests (app/archtest holds that).
package vaulttest
