// Package stage is a window for the tests of screens: it shows one screen in one look and size, presses keys as a person
// would, and says what can be read on it.
//
// Guaranteed: a button is only pressed after Tab has reached it, so what passes can be done by keyboard.
//
// Refused: being part of the program. Tests of ui import stage and nothing else does.
package stage
