// Package shell is the window: frame, menu, command table, navigation, import, lock.
//
// Guaranteed: the window title never says more than the product's name. Every command stands in the menu with its key.
// The lock replaces the window's content before anything slow happens, closes every dialog, and drops the screens that
// held a chart. Nothing runs while a dialog is open but the dialog's own keys, the lock and quitting.
//
// Refused: decisions (the presenters make them), storage. Imported by app/chartproof only.
package shell
