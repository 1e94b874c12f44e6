// Package machine looks at the computer that a workspace lies on, and says what of it is unsafe and what to do.
//
// Guaranteed: it changes nothing and reads through what it is handed: a file system, an environment, programs that answer. What
// cannot be read is Unknown and never OK. A finding names folders of the computer, never a chart.
//
// What counts as unsafe is what 45 CFR 164.308(a)(1)(ii)(A) would have an administrator find: the disk or the swap in clear, a
// workspace that others can read, one on a network share or in a folder that somebody's cloud copies, a kernel without the
// sandbox that files are read in, a clock that nobody sets, a disk that is nearly full, a screen that does not lock, settings
// that let secrets out.
//
// Refused: repairing, keys, what stands in the workspace. Only app/wire imports it.
package machine
