// Package archtest holds the walls of the house as tests: who may import whom, who may use cgo, SQL, ciphers and the
// window toolkit, and that every package says what it is for. The rules are read from `go list`, never from the source's
// looks, so a new package is held to them the day it appears.
//
// The picture of the house is in the README; where the picture and these rules differ, the rules decide.
package archtest
