// Package workstation tells when the computer is taken away from the person at the desk: its screen is locked, it goes to sleep, or
// another account comes to the front. Chartproof then locks as well.
//
// On Linux it listens to systemd-logind on the system bus (org.freedesktop.login1: the session's Lock signal, its properties
// LockedHint and Active, and PrepareForSleep, before which a delay inhibitor gives the screen time to go blank) and to the screen
// savers of the desktops on the session bus (ActiveChanged). On Windows it asks for the session's state twice a second.
//
// Guaranteed: Run calls away before the computer sleeps, as far as the system waits for it, and once for each going away; a bus that
// goes down is looked for again. What cannot be watched here is said by Notices: the idle lock of the program itself is then the
// only one.
//
// Refused: locking by itself, Fyne, anything of a chart. app/chartproof imports it.
package workstation
