// Package worker reads foreign files in child processes: the parent's half, which starts the children, speaks a framed
// protocol with them, and survives whatever a hostile file makes of them.
//
// Guaranteed: no byte of a foreign file is parsed in this process. A child that crashes, hangs, swells or answers garbage
// is killed and the file refused with a reason (damaged, timed_out, out_of_memory); a crash is tried once more on a fresh
// child before that. A cancelled context ends the child's work at once. What a child's libraries print is capped, looked
// at only for the cause of death, and never logged.
//
// Refused: to start on Linux where the child reports no sandbox, unless Options.AllowUnsandboxed says so.
//
// The child's half is engine/read/worker/child, which needs cgo; a main that reads files calls child.RunIfAsked first
// thing. This package needs none, so that what only shows pages links no decoder. Everybody may import it.
package worker
