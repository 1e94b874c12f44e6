// Package people draws who can sign in, and the adding of somebody: name, roles, a password that the new person types, and
// the authenticator.
//
// Guaranteed: what was typed into a password entry is gone from the screen's widgets as soon as the step changes; every step
// works by keyboard alone, and the entry that must change has the focus.
//
// Refused: decisions (present.PeoplePresenter makes them). Imported by ui/shell only.
package people
