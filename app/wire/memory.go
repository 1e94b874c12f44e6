package wire

import "runtime/debug"

// collectSooner is the growth of memory in percent at which what nobody holds any more is looked for.
const collectSooner = 50

// SpareMemory lets a program that handles pages keep to less memory: they are large and short-lived, so that with Go's own
// pace half of what it holds is waste. It costs a few percent of this process's time, which is not the one that reads.
func SpareMemory() { debug.SetGCPercent(collectSooner) }
