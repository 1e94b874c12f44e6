// Package crash is what becomes of a program that a fault brings down: no memory on the disk, nothing of a chart in the message,
// and a word to the person of what is safe.
//
// Guaranteed: NoCores forbids core files (and, on Linux, debuggers of the same account); Words says functions and lines of a
// fault of the main goroutine and of goroutines that defer it, never arguments or values; after Mute what the runtime itself
// prints of a fault elsewhere, the value of the panic with it, goes nowhere (not on Windows, where it is the value alone
// that NoCores leaves). Refused: going on after a fault. The mains and app/wire import it.
package crash
